"""Dispersion of one series, made steadier by what the other series show.

Question: how much do this topic's normal weeks scatter? Its own few dozen weeks say it badly.
Assumption: the topics' true dispersions are drawn from one scaled inverse chi-square
distribution, whose centre may rise with the topic's size, never fall.
Formula: the empirical-Bayes posterior (d0 phi0 + d phi) / (d0 + d) of Smyth 2004 (Statistical
Applications in Genetics and Molecular Biology 3:3), phi0 and d0 by moments of log phi.
How sure a dispersion is depends on how heavy the counts' own tail is: the variance of a squared error
is 2 + the excess kurtosis, that of a negative binomial 6 (phi - 1) / M + 1 / (phi M). Degrees of
freedom are worth 2 / (2 + a quarter of it), 1 / M taken on average over the baseline's weeks: a topic
of one contact a week says little about its scatter. A quarter, since the tail of a skewed count moves
less with its scale than a normal one's: with all of it the rarest topics passed p = .01 in .006 of
quiet weeks, with none in .013, with a quarter in .010 (scenarios 3, 17, 31 of Noufaily et al. 2013).
Wrong when few series are given (under three nothing is borrowed) or when one group of topics
scatters in quite another way than the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from trend_lib.detection.history import Fit, FloatArray

FEWEST_SERIES = 3  # to borrow from at all
FEWEST_FOR_SLOPE = 10  # to see whether bigger topics scatter more
SMALLEST_RAW = 0.2  # the logarithm of a dispersion near 0 would rule the mean
MOST_BORROWED = 200.0  # prior degrees of freedom; more changes nothing
NEWTON_STEPS = 50
WEIGHT_OF_KURTOSIS = 0.25
FEWEST_DEGREES = 1.0
ROUNDS = 2  # of degrees and centre, of which each depends on the other


@dataclass(frozen=True, slots=True)
class Scatter:
    """How much each series scatters, and how well that is known; arrays [S]."""

    dispersion: FloatArray  # to forecast with, at least 1
    own_degrees: FloatArray  # what the series' own weeks are worth
    prior_dispersion: FloatArray  # what series of this size show
    prior_degrees: FloatArray  # what that is worth

    @property
    def degrees(self) -> FloatArray:
        """Degrees of freedom [S] of the tails (`tail.py`)."""
        return self.own_degrees + self.prior_degrees


def scatter_of(fit: Fit) -> Scatter:
    """Return what each series' dispersion is, by its own weeks and by the others'."""
    own, size = fit.degrees, fit.mean[:, 0]
    centre, borrowed = prior_of(fit.dispersion, own, size)
    for _ in range(ROUNDS):
        own = worth_of_degrees(fit.degrees, np.maximum(centre, 1.0), fit.inverse_mean)
        centre, borrowed = prior_of(fit.dispersion, own, size)
    posterior = (borrowed * centre + own * fit.dispersion) / (borrowed + own)
    return Scatter(np.maximum(posterior, 1.0), own, centre, np.full(len(own), borrowed))


def worth_of_degrees(
    degrees: FloatArray, dispersion: FloatArray, inverse_mean: FloatArray
) -> FloatArray:
    """Return how many degrees of freedom [S] of normal errors say as much as these of counts."""
    kurtosis = (6 * (dispersion - 1) + 1 / dispersion) * inverse_mean
    return np.maximum(degrees * 2 / (2 + WEIGHT_OF_KURTOSIS * kurtosis), FEWEST_DEGREES)


def moderate(dispersion: FloatArray, degrees: FloatArray, mean: FloatArray) -> FloatArray:
    """Return the dispersion [S] of part weeks (`weekday.py`): moderated, at least 1, widened.

    Args:
        dispersion: Each series' own, variance over mean.
        degrees: Degrees of freedom behind it.
        mean: Expected contacts a week, the size of the series.
    """
    centre, borrowed = prior_of(dispersion, degrees, mean)
    total = borrowed + degrees
    posterior = (borrowed * centre + degrees * dispersion) / total
    # A forecast with an estimated variance has Student's variance: times d / (d - 2).
    widening = np.where(total > 4, total / np.maximum(total - 2, 1), 2.0)
    return np.maximum(posterior, 1.0) * widening


def prior_of(
    dispersion: FloatArray, degrees: FloatArray, mean: FloatArray
) -> tuple[FloatArray, float]:
    """Return the centre phi0 [S] of the prior and its degrees of freedom d0."""
    if len(dispersion) < FEWEST_SERIES:
        return np.ones_like(dispersion), 0.0
    half = degrees / 2
    log_raw = np.log(np.maximum(dispersion, SMALLEST_RAW))
    unbiased = log_raw - special.digamma(half) + np.log(half)
    line = _rising_line(np.log1p(mean), unbiased)
    scatter = float(np.mean((unbiased - line) ** 2)) * len(line) / (len(line) - 1)
    scatter -= float(np.mean(special.polygamma(1, half)))
    if scatter <= 0:
        return np.exp(line), MOST_BORROWED
    borrowed = 2 * inverse_trigamma(scatter)
    centre = np.exp(line + special.digamma(borrowed / 2) - np.log(borrowed / 2))
    return centre, min(borrowed, MOST_BORROWED)


def _rising_line(size: FloatArray, height: FloatArray) -> FloatArray:
    """Return the least-squares line of height over size; flat if it would fall."""
    away = size - size.mean()
    spread = float(away @ away)
    slope = float(away @ height) / spread if spread > 0 else 0.0
    if len(size) < FEWEST_FOR_SLOPE or slope < 0:
        slope = 0.0
    return np.asarray(height.mean() + slope * away)


def inverse_trigamma(value: float) -> float:
    """Return x with trigamma(x) = value, by Newton's steps on 1 / trigamma (Smyth 2004, appendix)."""
    found = 0.5 + 1 / value
    for _ in range(NEWTON_STEPS):
        trigamma = float(special.polygamma(1, found))
        found += trigamma * (1 - trigamma / value) / float(special.polygamma(2, found))
    return found
