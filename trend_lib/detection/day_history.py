"""Daily counts in the shape every daily method takes: series, weeks, weekdays from Monday on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

WEEKDAYS = 7
ORDINARY, HOLIDAY, DAY_AFTER = 0, 1, 2
OPEN_SHARE = 0.05  # of an average weekday's contacts; a weekday with fewer is one of rest


@dataclass(frozen=True, slots=True)
class DayHistory:
    """Daily counts of S series over W weeks; the last week runs, up to the day under test."""

    counts: FloatArray  # [S, W, 7]; whatever stands where `usable` is false is not read
    usable: BoolArray  # [S, W, 7] the day was counted whole, and the series lived
    kind_of_day: IntArray  # [W, 7] ordinary, holiday, or first open day after one
    weekday: int  # of the day under test, 0 is Monday

    @property
    def ordinary(self) -> BoolArray:
        """Usable days [S, W, 7] that are neither a holiday nor follow one."""
        return np.asarray(self.usable & (self.kind_of_day == ORDINARY))

    def rows(self, chosen: IntArray | BoolArray) -> DayHistory:
        """Return the history of some of the series."""
        return DayHistory(self.counts[chosen], self.usable[chosen], self.kind_of_day, self.weekday)

    def running(self, days: slice) -> BoolArray:
        """Return which days [S, 7] of the running week are both usable and among `days`."""
        chosen = np.zeros(WEEKDAYS, dtype=bool)
        chosen[days] = True
        return np.asarray(self.usable[:, -1] & chosen)


def kinds_of_days(
    first_week: Week, weeks: int, holidays: Collection[date], open_weekdays: Collection[int]
) -> NDArray[np.int64]:
    """Return the kind [W, 7] of each day; the day after is the next one that is open again."""
    days_off = set(holidays)
    kinds = np.full((weeks, WEEKDAYS), ORDINARY)
    for day in days_off:
        _mark(kinds, day - first_week.start, HOLIDAY)
        back = day + timedelta(days=1)
        while open_weekdays and (back in days_off or back.weekday() not in open_weekdays):
            back += timedelta(days=1)
        _mark(kinds, back - first_week.start, DAY_AFTER)
    return kinds


def _mark(kinds: NDArray[np.int64], since_start: timedelta, kind: int) -> None:
    """Mark a day, if it lies within the weeks."""
    place = since_start.days
    if 0 <= place < kinds.size:
        kinds[divmod(place, WEEKDAYS)] = kind


def open_weekdays(counts: FloatArray, usable: BoolArray) -> frozenset[int]:
    """Return the weekdays on which contacts usually come, over all series together."""
    contacts = np.where(usable, counts, 0.0).sum(axis=(0, 1))
    mean = contacts / np.maximum(usable.sum(axis=(0, 1)), 1)
    return frozenset(int(day) for day in np.flatnonzero(mean > OPEN_SHARE * mean.mean()))
