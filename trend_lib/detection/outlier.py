"""Weights that keep past outbreaks from passing for normal weeks.

A baseline week so high that fewer than 2 of 1,000 normal weeks would reach it gets Huber's
weight on the normal-quantile scale: (z0 / z) squared, z the quantile of its mid-p, z0 that of
.002. Weeks that are low keep their full weight. Weighting by Anscombe residuals instead costs
6 to 7 of 100 outbreaks, since it mistakes the long right tail of counts for outbreaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.tail import mid_p

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

RARE = 0.002
RARE_QUANTILE = float(-special.ndtri(RARE))
WORTH_A_LOOK = 2.5  # standard deviations; counts have a long right tail, so a rare week has more


def outbreak_weights(counts: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return the weight [S, W], in (0, 1], of each baseline week.

    Args:
        counts: Contacts [S, W].
        mean: What the baseline's fit says for those weeks [S, W].
        dispersion: Variance over mean [S].
    """
    spread = np.maximum(dispersion, 1.0)
    weights = np.ones_like(counts)
    high = np.nonzero(counts - mean > WORTH_A_LOOK * np.sqrt(spread[:, None] * mean))
    rarity = mid_p(counts[high], mean[high], spread[high[0]])
    quantile = -special.ndtri(rarity)
    weights[high] = np.minimum(1.0, RARE_QUANTILE / np.maximum(quantile, 1e-9)) ** 2
    return np.where(weights > 0, weights, 1.0)
