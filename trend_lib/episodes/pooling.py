"""Several series together: their mean, and how far one more of them may lie from it.

Question: what would one more of these show, if its own weeks could not be seen?
Assumption: true values scatter about their mean with one variance tau^2; each is measured with an error of
known variance v; both are near normal.
Formula: Q = sum of (x - m)^2 / v about the mean m weighted by 1 / v; tau^2 = (Q - (n - 1)) / (sum 1/v - sum 1/v^2 /
sum 1/v), 0 at least; then the mean weighted by w = 1 / (v + tau^2), and 1 / sum w + tau^2 as its variance for one more.
Source: DerSimonian & Laird 1986 (Control Clin Trials 7:177); for one more, Higgins, Thompson &
Spiegelhalter 2009 (J R Stat Soc A 172:137).
Shapes: arrays [N].
Wrong for few: tau^2 of three is hardly known, and wrong when they fall in two groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


def one_more_of(value: FloatArray, own: FloatArray) -> tuple[float, float]:
    """Return what one more of these is expected to show, and the variance of that."""
    between = variance_between(value, own)
    weight = 1 / (own + between)
    return float(weight @ value / weight.sum()), float(1 / weight.sum() + between)


def variance_between(value: FloatArray, own: FloatArray) -> float:
    """Return the moment estimate of the variance between true values, 0 at least."""
    weight = 1 / own
    mean = weight @ value / weight.sum()
    spread = float(weight @ (value - mean) ** 2)
    scale = float(weight.sum() - weight @ weight / weight.sum())
    return max((spread - (len(value) - 1)) / scale, 0.0)
