"""Which look made a series' p-value: this week alone, with the week before, or the last two months.

A person who reads 53 contacts where 28 to 59 are normal must be told that it is the second high
week in a row, or that it has crept up for two months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.drift import SUMS, newest_counts
from trend_lib.detection.prediction import WEIGHTS_OF_LOOKS

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, Forecast, History

DRIFT_WEEKS = SUMS.shape[1]


@dataclass(frozen=True, slots=True)
class Look:
    """The sum of weeks that says most; arrays [S], NaN where that is this week alone."""

    weeks: FloatArray
    observed: FloatArray
    expected: FloatArray


def telling_look(found: Forecast, history: History) -> Look:
    """Return the look with the largest part in each p-value (`prediction.py`, `drift.py`)."""
    one, two = WEIGHTS_OF_LOOKS
    drifts = found.method == "drift"
    in_a_row = ~drifts & (two / found.p_two_weeks > one / found.p_one_week)
    with_last_week = history.counts[:, -1] + history.counts[:, -2 % history.counts.shape[1]]
    newest = newest_counts(history).sum(1) if drifts.any() else with_last_week
    which = [drifts, in_a_row]
    return Look(
        weeks=np.select(which, [DRIFT_WEEKS, 2], np.nan),
        observed=np.select(which, [newest, with_last_week], np.nan),
        expected=np.select(which, [found.expected_eight_weeks, found.expected_two_weeks], np.nan),
    )
