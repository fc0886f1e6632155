"""How much each week of a curve's baseline weighs, and what the weights take of its scatter.

Question: which past weeks were outbreaks, and how much does a quiet series scatter without them?
Formula: the weights of `outlier.py`, twice: by a first dispersion, then by the weighted mean of the squared
errors with what those weights take given back. What they take of each week depends on how many contacts it
has: they take more of weeks with few. The mean over the weeks is that of two, one deviation of the logarithm
of their means under its middle and one over it (Gauss and Hermite's rule of two points, were they lognormal).
Why: given back as for the mean week the dispersion of few contacts with a strong season was told 1 in 20 smaller.
Wrong by 1 in 100 where the weeks' means are far from lognormal, as those that lie evenly between 1 and 40.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.outlier import (
    RARE_IN_A_CURVE,
    kept_share,
    outbreak_weights,
    usual_dispersion,
)

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray


@dataclass(frozen=True, slots=True)
class Baseline:
    """The weeks to fit."""

    counts: FloatArray  # [S, N]
    log_exposure: FloatArray  # [S, N]
    known: FloatArray  # [S, N], 1 or 0
    trust: FloatArray | float = 1.0  # [S, N], the most that a week may weigh


def made_whole(baseline: Baseline, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return a dispersion [S] of weighted errors with what the weights took of it given back."""
    usual = np.maximum(dispersion, 1.0)
    shares = [kept_share(size, usual, RARE_IN_A_CURVE) for size in low_and_high(baseline, mean)]
    return dispersion * len(shares) / sum(shares)


def low_and_high(baseline: Baseline, mean: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return two means [S] that stand for all weeks': a deviation of their logarithm below its middle, and above.

    Weights keep more of weeks with many contacts than of weeks with few, and trend and season make both.
    """
    weeks = baseline.known.sum(1)
    size = (baseline.known * mean).sum(1) / weeks
    square = (baseline.known * mean**2).sum(1) / weeks / size**2
    middle, spread = size / np.sqrt(square), np.exp(np.sqrt(np.log(np.maximum(square, 1.0))))
    return middle / spread, middle * spread


def weights_of(baseline: Baseline, mean: FloatArray) -> FloatArray:
    """Return the weights [S, N] of the second fit, given the means of the first.

    By the median of the errors, or their mean where that is less, then by their weighted mean with what
    the weights take given back. The median alone misleads where few contacts come in whole numbers: half
    of all weeks of 1.1 contacts have errors of 1.1 and more, as if they scattered half as much again.
    """
    squares = (baseline.counts - mean) ** 2 / mean
    weeks = baseline.known.sum(1)
    plain = (baseline.known * squares).sum(1) / weeks
    usual = np.minimum(usual_dispersion(squares, baseline.known), np.maximum(plain, 1.0))
    first = baseline.known * outbreak_weights(baseline.counts, mean, usual, RARE_IN_A_CURVE)
    weighted = (first * squares).sum(1) / weeks
    usual = np.maximum(made_whole(baseline, mean, weighted), 1.0)
    outbreaks = outbreak_weights(baseline.counts, mean, usual, RARE_IN_A_CURVE)
    return np.asarray(baseline.known * np.minimum(outbreaks, baseline.trust), dtype=float)
