"""Weights that keep past outbreaks from passing for normal weeks.

A baseline week so high that fewer than 2 of 1,000 normal weeks would reach it gets the weight
(z0 / z) to the fourth, z the normal quantile of its mid-p, z0 that of .002: the fourth power and
not Huber's square, so that a greater outbreak adds less and not as much to the dispersion as a
small one. (A bound of 5 of 1,000 found as many outbreaks at one false alarm in 100, and let .128
instead of .106 of the alarms at q = .1 be false, `tests/simulation`. Weight 0 was tried: it takes
a series' own tail away too, and of the alarms .14 instead of .10 were false.) Weeks that are low
keep their full weight.
What is usual is measured by the median of the squared errors: by their mean, one great outbreak
would hide itself and the next. Measured on the 42 scenarios of Noufaily et al. 2013, that finds
1 of 100 outbreaks more at no more false alarms. Weights by Anscombe residuals or by plain
deviations take the long right tail of counts for outbreaks; then p-values come out too small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.tail import mid_p

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

RARE = 0.002  # a normal week may be so rarely this high before it weighs less
RARE_QUANTILE = float(-special.ndtri(RARE))
MEDIAN_SQUARE = float(special.chdtri(1, 0.5))  # of a normal error over its deviation
FALL = 4  # of the weight with the quantile
WORTH_A_LOOK = 2.3  # standard deviations; counts have a long right tail, so a rare week has more


def usual_dispersion(squared_errors: FloatArray, known: FloatArray) -> FloatArray:
    """Return the dispersion [S], at least 1, that single outbreaks cannot inflate.

    Args:
        squared_errors: (count - mean)^2 over the variance of a Poisson count [S, N].
        known: Above 0 where the error counts.
    """
    ordered = np.sort(np.where(known > 0, squared_errors, np.inf), axis=1)
    middle = np.maximum((known > 0).sum(1) - 1, 0) // 2
    median = np.take_along_axis(ordered, middle[:, None], axis=1)[:, 0]
    return np.where(np.isfinite(median), np.maximum(median / MEDIAN_SQUARE, 1.0), 1.0)


def outbreak_weights(counts: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return the weight [S, W], in (0, 1], of each baseline week.

    Args:
        counts: Contacts [S, W].
        mean: What the baseline's fit says for those weeks [S, W].
        dispersion: Variance over mean [S], at least 1.
    """
    weights = np.ones_like(counts)
    high = np.nonzero(counts - mean > WORTH_A_LOOK * np.sqrt(dispersion[:, None] * mean))
    rarity = mid_p(counts[high], mean[high], dispersion[high[0]])
    quantile = -special.ndtri(rarity)
    weights[high] = np.minimum(1.0, RARE_QUANTILE / np.maximum(quantile, 1e-9)) ** FALL
    return weights
