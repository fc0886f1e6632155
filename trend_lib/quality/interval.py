"""How far a share or a mean of few answers may lie from the truth: 95 % intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CONFIDENCE = 0.95
TAIL = 1 - (1 - CONFIDENCE) / 2


def wilson_interval(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    """Return the interval of a share: which true shares make this count unsurprising?

    Assumes independent trials of one probability. With share p = x/n and normal quantile z:
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). NaN where nothing was tried.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927); recommended for small n by Brown, Cai and DasGupta, Statistical Science 16 (2001).
    Wrong when contacts depend on each other: one customer's calls of a day come as one cluster, and
    the true interval is wider.
    """
    count, tried = np.asarray(successes, float), np.asarray(trials, float)
    tried = np.where(tried > 0, tried, np.nan)
    z = ndtri(TAIL)
    share = count / tried
    middle = (share + z**2 / (2 * tried)) / (1 + z**2 / tried)
    reach = z * np.sqrt(share * (1 - share) / tried + (z / (2 * tried)) ** 2) / (1 + z**2 / tried)
    # at 0 and n the limits are 0 and 1 exactly; rounding must not put them beyond
    lower = np.where(count == 0, 0.0, middle - reach)
    upper = np.where(count == tried, 1.0, middle + reach)
    return np.where(np.isnan(tried), np.nan, lower), np.where(np.isnan(tried), np.nan, upper)


def mean_interval(
    mean: ArrayLike, deviation: ArrayLike, answers: ArrayLike, lowest: ArrayLike, highest: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the interval of a mean score, inside its scale: where may the mean of all asked lie?

    Student's t: mean ± t(0.975, n-1) s/√n, clipped to the scale. Assumes that those who answered
    score like those who did not, and a mean near normal. Source: Student, Biometrika 6 (1908).
    Wrong for few answers that crowd at an end of the scale. Where t says nothing (one answer) or
    claims certainty (all answers equal) the mean's place on the scale is taken as a share, whose
    variance no bounded score exceeds, and Wilson's interval is given instead: seven fives are no
    proof of a five.
    """
    centre, count = np.asarray(mean, float), np.asarray(answers, float)
    low, high = np.asarray(lowest, float), np.asarray(highest, float)
    spread = np.nan_to_num(np.asarray(deviation, float))
    is_certain = (count < 2) | (spread == 0)
    reach = stdtrit(np.maximum(count - 1, 1), TAIL) * spread / np.sqrt(np.maximum(count, 1))
    place = (centre - low) / np.where(high > low, high - low, np.nan)
    wilson_low, wilson_high = wilson_interval(place * count, count)
    lower = np.where(is_certain, low + wilson_low * (high - low), centre - reach)
    upper = np.where(is_certain, low + wilson_high * (high - low), centre + reach)
    return np.clip(lower, low, high), np.clip(upper, low, high)


def correlation_interval(
    correlation: ArrayLike, pairs: ArrayLike, confidence: float = 0.999
) -> tuple[Floats, Floats]:
    """Return the interval of a correlation of so many pairs; NaN below four of them.

    Fisher's transform: tanh(artanh(r) ± z / √(n - 3)). Assumes independent pairs, near normal. Source:
    R. A. Fisher, Metron 1 (1921). Wrong at few pairs of which one takes two values only: somewhat too narrow there.
    """
    r, count = np.asarray(correlation, float), np.asarray(pairs, float)
    reach = ndtri(1 - (1 - confidence) / 2) / np.sqrt(np.where(count > 3, count - 3, np.nan))
    middle = np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12))
    return np.tanh(middle - reach), np.tanh(middle + reach)
