"""The newest weeks before the tested one: what the simple methods compare with.

A week that is not known is left out; more than half of the window must be known, and the series must have
begun before it. Shapes: S series; all arrays [S].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.references.reference import (
    LOWER_SHARE,
    SMALLEST_P,
    TESTED,
    TOO_SHORT,
    ReferenceForecast,
)

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, History


@dataclass(frozen=True, slots=True)
class Window:
    """Mean and deviation of a window of weeks."""

    mean: FloatArray
    deviation: FloatArray  # of a single week; squares divided by one less than the weeks
    is_long_enough: BoolArray

    def z_score(self, counts: FloatArray) -> FloatArray:
        """Return how many deviations counts lie above the mean; not finite where nothing varied."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((counts - self.mean) / self.deviation)

    def dispersion(self) -> FloatArray:
        """Return the variance over the mean; NaN where nothing ever came."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.deviation**2 / self.mean)


def window_before(history: History, weeks: int, guard: int = 0, back: int = 0) -> Window:
    """Return the window that ends `guard` weeks before the week `back` weeks before the tested."""
    last = history.counts.shape[1] - 1 - back - guard
    first = last - weeks
    columns = slice(max(first, 0), max(last, 0))
    known = history.usable[:, columns]
    counts = np.where(known, history.counts[:, columns], 0.0)
    number = known.sum(1)
    mean = counts.sum(1) / np.maximum(number, 1)
    squares = np.where(known, (counts - mean[:, None]) ** 2, 0.0).sum(1)
    has_begun = (first >= 0) & (history.usable.argmax(1) <= first)
    return Window(
        mean=mean,
        deviation=np.sqrt(squares / np.maximum(number - 1, 1)),
        is_long_enough=has_begun & (2 * number > weeks),
    )


def normal_forecast(history: History, window: Window, alpha: float) -> ReferenceForecast:
    """Say by a normal distribution of the window's mean and deviation whether the week is high."""
    observed, able = history.counts[:, -1], window.is_long_enough
    upper = window.mean - special.ndtri(alpha) * window.deviation
    lower = window.mean + special.ndtri(LOWER_SHARE) * window.deviation
    score = window.z_score(observed)
    return ReferenceForecast(
        expected=np.where(able, window.mean, np.nan),
        lower=np.where(able, np.maximum(lower, 0), np.nan),
        upper=np.where(able, upper, np.nan),
        p_value=np.where(able, normal_p(score), np.nan),
        phi=np.where(able, window.dispersion(), np.nan),
        score=np.where(able, score, np.nan),
        trend=np.zeros(len(observed)),
        is_alarm=able & (observed > upper),
        status=np.where(able, TESTED, TOO_SHORT),
    )


def normal_p(score: FloatArray) -> FloatArray:
    """Return how often a normal week has so high a score; one half where it has none."""
    return np.maximum(special.ndtr(-np.nan_to_num(score, nan=0.0)), SMALLEST_P)
