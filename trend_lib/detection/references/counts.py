"""The verdict of the two methods that take counts for what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.references.reference import TESTED, TOO_SHORT, ReferenceForecast
from trend_lib.detection.references.threshold import count_bounds

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, History


@dataclass(frozen=True, slots=True)
class Counted:
    """What is expected; all arrays [S]."""

    mean: FloatArray
    phi: FloatArray
    is_long_enough: BoolArray


def count_forecast(history: History, expected: Counted, alpha: float) -> ReferenceForecast:
    """Say by a Poisson or negative binomial distribution whether the week is high."""
    observed, able = history.counts[:, -1], expected.is_long_enough
    bounds = count_bounds(observed, expected.mean, expected.phi, alpha)
    deviation = np.sqrt(np.maximum(expected.phi * expected.mean, 1e-300))
    return ReferenceForecast(
        expected=np.where(able, expected.mean, np.nan),
        lower=np.where(able, bounds.lower, np.nan),
        upper=np.where(able, bounds.upper, np.nan),
        p_value=np.where(able, bounds.p_value, np.nan),
        phi=np.where(able, expected.phi, np.nan),
        score=np.where(able, (observed - expected.mean) / deviation, np.nan),
        trend=np.zeros(len(observed)),
        is_alarm=able & (observed > bounds.upper),
        status=np.where(able, TESTED, TOO_SHORT),
    )
