"""What both Farrington methods expect of a week: the regression, weighed, with a trend where it may stay.

Formula: regression (`quasi_poisson.py`) over the weeks of `look_back.py`; once more with past outbreaks weighing less
(`reweighting.py`); without the trend where its t-test gives p >= trend_p, where fewer than three years are
looked back, or where it leads above every count of the baseline.
Source: Farrington et al. 1996; Noufaily et al. 2013. Shapes: S series; the past N weeks are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from trend_lib.detection.references.arrow import NO_WEIGHT, Arrow
from trend_lib.detection.references.quasi_poisson import FURTHEST_LOG, Baseline, regress
from trend_lib.detection.references.reference import ReferenceForecast
from trend_lib.detection.references.reweighting import anscombe_residuals, outbreak_weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.history import BoolArray, FloatArray, History, IntArray
    from trend_lib.detection.references.look_back import LookBack
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.quasi_poisson import Regression

    Carried = Callable[[Regression, Baseline, FloatArray], FloatArray]

YEARS_FOR_TREND = 3
NEXT_TO_NOTHING = 1e-24  # a dispersion that is rounding: the counts never varied
CELLS_A_BLOCK = 200_000  # series x weeks at a time stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of the tested week; all arrays [S]."""

    mean: FloatArray  # contacts
    unit_variance: FloatArray  # of the logarithm of that mean, per unit of dispersion
    carried: FloatArray  # the dispersion that goes with it, by the method's own book-keeping
    phi: FloatArray  # at least 1
    trend_p: FloatArray  # of the trend's t-test
    has_trend: BoolArray
    is_settled: BoolArray  # the regressions came to an end

    def put(self, rows: IntArray, part: Expectation) -> None:
        """Replace some of the series."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(part, field.name)


@dataclass(frozen=True, slots=True)
class Expecting:
    """How to come to an expectation."""

    past: LookBack
    options: Options
    carried: Carried  # the dispersion that goes into the coefficients' variance

    def in_blocks(
        self, history: History, judge: Callable[[History, Expectation], ReferenceForecast]
    ) -> ReferenceForecast:
        """Expect and judge block by block; what has no past stays unknown."""
        found = ReferenceForecast.unknown(len(history.counts))
        able = np.flatnonzero(self._reaches_back(history))
        for rows in np.array_split(able, 1 + able.size * self.past.columns.size // CELLS_A_BLOCK):
            if len(rows):
                part = history.rows(rows)
                found.put(rows, judge(part, self._expect(part)))
        return found

    def _reaches_back(self, history: History) -> BoolArray:
        """Return which series had begun by the oldest reference week, and know enough weeks."""
        oldest, columns = self.past.oldest_reference, self.past.columns
        own_season = columns[self.past.period == self.options.periods - 1]
        knows_season = history.usable[:, own_season].any(1)
        has_degrees = history.usable[:, columns].sum(1) > self.options.periods + 1
        has_begun = history.usable.argmax(1) <= oldest
        return np.asarray((oldest >= 0) & knows_season & has_degrees & has_begun)

    def _expect(self, history: History) -> Expectation:
        """Fit with a trend, and without it where it may not stay."""
        baseline = self._baseline(history)
        found = self._fit(baseline, has_trend=True)
        stays = (
            (found.trend_p < self.options.trend_p)
            & (found.mean <= baseline.counts.max(1))
            & found.is_settled
            & (self.options.years_back >= YEARS_FOR_TREND)
        )
        leaves = np.flatnonzero(~stays)
        found.put(leaves, self._fit(baseline.rows(leaves), has_trend=False))
        return found

    def _baseline(self, history: History) -> Baseline:
        columns = self.past.columns
        known = history.usable[:, columns]
        exposure = exposure_of(history, self.options)[:, columns]
        weeks = Arrow.of(self.past.time, self.past.period, self.options.periods)
        counts = np.where(known, history.counts[:, columns], 0.0)
        return Baseline(counts, known, np.log(exposure), weeks)

    def _fit(self, baseline: Baseline, *, has_trend: bool) -> Expectation:
        """Fit, weigh past outbreaks down, fit again."""
        weights = baseline.known.astype(float)
        fit = regress(baseline, weights, has_trend=has_trend)
        is_settled = fit.is_settled
        if self.options.reweight:
            phi = np.maximum(fit.dispersion(baseline), 1)
            residuals = anscombe_residuals(baseline, fit, phi)
            weights = outbreak_weights(residuals, baseline.known, self.options.weights_threshold)
            fit = regress(baseline, weights, has_trend=has_trend)
        carried = self.carried(fit, baseline, weights)
        log_mean, unit_variance = fit.at(self.options.periods - 1, self.past.tested_time)
        return Expectation(
            mean=np.exp(np.clip(log_mean, -FURTHEST_LOG, FURTHEST_LOG)),
            unit_variance=unit_variance,
            carried=carried,
            phi=np.maximum(fit.dispersion(baseline), 1),
            trend_p=trend_p_value(fit, carried),
            has_trend=np.full(len(weights), has_trend),
            is_settled=is_settled & fit.is_settled,
        )


def trend_p_value(fit: Regression, dispersion: FloatArray) -> FloatArray:
    """Return the two-sided p of the trend's t-test [S]; 1 where nothing is left to compare it with."""
    error = np.sqrt(np.maximum(dispersion * fit.slope_error(), NO_WEIGHT))
    p_value = 2 * stats.t.sf(np.abs(fit.lines.slope) / error, np.maximum(fit.degrees, 1))
    is_exact = dispersion < NEXT_TO_NOTHING
    return np.where((fit.degrees >= 1) & ~is_exact, p_value, 1.0)


def exposure_of(history: History, options: Options) -> FloatArray:
    """Return the exposure [S, W] relative to the tested week's; 1 unless it is asked for."""
    if options.population_offset:
        return history.relative_exposure()
    return np.ones_like(history.counts)


def enough_contacts(history: History, limit: tuple[int, int]) -> BoolArray:
    """Return which series had so many contacts in their last weeks, the tested one included."""
    fewest, weeks = limit
    known = np.where(history.usable[:, -weeks:], history.counts[:, -weeks:], 0.0)
    return np.asarray(known.sum(1) >= fewest)
