"""The week's figures about kinds: reads what was drawn and settled, writes `quality.kind_*`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import isnan
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import query_table, replace_rows
from trend_lib.quality.kinds.estimating import (
    UNSETTLED,
    Figure,
    Settled,
    change,
    corrected_share,
    precision,
    recall,
    right_share,
    weigh,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

    Row = dict[str, Any]

SETTLING = "7_quality/84_kind_settling"
ACCURACY = "7_quality/85_kind_accuracy"
CONFUSION = "7_quality/86_kind_confusion"
SHARES = "7_quality/87_kind_shares"
KINDS = ("customer_service", "marketing", "technical")
ANYBODY_SETTLED = """
SELECT 1 FROM topics.answers WHERE action = 'kind' AND is_applied
UNION ALL
SELECT 1 FROM registers.kind_labels
LIMIT 1
"""
JUDGES = {"topic": "counted", "words": "guess"}  # whose word is judged: the column that holds it
DRAWN_TYPES = {
    "part": pa.string(),
    "first_week": pa.date32(),
    "drawn": pa.int64(),
    "settled": pa.int64(),
}
LIMITS = {"lower": pa.float64(), "upper": pa.float64()}
ACCURACY_TYPES = {
    "judge": pa.string(), "measure": pa.string(), "kind": pa.string(), "settled": pa.int64(), "share": pa.float64(), **LIMITS,
}  # fmt: skip
CONFUSION_TYPES = {
    "judge": pa.string(), "said": pa.string(), "counted": pa.string(), "settled": pa.int64(), "share": pa.float64(),
}  # fmt: skip
SHARE_TYPES = {
    "kind": pa.string(), "contacts": pa.int64(), "week_share": pa.float64(), "counted_share": pa.float64(),
    "settled": pa.int64(), "share": pa.float64(), **LIMITS,
    "change": pa.float64(), "change_lower": pa.float64(), "change_upper": pa.float64(),
}  # fmt: skip


@dataclass(frozen=True)
class Window:
    """Some weeks' contacts: those drawn, and how all were counted."""

    drawn: list[Row]
    counts: Mapping[date, Mapping[str, int]]  # by week and kind

    def settled(self, column: str) -> Settled | None:
        """Return what was settled, beside what one judge said before."""
        return weigh(
            [row["part"] for row in self.drawn],
            [row["inclusion"] for row in self.drawn],
            [row[column] for row in self.drawn],
            [row["said"] for row in self.drawn],
        )

    def counted_share(self, kind: str) -> float:
        """Return the share of all contacts that was counted as a kind."""
        contacts = [week.get(kind, 0) for week in self.counts.values()]
        return sum(contacts) / sum(sum(week.values()) for week in self.counts.values())

    def share(self, kind: str) -> Figure | None:
        """Return the share of all contacts that is of a kind."""
        settled = self.settled("counted") if self.counts else None
        return None if settled is None else corrected_share(settled, kind, self.counted_share(kind))


