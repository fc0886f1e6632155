"""The smallest rise that would be caught, topic by topic.

Question: how many contacts more must a topic get so that 4 of 5 such rises are caught?
Assumption: a rise is caught when it and the week's own scatter together pass the topic's
threshold. All is counted in standard deviations s of a normal week (s contacts); the contacts of
a rise d are Poisson themselves, so the scatter is w = sqrt(1 + d / s) of them, about normal:
P(caught) = Phi((slope x d - threshold) / w), the slope the same for all topics (it would be 1 if
the scatter were exactly the forecast's), the threshold each topic's own.
Formula: the probit of dose and response (Finney 1971, Probit Analysis), all topics together by
Fisher's scoring under weak normal priors (slope 1 with deviation .5, thresholds 3 with deviation
3): they keep topics finite of which everything or nothing was caught. The dose at which 4 of 5
are caught solves slope x d - threshold = .84 w; its interval is by the delta method.
Shapes: N plantings, K topics. Units: standard deviations of a normal week.
Wrong for topics so small that only the floors on count and excess decide (there the curve is a
step), and it says nothing beyond the largest rise that was planted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

CAUGHT_SHARE = 0.8  # 4 of 5
CAUGHT_QUANTILE = float(special.ndtri(CAUGHT_SHARE))
SLOPE, SLOPE_DEVIATION = 1.0, 0.5
THRESHOLD, THRESHOLD_DEVIATION = 3.0, 3.0
SMALLEST_SLOPE = 0.05
SMALLEST_DEVIATION = 1e-9  # contacts
STEPS, LONGEST_STEP, FARTHEST = 100, 1.0, 6.0
CLOSE_ENOUGH = 1e-10
TWO_SIDED = float(special.ndtri(0.975))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What was fitted, with its uncertainty."""

    threshold: FloatArray  # [K]
    slope: float
    threshold_variance: FloatArray  # [K]
    slope_variance: float
    covariance: FloatArray  # [K] of each threshold with the slope

    def smallest_rise(self, deviation: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the dose [K] of which 4 of 5 are caught, and the 95 % interval of it.

        Args:
            deviation: Of a normal week of each topic [K], in contacts.
        """
        dose = self._solved(deviation)
        scatter = scatter_of(dose, deviation)
        steepness = np.maximum(
            self.slope - CAUGHT_QUANTILE / (2 * deviation * scatter), SMALLEST_SLOPE
        )
        variance = (
            self.threshold_variance - 2 * dose * self.covariance + dose**2 * self.slope_variance
        )
        reach = TWO_SIDED * np.sqrt(variance) / steepness
        return dose, np.maximum(dose - reach, 0), dose + reach

    def _solved(self, deviation: FloatArray) -> FloatArray:
        """Return the root of slope x d - threshold = .84 sqrt(1 + d / s), at least 0."""
        squared = CAUGHT_QUANTILE**2
        half = self.slope * self.threshold + squared / (2 * deviation)
        rest = self.slope**2 * (self.threshold**2 - squared)
        return np.maximum(half + np.sqrt(np.maximum(half**2 - rest, 0)), 0) / self.slope**2


def scatter_of(dose: FloatArray, deviation: FloatArray) -> FloatArray:
    """Return the scatter of a week with a rise, over that of one without; both in contacts."""
    return np.sqrt(1 + dose / np.maximum(deviation, SMALLEST_DEVIATION))


def fit_thresholds(
    dose: FloatArray,
    deviation: FloatArray,
    is_caught: BoolArray,
    topic: IntArray,
    topics: int,
) -> Thresholds:
    """Fit slope and thresholds.

    Args:
        dose: Size of each planted rise [N], in standard deviations of a normal week.
        deviation: That standard deviation [N], in contacts.
        is_caught: Whether it was caught [N].
        topic: Number of its topic [N], from 0.
        topics: How many there are, K.
    """
    per_slope, per_threshold = (part / scatter_of(dose, deviation) for part in (dose, 1.0))
    threshold, slope = np.full(topics, THRESHOLD), SLOPE
    for _ in range(STEPS):
        score, weight = _score(slope * per_slope - threshold[topic] * per_threshold, is_caught)
        own = np.bincount(topic, weight * per_threshold**2, topics) + THRESHOLD_DEVIATION**-2
        shared = -np.bincount(topic, weight * per_threshold * per_slope, topics)
        pulled_back = (threshold - THRESHOLD) * THRESHOLD_DEVIATION**-2
        towards = -np.bincount(topic, score * per_threshold, topics) - pulled_back
        steeper = float(score @ per_slope) - (slope - SLOPE) * SLOPE_DEVIATION**-2
        left = float(weight @ per_slope**2) + SLOPE_DEVIATION**-2 - float(shared @ (shared / own))
        slope_step = (steeper - float(shared @ (towards / own))) / left
        slope_step = float(np.clip(slope_step, -LONGEST_STEP / 4, LONGEST_STEP / 4))
        steps = np.clip((towards - shared * slope_step) / own, -LONGEST_STEP, LONGEST_STEP)
        slope, threshold = max(slope + slope_step, SMALLEST_SLOPE), threshold + steps
        if max(abs(slope_step), float(np.abs(steps).max(initial=0))) < CLOSE_ENOUGH:
            break
    pull = shared / own
    return Thresholds(threshold, slope, 1 / own + pull**2 / left, 1 / left, -pull / left)


def _score(height: FloatArray, is_caught: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the derivative [N] of the log-likelihood by the probit's height, and its weight."""
    height = np.clip(height, -FARTHEST, FARTHEST)
    chance = special.ndtr(height)
    density = np.exp(-(height**2) / 2) / np.sqrt(2 * np.pi)
    scale = density / (chance * special.ndtr(-height))
    return (is_caught - chance) * scale, density * scale


def share_interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); all of 0 to 1 where nothing was tried."""
    if whole == 0:
        return 0.0, 1.0
    found = stats.binomtest(part, whole).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
