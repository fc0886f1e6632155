"""Weights that keep past outbreaks from lifting what is expected.

Question: which weeks of the baseline were higher than the fit allows?
Formula: standardised Anscombe residual s = 1.5 (y^(2/3) m^(-1/6) - m^(1/2)) / sqrt(phi (1 - h)), h the leverage; the
weight is g where s is at most the threshold, else g / s^2, with g such that the weights sum to the
number of weeks.
Source: Farrington et al. 1996 (threshold 1); Noufaily et al. 2013 (threshold 2.58).
Shapes: [S, N]. Wrong where half of the baseline was an outbreak: then the outbreak is the level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray
    from trend_lib.detection.references.quasi_poisson import Baseline, Regression


def anscombe_residuals(baseline: Baseline, fit: Regression, phi: FloatArray) -> FloatArray:
    """Return the standardised residuals [S, N]."""
    raw = 1.5 * (baseline.counts ** (2 / 3) * fit.mean ** (-1 / 6) - np.sqrt(fit.mean))
    return np.asarray(raw / np.sqrt(phi[:, None] * (1 - fit.leverage(baseline.weeks))))


def outbreak_weights(residuals: FloatArray, known: BoolArray, threshold: float) -> FloatArray:
    """Return the weights [S, N]; 0 where a week is unknown."""
    is_high = residuals > threshold
    plain = np.where(is_high, 1 / np.where(is_high, residuals, 1.0) ** 2, 1.0) * known
    return np.asarray(plain * (known.sum(1) / np.maximum(plain.sum(1), 1e-300))[:, None])
