"""How many records each source has of each day, and which days therefore cannot be whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.sources.shortfall import (
    TAIL_DAYS,
    USUAL_WEEKS,
    WEEK_DAYS,
    filling_from,
    short_days,
)

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

REACH = timedelta(days=USUAL_WEEKS * WEEK_DAYS)
TAIL = timedelta(days=TAIL_DAYS)
COUNTS = """
SELECT source, day, count(*) AS records
FROM sources.records
WHERE day BETWEEN $first AND $last
GROUP BY source, day
"""
LAST_DAYS = "SELECT max(day) FROM sources.records GROUP BY source"
DAYS_OFF = "SELECT DISTINCT day FROM registers.holidays"
# Weeks that were called filling, and that nothing has touched since.
FILLING = """
SELECT DISTINCT week_start, source FROM sources.source_weeks
WHERE why_incomplete LIKE '%still filling up since%'
"""
TOUCH = """
INSERT INTO sources.touched_weeks (week_start, sequence)
SELECT CAST(? AS DATE), coalesce(max(sequence), 0) FROM sources.deliveries
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Which days of a week brought too little, and from which day on the newest still fill up."""

    short: frozenset[date] = field(default_factory=frozenset)
    filling: date | None = None

    def is_filling(self, day: date) -> bool:
        """Tell whether a day's records are still to come."""
        return self.filling is not None and day >= self.filling


NO_SHORTFALL = Shortfall()


def read_shortfalls(con: duckdb.DuckDBPyConnection, week: Week) -> dict[str, Shortfall]:
    """Return what each source lacks in a week, as far as its own days tell."""
    days_off = {day for (day,) in con.execute(DAYS_OFF).fetchall()}
    return {
        source: _shortfall(counts, week, days_off)
        for source, counts in _read_counts(con, week).items()
    }


def touch_filled(con: duckdb.DuckDBPyConnection) -> None:
    """Let weeks be built again that were called filling when they no longer are.

    The days that landed may lie in other weeks: then nothing else says that these are whole now.
    """
    for start, source in con.execute(FILLING).fetchall():
        shortfall = read_shortfalls(con, Week(start)).get(source, NO_SHORTFALL)
        if not any(shortfall.is_filling(day) for day in Week(start).days()):
            con.execute(TOUCH, [start])


def _read_counts(con: duckdb.DuckDBPyConnection, week: Week) -> dict[str, dict[date, int]]:
    """Return the records of each source and day: the weeks before, and the tail while the week lies in it."""
    first, last = week.start - REACH, week.last_day
    tails = [day for (day,) in con.execute(LAST_DAYS).fetchall() if day - TAIL <= week.last_day]
    asked = {
        "first": min([first, *(day - TAIL - REACH for day in tails)]),
        "last": max([last, *tails]),
    }
    counts: dict[str, dict[date, int]] = defaultdict(dict)
    for source, day, records in con.execute(COUNTS, asked).fetchall():
        counts[source][day] = records
    return counts


def _shortfall(counts: dict[date, int], week: Week, days_off: set[date]) -> Shortfall:
    """Return what one source lacks in a week."""
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    brought = np.array([np.nan if day in days_off else counts.get(day, 0) for day in days], float)
    in_week = [place for place, day in enumerate(days) if week.start <= day <= week.last_day]
    short = short_days(brought, range(in_week[0], in_week[-1] + 1)) if in_week else {}
    filling = _filling(brought) if week.last_day >= last - TAIL else None
    return Shortfall(
        frozenset(days[place] for place in short), None if filling is None else days[filling]
    )


def _filling(brought: NDArray[np.float64]) -> int | None:
    """Return from where the newest days fill up; a holiday at the end says nothing."""
    known = np.flatnonzero(np.isfinite(brought))
    return filling_from(brought[: known[-1] + 1]) if len(known) else None
