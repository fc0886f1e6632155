"""Quasi-Poisson regression on the period of the year and a trend, of many series in one go.

Question: how many contacts do the weeks of the baseline lead us to expect, and how sure is that?
Assumption: log mean = level of the week's period + slope x time + log exposure; variance = phi x mean.
Formula: iteratively re-weighted least squares, each step solved by `arrow.py`. phi is the sum of w r^2 over
the degrees of freedom, w the working weights and r = (count - mean) / mean.
Source: Nelder & Wedderburn 1972; McCullagh & Nelder 1989, chapters 2 and 9. It begins at mean = count + .1 and ends
when the deviance changes by less than 1e-8 of itself, as R's `glm` does, so that the same digits come out.
Shapes: S series over N weeks of a baseline, P periods. Units: contacts; time in weeks (or months).
Wrong where a period holds nothing but zeros: its level has no end, and stands where the steps ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.references.arrow import NO_WEIGHT, Arrow, Lines

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

STEPS = 25
ENOUGH = 1e-8  # relative change of the deviance
FIRST_GUESS = 0.1  # contacts, added to each count
LARGEST_LEVERAGE = 1 - 1e-12
FURTHEST_LOG = 300.0  # a mean of e^300 is no number of contacts; its square is still a double
SMALLEST_MEAN = float(np.finfo(float).eps)  # R's, below which its means do not fall


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is regressed on what."""

    counts: FloatArray  # [S, N] 0 where unknown
    known: BoolArray  # [S, N]
    log_exposure: FloatArray  # [S, N] 0 without
    weeks: Arrow

    def rows(self, chosen: IntArray) -> Baseline:
        """Return the baseline of some of the series."""
        return Baseline(
            self.counts[chosen], self.known[chosen], self.log_exposure[chosen], self.weeks
        )


@dataclass(frozen=True, slots=True)
class Regression:
    """The fitted regressions."""

    lines: Lines
    mean: FloatArray  # [S, N]
    working: FloatArray  # [S, N] weights of the last step
    degrees: FloatArray  # [S] weeks less coefficients
    is_settled: BoolArray  # [S] the steps came to an end

    def residual(self, baseline: Baseline) -> FloatArray:
        """Return (count - mean) / mean [S, N]."""
        return (baseline.counts - self.mean) / self.mean

    def dispersion(self, baseline: Baseline, weights: FloatArray | None = None) -> FloatArray:
        """Return phi [S], under the last step's weights or others [S, N]."""
        used = self.working if weights is None else weights
        squares = used * self.residual(baseline) ** 2
        return np.asarray(squares.sum(1) / np.maximum(self.degrees, 1))

    def leverage(self, weeks: Arrow) -> FloatArray:
        """Return the diagonal [S, N] of the hat matrix."""
        away = weeks.time - self.lines.middle[:, weeks.period]
        level = 1 / np.maximum(self.lines.weight, NO_WEIGHT)
        own = level[:, weeks.period] + away**2 / self._spread()[:, None]
        return np.minimum(self.working * own, LARGEST_LEVERAGE)

    def at(self, period: int, time: float) -> tuple[FloatArray, FloatArray]:
        """Return the log mean [S] at a time, without exposure, and its variance per unit of phi."""
        log_mean = self.lines.level[:, period] + self.lines.slope * time
        away = time - self.lines.middle[:, period]
        level = 1 / np.maximum(self.lines.weight[:, period], NO_WEIGHT)
        return log_mean, level + away**2 / self._spread()

    def slope_error(self) -> FloatArray:
        """Return the variance of the slope [S] per unit of phi."""
        return 1 / self._spread()

    def _spread(self) -> FloatArray:
        return np.maximum(self.lines.spread, NO_WEIGHT)


def regress(baseline: Baseline, weights: FloatArray, *, has_trend: bool) -> Regression:
    """Fit all series; each rests as soon as it has settled, so that company changes nothing."""
    weights = np.where(baseline.known, weights, 0.0)
    mean = baseline.counts + FIRST_GUESS
    log_mean = np.log(mean)
    working = weights * mean
    lines = Lines.empty(len(mean), baseline.weeks.membership.shape[1])
    before = deviance(baseline.counts, mean, weights)
    moving = np.arange(len(mean))
    for _ in range(STEPS):
        part = baseline.rows(moving)
        working[moving] = weights[moving] * mean[moving]
        away = (part.counts - mean[moving]) / mean[moving]
        response = log_mean[moving] - part.log_exposure + away
        solved = part.weeks.solve(working[moving], response, has_trend=has_trend)
        log_mean[moving] = np.minimum(part.weeks.fitted(solved) + part.log_exposure, FURTHEST_LOG)
        mean[moving] = np.maximum(np.exp(log_mean[moving]), SMALLEST_MEAN)
        lines.put(moving, solved)
        after = deviance(part.counts, mean[moving], weights[moving])
        goes_on = np.abs(after - before[moving]) >= ENOUGH * (np.abs(after) + 0.1)
        before[moving] = after
        moving = moving[goes_on]
        if not len(moving):
            break
    is_settled = np.ones(len(mean), dtype=bool)
    is_settled[moving] = False
    coefficients = ((baseline.known @ baseline.weeks.membership) > 0).sum(1) + has_trend
    degrees = (baseline.known.sum(1) - coefficients).astype(float)
    return Regression(lines, mean, working, degrees, is_settled)


def deviance(counts: FloatArray, mean: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the Poisson deviance [S] under weights."""
    away = special.xlogy(counts, counts / mean) - (counts - mean)
    return np.asarray(2 * (weights * away).sum(1))
