"""What a holiday, and the first open day after one, does to the day's contacts.

Question: how many contacts does such a day bring, as a share of an ordinary day's?
Assumption: holidays are alike but not the same: the share differs from one to the next by a
standard deviation tau.
Formula: share of a series = (contacts on past holidays + c F) / (expected there + c), F the share
over all series, c = 50 contacts (a gamma prior); tau squared from the holidays one by one, over all series
together, beside a prior of .25 worth two holidays; times 1 + 1 / holidays, as the mean is
estimated too. Without any holiday in the past nothing is said: the share is unknown (NaN).
Wrong for one great holiday among many small ones: its day passes for a rare one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.day_history import DAY_AFTER, HOLIDAY

if TYPE_CHECKING:
    from trend_lib.detection.day_history import DayHistory
    from trend_lib.detection.history import FloatArray, IntArray

BORROWED_CONTACTS = 50.0
PRIOR_SPREAD, PRIOR_HOLIDAYS = 0.25, 2.0
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class HolidayEffect:
    """The shares of an ordinary day's contacts, by kind of day: ordinary, holiday, day after."""

    share: FloatArray  # [S, 3]; NaN: no such day in the past
    variance: FloatArray  # [3] of the share, from one such day to the next

    def of_days(self, kinds: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return the share [S, ...] and its variance [...] of days of these kinds."""
        return self.share[:, kinds], self.variance[kinds]


def measure_effect(history: DayHistory, mean: FloatArray) -> HolidayEffect:
    """Measure both effects in the weeks before the running one.

    Args:
        history: Daily counts.
        mean: What those days would have brought as ordinary ones [S, W, 7].
    """
    share = np.ones((len(history.counts), 3))
    variance = np.zeros(3)
    for kind in (HOLIDAY, DAY_AFTER):
        days = history.usable & (history.kind_of_day == kind)
        days[:, -1] = False
        share[:, kind], variance[kind] = _effect(history.counts, np.where(days, mean, 0.0))
    return HolidayEffect(share, variance)


def _effect(counts: FloatArray, mean: FloatArray) -> tuple[FloatArray, float]:
    """Return the share [S] of each series and its variance, from the days whose mean is above 0."""
    came = np.where(mean > 0, counts, 0.0)
    of_days, contacts_of_days = mean.sum(0), came.sum(0)
    met = of_days > NOTHING
    if not met.any():
        return np.full(len(counts), np.nan), np.nan
    together = contacts_of_days.sum() / of_days.sum()
    each = contacts_of_days[met] / of_days[met]
    holidays = len(each)
    squares = ((each - together) ** 2).sum() + PRIOR_HOLIDAYS * PRIOR_SPREAD**2
    spread = squares / (holidays - 1 + PRIOR_HOLIDAYS) * (1 + 1 / holidays)
    own = came.sum(axis=(1, 2)) + BORROWED_CONTACTS * together
    return own / (mean.sum(axis=(1, 2)) + BORROWED_CONTACTS), float(spread)
