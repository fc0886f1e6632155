"""Looks at several weeks together: is this week rare alone, with last week, or with the one before too?

Question: how often would normal weeks be together at least as high as the newest ones?
Formula: each week's p by its own tail, as a normal quantile z, an earlier week's being 2.9 at most;
the looks at two and three weeks are the tails of z1 + z2 and z1 + z2 + z3 over their deviation
(Stouffer et al. 1949, The American Soldier). The error of the fitted mean is common to the weeks: c, the root
of the share it has in a week's variance, is added up before it is squared.
All looks become one p-value by their weighted harmonic mean 1 / (.2 / p1 + .7 / p2 + .1 / p3)
(Wilson 2019, PNAS 116:1195), which needs no independence of the looks: they share weeks.
Quantiles and not contacts are added up, since a high count of contacts that scatter widely is more often one
week's accident than two weeks' half each. Most outbreaks last two weeks, so two weigh most.
In a week that is not above its expectation the looks at several weeks count as 1, and an earlier week's 2.9 at most
let a rise that is over not be told again and again.
Wrong when weeks hang together beyond the fitted mean: then p is too small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.tail import SMALLEST_P

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.detection.history import BoolArray, FloatArray

WEIGHTS_OF_LOOKS = (0.2, 0.7, 0.1)  # this week alone; with last week; with the one before too
HIGHEST_EARLIER = 2.9  # normal quantile that an earlier week counts for at most


@dataclass(frozen=True, slots=True)
class NewestWeeks:
    """The newest K weeks of S series, this week first; all [S, K]."""

    p_value: FloatArray  # each by its own tail
    common: FloatArray  # which share of a week's variance is the error of the fitted mean
    looked_at: BoolArray  # together with all newer ones; this week always


def p_of_looks(newest: NewestWeeks, rises: BoolArray) -> FloatArray:
    """Return p of each look [S, K]: this week alone, then with earlier ones; NaN: not looked at.

    Args:
        newest: The weeks.
        rises: Which series [S] lie above their expectation this week.
    """
    quantiles = -special.ndtri(newest.p_value)
    quantiles[:, 1:] = np.minimum(quantiles[:, 1:], HIGHEST_EARLIER)
    own = np.cumsum(1 - newest.common, axis=1)
    shared = np.cumsum(np.sqrt(newest.common), axis=1)
    together = np.cumsum(quantiles, axis=1) / np.sqrt(own + shared**2)
    p_value = np.maximum(special.ndtr(-together), SMALLEST_P)
    p_value[:, 0] = newest.p_value[:, 0]
    is_asked = newest.looked_at & rises[:, None]
    is_asked[:, 0] = True
    return np.where(is_asked, p_value, np.nan)


def weights_of_looks(looked_at: BoolArray) -> FloatArray:
    """Return what each look weighs [S, K] where only some are possible; they add up to 1."""
    weights = looked_at * np.array(WEIGHTS_OF_LOOKS[: looked_at.shape[1]])
    return np.asarray(weights / weights.sum(1, keepdims=True))


def p_of_all_looks(p_looks: FloatArray, looked_at: BoolArray) -> FloatArray:
    """Return the p-value [S] of all looks together; a possible look that was not asked counts as 1."""
    weights = weights_of_looks(looked_at).T
    return harmonic_p(weights, np.where(np.isnan(p_looks), 1.0, p_looks).T)


def harmonic_p(
    weights: Sequence[float] | FloatArray, p_values: Sequence[FloatArray] | FloatArray
) -> FloatArray:
    """Return the weighted harmonic mean [S] of p-values above 0; the weights add up to 1."""
    terms = [weight / p_value for weight, p_value in zip(weights, p_values, strict=True)]
    return np.minimum(1 / np.asarray(np.sum(terms, axis=0), dtype=float), 1.0)
