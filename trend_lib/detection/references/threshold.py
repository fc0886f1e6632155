"""How many contacts a normal week may have at most, and how rare a week is, by three readings of one fit.

Question: is this week's count above what the fit allows?
Assumption and formula, with m the expected count, v the variance of its logarithm and phi the dispersion:
`delta`    y^a is normal with mean m^a and variance a^2 m^(2a - 2) (phi m + m^2 v), a = 2/3 (or 1/2, or 1);
`nbPlugin` y is negative binomial of mean m and variance phi m, as if m were known;
`muan`     the same with m at its own upper bound, m exp(z_alpha sqrt(v)).
Source: `delta` Farrington et al. 1996; `nbPlugin` and `muan` Noufaily et al. 2013 and Salmon, Schumacher & Hoehle 2016.
Shapes: [S]. Wrong: `delta` where few contacts are expected (the normal is no count), `nbPlugin` where the
baseline is short (m is not known), `muan` always a little (it is careful twice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from trend_lib.detection.references.reference import LOWER_SHARE, SMALLEST_P

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

LARGEST_MEAN = 1e15  # above it a mean has left all counts behind, and the library's quantiles fail


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the reading says; all arrays [S]."""

    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray


def delta_bounds(
    observed: FloatArray, mean: FloatArray, spread: FloatArray, alpha: float, power: float
) -> Bounds:
    """Read by a normal on the scale y^power; spread is the variance of a new count, phi m + m^2 v."""
    centre = mean**power
    deviation = power * mean ** (power - 1) * np.sqrt(spread)

    def bound(share: float) -> FloatArray:
        quantile = centre + special.ndtri(share) * deviation
        return np.asarray(np.maximum(quantile, 0) ** (1 / power))

    p_value = special.ndtr((centre - observed**power) / deviation)
    return Bounds(bound(LOWER_SHARE), bound(1 - alpha), np.maximum(p_value, SMALLEST_P))


def count_bounds(observed: FloatArray, mean: FloatArray, phi: FloatArray, alpha: float) -> Bounds:
    """Read by a negative binomial, which at phi = 1 is Poisson; NaN where the mean means nothing."""
    is_sane = (mean < LARGEST_MEAN) & np.isfinite(phi)
    mean, phi = np.where(is_sane, mean, 1.0), np.where(is_sane, phi, 1.0)
    parts = (
        count_quantile(LOWER_SHARE, mean, phi),
        count_quantile(1 - alpha, mean, phi),
        count_tail(observed, mean, phi),
    )
    return Bounds(*(np.where(is_sane, part, np.nan) for part in parts))


def count_quantile(share: float, mean: FloatArray, phi: FloatArray) -> FloatArray:
    """Return the smallest count that so large a share of weeks does not exceed."""
    is_wide = phi > 1
    wide = np.where(is_wide, phi, 2.0)
    negative_binomial = stats.nbinom.ppf(share, mean / (wide - 1), 1 / wide)
    return np.asarray(np.where(is_wide, negative_binomial, stats.poisson.ppf(share, mean)))


def count_tail(observed: FloatArray, mean: FloatArray, phi: FloatArray) -> FloatArray:
    """Return P(count >= observed), by the incomplete beta and gamma functions."""
    is_wide = phi > 1
    wide = np.where(is_wide, phi, 2.0)
    inside = np.maximum(observed, 1)
    negative_binomial = special.betainc(inside, mean / (wide - 1), (wide - 1) / wide)
    tail = np.where(is_wide, negative_binomial, special.gammainc(inside, mean))
    return np.where(observed > 0, np.maximum(tail, SMALLEST_P), 1.0)
