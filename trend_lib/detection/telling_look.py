"""Which look made a series' p-value: this week alone, with those before it, or the last two months.

A person who reads 53 contacts where 28 to 59 are normal must be told that it is the second high
week in a row, or that it has crept up for two months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.drift import SUMS, newest_counts
from trend_lib.detection.history import MOST_WEEKS, newest_first, newest_usable
from trend_lib.detection.looks import WEIGHTS_OF_LOOKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.detection.history import FloatArray, Forecast, History

DRIFT_WEEKS = SUMS.shape[1]


@dataclass(frozen=True, slots=True)
class Look:
    """The sum of weeks that says most; arrays [S], NaN where that is this week alone."""

    weeks: FloatArray
    observed: FloatArray
    expected: FloatArray


def telling_look(found: Forecast, history: History) -> Look:
    """Return the look with the largest part in each p-value (`looks.py`, `drift.py`)."""
    drifts = found.method == "drift"
    parts = np.array(WEIGHTS_OF_LOOKS) / found.p_looks
    earlier = np.where(np.isnan(parts), 0.0, parts).argmax(1)
    in_a_row = ~drifts & (earlier > 0)
    observed, expected = together(found, history, earlier)
    newest = newest_counts(history).sum(1) if drifts.any() else observed
    which = [drifts, in_a_row]
    return Look(
        weeks=np.select(which, [np.full(len(drifts), DRIFT_WEEKS), earlier + 1], np.nan),
        observed=np.select(which, [newest, observed], np.nan),
        expected=np.select(which, [found.expected_eight_weeks, expected], np.nan),
    )


def together(
    found: Forecast, history: History, earlier: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray]:
    """Return what this week and so many before it [S] brought, and what was expected of them [S]."""
    weeks = min(MOST_WEEKS, history.counts.shape[1])
    counts = np.where(newest_usable(history, weeks), newest_first(history.counts, weeks), 0.0)
    chosen = np.arange(MOST_WEEKS) <= earlier[:, None]
    observed = (chosen[:, :weeks] * counts).sum(1)
    return observed, np.where(chosen, found.expected_weeks, 0.0).sum(1)
