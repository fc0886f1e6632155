"""Which past weeks a week is compared with: the same weeks of the years before, and the periods between.

Question: which weeks tell about this one, when is each, and in which period of the year does it lie?
Formula: the reference weeks lie 1 to b years back, each with w weeks on both sides: period P, the one of the
tested week. What lies between two of these windows is cut into P - 1 periods as equal as can be, the longer
ones first. With P = 1 the windows alone are used. The newest weeks, some of which may be part of an
outbreak, are left out.
Source: Farrington et al. 1996 (windows); Noufaily et al. 2013 (periods, excluded weeks). `calendar` goes back to the
same date and from there to the nearest Monday, so that week 1 meets week 1 also after a year of 53
weeks; `periods` goes back by whole cycles of 52 weeks or 12 months.
Units: columns of the history; time in weeks, or in months of the length of the first.
Wrong where the year is not what repeats (pay days, billing cycles): name its length by the frequency.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.detection.history import FloatArray, IntArray

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
HALF_A_WEEK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the columns of a history are."""

    frequency: int  # columns a year
    starts: Sequence[date] | None = None  # of the columns; None: look back by whole cycles

    def back(self, column: int, years: int) -> int:
        """Return the column so many years before another; below 0 where there is none."""
        if self.starts is None:
            return column - years * self.frequency
        day = years_before(self.starts[column], years)
        first = self.starts[0]
        if self.frequency == MONTHS_A_YEAR:
            return (day.year - first.year) * MONTHS_A_YEAR + day.month - first.month
        return (nearest_monday(day) - first).days // 7

    def time(self, columns: IntArray) -> FloatArray:
        """Return the time of columns, in steps of the first one's length."""
        if self.starts is None:
            return columns.astype(float)
        days = np.array([(self.starts[column] - self.starts[0]).days for column in columns])
        return days / days_between(self.starts[:2])


@dataclass(frozen=True, slots=True)
class LookBack:
    """The weeks that one tested week is compared with."""

    columns: IntArray  # [N] of the history
    period: IntArray  # [N] 0 to P - 1
    time: FloatArray  # [N]
    tested_time: float  # of the tested week, whose period is P - 1
    oldest_reference: int  # column of the reference week furthest back


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back, how wide, how finely cut."""

    years_back: int
    half_window: int
    periods: int
    exclude_weeks: int


def look_back(calendar: Calendar, column: int, reach: Reach) -> LookBack:
    """Return the weeks that a column is compared with; those before column 0 do not exist."""
    references = [calendar.back(column, years) for years in range(reach.years_back, -1, -1)]
    period = np.full(column + 1, -1)
    for older, newer in pairwise(references):
        between = np.arange(older + reach.half_window + 1, newer - reach.half_window)
        for number, part in enumerate(np.array_split(between, max(reach.periods - 1, 1))):
            period[part[part >= 0]] = number if reach.periods > 1 else -1
    for reference in references:
        first, last = reference - reach.half_window, reference + reach.half_window
        period[max(first, 0) : max(last + 1, 0)] = reach.periods - 1
    columns = np.flatnonzero(period[: max(column - reach.exclude_weeks, 0)] >= 0)
    time = calendar.time(np.append(columns, column))
    return LookBack(columns, period[columns], time[:-1], float(time[-1]), references[0])


def days_between(starts: Sequence[date]) -> int:
    """Return the length of the first step; 1 where there is but one column, which is compared with nothing."""
    return (starts[-1] - starts[0]).days or 1


def years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def nearest_monday(day: date) -> date:
    """Return the Monday at most three days away."""
    later = day + HALF_A_WEEK
    return later - timedelta(days=later.weekday())
