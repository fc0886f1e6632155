"""Tails and quantiles of the negative binomial: how often would a normal week be this high?

Assumption: a normal week's count is negative binomial with a known mean M and dispersion
phi = variance / mean > 1, that is size M / (phi - 1) and success probability 1 / phi
(Cook 2009, "Notes on the negative binomial distribution"). At phi = 1 it is Poisson.
Where phi is estimated, with d degrees of freedom, the tail has its normal quantile read in Student's
t of d degrees (Student 1908): exact for normal errors, and the fewer weeks, the less rare is a week.
A variance widened by d / (d - 2) instead let 1 in 150 quiet weeks pass p = .001 after half a year.
Wrong when counts are less variable than Poisson (then it is cautious) or when weeks depend
on each other beyond their common mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

NEARLY_POISSON = 1 + 1e-6  # below this the two distributions cannot be told apart
SMALLEST_P = 1e-300  # what a double still holds; never written as an impossible 0
SMALLEST_MEAN = 1e-9
NORMAL_SHARE = 0.95


def tail_at_least(observed: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return P(count >= observed) of a normal week, by the regularised incomplete beta function."""
    mean, dispersion = _guarded(mean, dispersion)
    size = mean / (dispersion - 1)
    inside = np.maximum(observed, 1)
    tail = special.betainc(inside, size, (dispersion - 1) / dispersion)
    return np.where(observed > 0, np.maximum(tail, SMALLEST_P), 1.0)


def mid_p(observed: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return P(count > observed) + P(count = observed) / 2.

    The mid-p corrects the plain tail, which for counts is larger than chance on average
    (Lancaster 1961); its mean over normal weeks is exactly one half.
    """
    above = tail_at_least(observed + 1, mean, dispersion)
    return above + probability(observed, mean, dispersion) / 2


def probability(observed: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return P(count = observed), at a quarter of what a second incomplete beta costs.

    Good to 2 in 10 million where the dispersion is 1, to 1 in 10^12 from 1.01 on.
    """
    mean, dispersion = _guarded(mean, dispersion)
    size = mean / (dispersion - 1)
    of_failures = special.xlogy(observed, (dispersion - 1) / dispersion)
    ways = -special.betaln(observed + 1, size) - np.log(observed + size)
    return np.asarray(np.exp(of_failures + ways - size * np.log(dispersion)))


def students_tail(p_value: FloatArray, degrees: FloatArray) -> FloatArray:
    """Return p-values [S] or [S, K] of a known dispersion as those of one estimated with degrees [S]."""
    freedom = degrees if p_value.ndim == 1 else degrees[:, None]
    tail = special.stdtr(freedom, special.ndtri(p_value))
    return np.asarray(np.maximum(tail, SMALLEST_P))


def mid_p_below(observed: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return P(count < observed) + P(count = observed) / 2: how often a normal week is this low.

    With `mid_p` it adds up to 1, but is not taken from it: 1 minus nearly 1 has no digits left.
    """
    mean, dispersion = _guarded(mean, dispersion)
    size, failure = mean / (dispersion - 1), (dispersion - 1) / dispersion
    inside = np.maximum(observed, 1)
    below = np.where(observed > 0, special.betaincc(inside, size, failure), 0.0)
    not_above = special.betaincc(observed + 1, size, failure)
    return np.maximum((below + not_above) / 2, SMALLEST_P)


def normal_range(
    mean: FloatArray, dispersion: FloatArray, degrees: FloatArray | float = np.inf
) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest count of the middle 95 of 100 normal weeks."""
    mean, dispersion = _guarded(mean, dispersion)
    size, success = mean / (dispersion - 1), 1 / dispersion
    outside = special.ndtr(special.stdtrit(degrees, (1 - NORMAL_SHARE) / 2))
    lower = stats.nbinom.ppf(outside, size, success)
    upper = stats.nbinom.isf(outside, size, success)  # 1 - nearly 0 has no digits left
    return np.asarray(lower), np.asarray(upper)


def _guarded(mean: FloatArray, dispersion: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Refuse what is not finite (the library aborts on it) and keep away from the edges."""
    if not (np.isfinite(mean).all() and np.isfinite(dispersion).all()):
        raise ValueError("means and dispersions must be finite")
    return np.maximum(mean, SMALLEST_MEAN), np.maximum(dispersion, NEARLY_POISSON)
