"""Which operators lie outside of what operators who are all alike would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr
from scipy.stats import pearson3, trim_mean

if TYPE_CHECKING:
    from trend_lib.quality.interval import Floats

LEVEL = 0.05  # chance that anybody at all stands out of a scorecard whose operators are all alike
ENOUGH_OPERATORS = 5  # to compare with
LARGEST_SKEWNESS = 1.5
MIDMEAN = 1.2  # of normal values: its variance is so much larger than the mean's
MAD = 1.4826  # makes the median distance of normal values their deviation


def typical(effect: Floats) -> float:
    """Return the effect of the typical operator: the mean of the middle half, which one who is far off does not move.

    The median would do so too, but is the error of the one or two operators in the middle.
    Source: J. W. Tukey, Exploratory Data Analysis (1977): the midmean.
    """
    return float(trim_mean(effect[np.isfinite(effect)], 0.25))


def chance_error(effect: Floats, error: Floats) -> Floats:
    """Return how far, in one deviation, an operator like all others may lie from the typical one: half a funnel's width.

    Operators differ a little in everything, and that is no fault: their usual scatter τ is part of what chance may
    show (additive over-dispersion), estimated from the median distance, so that those who are far off do not hide
    themselves. Source: D. J. Spiegelhalter, Quality and Safety in Health Care 14 (2005), additive model, with a
    robust scale. Wrong when half of the operators really differ: then nobody seems to.
    """
    usual = np.nanmedian(np.abs(effect)) * MAD
    between = max(usual**2 - float(np.nanmedian(error**2)), 0.0)
    operators = max(int(np.isfinite(effect).sum()), 1)
    total = error**2 + between
    widened: Floats = np.sqrt(total + MIDMEAN * np.nanmedian(total) / operators)
    return widened


def outlying_p(effect: Floats, error: Floats, skewness: Floats) -> Floats:
    """Return for each operator's effect beside the typical one how rarely chance shows one so far off.

    The tail is read in a gamma distribution with the skewness of the mean: scores crowd at one end, and
    a normal tail would accuse. Two-sided. Source: P. Hall, Annals of Probability 11 (1983). Wrong for means of
    so few values that three moments do not describe them.
    """
    score = effect / chance_error(effect, error)
    skewed = np.clip(skewness, -LARGEST_SKEWNESS, LARGEST_SKEWNESS)
    is_skewed = np.abs(skewed) > 1e-3
    shape = np.where(is_skewed, skewed, 1e-2)
    high = np.where(is_skewed, pearson3.sf(score, shape), ndtr(-score))
    low = np.where(is_skewed, pearson3.cdf(score, shape), ndtr(score))
    p_value: Floats = np.minimum(1.0, 2 * np.minimum(high, low))
    return p_value


def holm(p_value: Floats) -> Floats:
    """Return p-values for all looks at once: the chance that any of so many would be as small.

    Source: S. Holm, Scandinavian Journal of Statistics 6 (1979). Holds whatever hangs together. NaN stays out.
    """
    flat = p_value.ravel()
    adjusted = np.full(flat.shape, np.nan)
    known = np.flatnonzero(np.isfinite(flat))
    order = known[np.argsort(flat[known], kind="stable")]
    left = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(left * flat[order]), 1.0)
    return adjusted.reshape(p_value.shape)