def measure_kinds(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Replace the week's rows about kinds; return how many contacts were settled so far."""
    weeks = home.config.kinds.window_weeks
    now = _read(con, week, weeks)
    settled = len([row for row in now.drawn if row["said"] != UNSETTLED])
    before = _read(con, week.plus(-weeks), weeks) if settled else Window([], {})
    _replace(con, SETTLING, week, _settling(now, week.plus(1 - weeks).start), DRAWN_TYPES)
    _replace(con, ACCURACY, week, _accuracy(now), ACCURACY_TYPES)
    _replace(con, CONFUSION, week, _confusion(now), CONFUSION_TYPES)
    _replace(con, SHARES, week, _shares(now, before, week.start), SHARE_TYPES)
    return settled


def anybody_settled(con: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether anything was settled at all: else long histories need not be looked through week by week."""
    return con.execute(ANYBODY_SETTLED).fetchone() is not None


def _read(con: duckdb.DuckDBPyConnection, week: Week, weeks: int) -> Window:
    """Return so many weeks up to one."""
    given = {"week_start": week.start, "first_week": week.plus(1 - weeks).start}
    drawn = query_table(con, ACCURACY, given).to_pylist()
    counts: dict[date, dict[str, int]] = {}
    if any(row["said"] != UNSETTLED for row in drawn):
        for row in query_table(con, SHARES, given).to_pylist():
            counts.setdefault(row["week_start"], {})[row["kind"]] = row["contacts"]
    return Window(drawn, counts)


def _settling(window: Window, first_week: date) -> list[Row]:
    """Return how much of each part was drawn and settled."""
    parts = sorted({row["part"] for row in window.drawn})
    of_part = {part: [row["said"] for row in window.drawn if row["part"] == part] for part in parts}
    return [
        {
            "part": part,
            "first_week": first_week,
            "drawn": len(said),
            "settled": sum(one != UNSETTLED for one in said),
        }
        for part, said in of_part.items()
    ]


def _accuracy(window: Window) -> list[Row]:
    """Return how often each judge is right: in all, and by kind."""
    rows = []
    for judge, column in JUDGES.items():
        settled = window.settled(column)
        if settled is None:
            continue
        figures = {("accuracy", "(all)"): right_share(settled)}
        figures |= {("precision", kind): precision(settled, kind) for kind in KINDS}
        figures |= {("recall", kind): recall(settled, kind) for kind in KINDS}
        rows += [
            {"judge": judge, "measure": measure, "kind": kind, **_told(figure)}
            for (measure, kind), figure in figures.items()
        ]
    return rows


def _confusion(window: Window) -> list[Row]:
    """Return what was taken for what."""
    rows = []
    for judge, column in JUDGES.items():
        settled = window.settled(column)
        if settled is None:
            continue
        for said, counted in product(KINDS, KINDS):
            is_so = (settled.said == said) & (settled.counted == counted)
            rows.append(
                {
                    "judge": judge,
                    "said": said,
                    "counted": counted,
                    "settled": int(is_so.sum()),
                    "share": float(settled.weight[is_so].sum()),
                }
            )
    return rows


def _shares(now: Window, before: Window, week_start: date) -> list[Row]:
    """Return the share of each kind, as counted and as it is; nothing where nothing was settled."""
    of_week = now.counts.get(week_start, {})
    return [
        {
            "kind": kind,
            "contacts": of_week.get(kind, 0),
            "week_share": of_week.get(kind, 0) / sum(of_week.values()),
            "counted_share": now.counted_share(kind),
            **_told(now.share(kind)),
            **_changed(now.share(kind), before.share(kind)),
        }
        for kind in (KINDS if of_week else ())
    ]


def _told(figure: Figure | None) -> Row:
    """Return a figure as columns; empty where it is not told."""
    if figure is None:
        return {"settled": 0, "share": None, "lower": None, "upper": None}
    return {
        "settled": figure.settled,
        "share": _known(figure.value),
        "lower": _known(figure.lower),
        "upper": _known(figure.upper),
    }


def _changed(now: Figure | None, before: Figure | None) -> Row:
    """Return how far a share moved."""
    if now is None or before is None:
        return {"change": None, "change_lower": None, "change_upper": None}
    moved = change(now, before)
    return {"change": moved.value, "change_lower": moved.lower, "change_upper": moved.upper}


def _known(value: float) -> float | None:
    """Return a number, or nothing where there is none."""
    return None if isnan(value) else value


def _replace(
    con: duckdb.DuckDBPyConnection, name: str, week: Week, rows: list[Row], types: dict[str, Any]
) -> None:
    """Replace a table's rows of the week."""
    schema = pa.schema({"week_start": pa.date32(), **types}.items())
    dated = [{"week_start": week.start, **row} for row in rows]
    replace_rows(con, name, week, pa.Table.from_pylist(dated, schema))
