"""Data quality: how complete a week is, as its bulletin says it, and how each source did in the weeks before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.base.weeks import Week
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report import figures
from trend_lib.report.completeness import make_completeness
from trend_lib.report.method_told import make_method
from trend_lib.report.stored import read_week
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows

WEEKS_OFFERED, WEEKS_BACK = 60, 12
NEWEST = "SELECT DISTINCT week_start FROM weekly.source_weeks ORDER BY week_start DESC LIMIT $weeks"
SOURCES = """
SELECT week_start, source, records, is_complete, rows_quarantined FROM weekly.source_weeks
WHERE week_start BETWEEN $first_week AND $last_week ORDER BY source, week_start DESC
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A source in a week."""

    records_text: str
    state: str  # complete | incomplete | absent
    set_aside_text: str


def show_data(home: Home, reader: Reader, wanted: Week | None) -> str | None:
    """Return the page of a week, else of the newest; nothing when nothing is known of the week."""
    with open_snapshot(home) as con:
        weeks = [Week(row["week_start"]) for row in read(con, NEWEST, weeks=WEEKS_OFFERED)]
        if wanted is not None and wanted not in weeks:
            return None
        if not weeks:
            return render("data.html.j2", home, reader, here="data", title=say("Data"), week=None)
        week = wanted or weeks[0]
        stored = read_week(con, week, home.config.report.weeks_shown)
        back = [week.plus(-at) for at in range(WEEKS_BACK)]
        rows = read(con, SOURCES, first_week=back[-1].start, last_week=week.start)
    return render(
        "data.html.j2",
        home,
        reader,
        here="data",
        title=say("Data"),
        week=week,
        period=f"{figures.week_name(week)}, {figures.period(week)}",
        weeks={str(one): f"{one}, {figures.period(one)}" for one in weeks},
        bulletin={"completeness": make_completeness(stored), "method": make_method(stored)},
        back=[figures.short_week(one) for one in back],
        sources=_cells(rows, back),
    )


def _cells(rows: Rows, back: Sequence[Week]) -> dict[str, list[Cell]]:
    """Return each source's weeks, the newest first."""
    by_place = {(row["source"], row["week_start"]): row for row in rows}
    names = sorted({row["source"] for row in rows})
    return {
        plain_text(name, 40): [_cell(by_place.get((name, week.start))) for week in back]
        for name in names
    }


def _cell(row: dict[str, Any] | None) -> Cell:
    """Write a source's week."""
    if row is None:
        return Cell(figures.UNKNOWN, "absent", "")
    aside = row["rows_quarantined"]
    return Cell(
        records_text=figures.count(row["records"]),
        state="complete" if row["is_complete"] else "incomplete",
        set_aside_text=say("{rows} set aside", rows=figures.count(aside)) if aside else "",
    )
