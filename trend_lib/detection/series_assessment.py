"""The detector on anybody's weekly counts: the engine of `trends assess`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import weeks_between
from trend_lib.detection import references
from trend_lib.detection.history import Forecast, History
from trend_lib.detection.house import Known, Names, notes_of, settle, statuses
from trend_lib.detection.ladder import Watched, forecast
from trend_lib.detection.series_table import SeriesTable, read_week
from trend_lib.detection.verdict import Rules, judge
from trend_lib.detection.verdict import Week as TestedWeek
from trend_lib.detection.written import read_written

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import IntArray
    from trend_lib.detection.house import Registered
    from trend_lib.detection.written import Written

METHODS = ("design", *references.NAMES)
LAST_WEEKS = re.compile(r"last:(\d+)")


def assess_table(
    table: SeriesTable, weeks: str, method: str, config: DetectionConfig, written: Written
) -> pd.DataFrame:
    """Return one row a series and week under test, in the order of the series, then of the weeks."""
    if method not in METHODS:
        raise MisuseError(f"there is no method {method!r}; there is: {', '.join(METHODS)}")
    known = read_written(written, table.names)
    parts = [assess_one_week(table, week, config, known) for week in chosen_weeks(weeks, table)]
    rows = pd.concat(parts, ignore_index=True)
    ordered = rows.sort_values(["series_number", "week"], kind="stable", ignore_index=True)
    return ordered.drop(columns="series_number")


def chosen_weeks(
    written: str,
    table: SeriesTable,
    read: Callable[[object], Week] = read_week,
    write: Callable[[Week], str] = str,
) -> list[Week]:
    """Read `last:N` or `FROM..TO`; the weeks must lie within the table."""
    first, last = table.first_week, table.last_week
    newest = LAST_WEEKS.fullmatch(written.strip())
    if newest:
        wanted = max(int(newest[1]), 0)
        if wanted == 0:
            raise MisuseError("last:0 asks for no week; write last:1 for the newest")
        return list(weeks_between(max(first, last.plus(1 - wanted)), last))
    begin, dots, end = written.partition("..")
    if not dots:
        raise MisuseError(f"{written!r}: write last:N, or FROM..TO as in 2026-W01..2026-W34")
    chosen = list(weeks_between(read(begin.strip()), read(end.strip())))
    if not chosen or chosen[0] < first or chosen[-1] > last:
        raise MisuseError(f"{written!r}: the table's weeks are {write(first)}..{write(last)}")
    return chosen


def assess_one_week(
    table: SeriesTable, week: Week, config: DetectionConfig, registered: Registered
) -> pd.DataFrame:
    """Assess the series that had begun by a week; the correction runs over them."""
    column = (week.start - table.first_week.start).days // 7
    oldest = max(0, column - config.window_weeks)
    begun = np.flatnonzero(table.began <= column)
    window = slice(oldest, column + 1)
    history = History(
        counts=table.counts[begun, window],
        exposure=None if table.exposure is None else table.exposure[begun, window],
        usable=table.is_complete[begun, window],
    )
    # Before its first row nothing is known of a series: those weeks are no true zeros.
    nothing_heard = np.zeros(len(begun), dtype=bool)
    watched = Watched(history, np.maximum(table.began[begun] - oldest, 0), nothing_heard)
    alarmed = None if table.was_alarm is None else table.was_alarm[begun, window]
    known = Known(week, names_of(table, begun), registered, alarmed)
    settled = settle(watched, known, config)
    found = forecast(settled.watched, config.guard_weeks, config.min_weeks)
    tested = tested_week(history, found)
    tested = replace(tested, status=statuses(settled, tested.status))
    rules = Rules.of(config)
    verdict = judge(tested, found, rules)
    has_ended = table.ended[begun] < column
    columns = {
        "series_number": begun,
        "series": [table.names[number] for number in begun],
        "week": str(week),
        "observed": pd.array(tested.observed.astype(int), dtype="Int64"),
        **{name: getattr(found, name) for name in ("expected", "lower", "upper")},
        **{name: getattr(verdict, name) for name in ("p_value", "q_value")},
        "method": found.method,
        "status": tested.status,
        "is_alarm": verdict.is_alarm,
        "why_no_alarm": verdict.why_no_alarm,
        "note": notes_of(settled, verdict, tested.observed < found.expected),
    }
    rows = pd.DataFrame(columns)
    rows.loc[has_ended, "observed"] = pd.NA
    return rows


def names_of(table: SeriesTable, begun: IntArray) -> Names:
    """Return the series' names; each is a slice of its own, and any may be another renamed."""
    names = [str(table.names[number]) for number in begun]
    return Names(
        topic_id=np.zeros(len(names), dtype=np.int64),
        slice_dim=np.full(len(names), "series", dtype=object),
        slice_value=np.array(names, dtype=object),
        names=names,
        kin=[""] * len(names),
    )


def tested_week(history: History, found: Forecast) -> TestedWeek:
    """Return the counts under test; every series is a topic, and every contact a customer."""
    observed = history.counts[:, -1]
    status = np.full(len(observed), "tested", dtype="<U18")
    status[~history.counts.any(1)] = "no_contacts_ever"
    status[found.method == "none"] = "baseline_too_short"
    status[~history.usable[:, -1]] = "source_incomplete"
    everywhere = np.ones(len(observed), dtype=bool)
    each_alone = np.arange(len(observed))
    return TestedWeek(observed, observed, each_alone, everywhere, status)
