"""Seasonal spike test, for series with a year of history and more.

Question: is this week above what level, trend and season of the last years predict?
Assumption: log mean = log exposure + level + trend + two yearly harmonics; variance = phi mean
(quasi-Poisson); weeks are otherwise independent.
Formula: penalised iteratively re-weighted least squares, all series at once. The penalties
are normal priors: trend 0 with deviation .5 a year, harmonics 0 with deviations .5 and .35
(on the log scale). Under two years trend and season are told apart by these priors alone; what
they leave open stands in the variance. Leaving out the trend there was measured and is worse: a
topic that grows by 20 % a year then alarms five times too often.
One round of down-weighting past outbreaks (`outlier.py`).
Source: the family of Farrington Flexible (Noufaily et al. 2013, Statistics in Medicine 32:1206),
with ridge penalties in place of its tests for the trend and its season as a factor.
Wrong after a lasting change of level: it goes on alarming until the change is itself history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.curve import Baseline, fit_curves, mean_of
from trend_lib.detection.history import Fit
from trend_lib.detection.prediction import forecast_from_fit

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, Forecast, History, IntArray

WEEKS_FOR_SEASON = 52
WEEKS_A_YEAR = 365.2425 / 7
PRECISIONS = 1 / np.array([30.0, 0.5, 0.5, 0.5, 0.35, 0.35]) ** 2  # of level, trend, harmonics
SERIES_AT_ONCE = 48  # few enough that the linear algebra stays on one core: its threads only cost


def forecast_seasonal(history: History, guard_weeks: int) -> Forecast:
    """Return the seasonal forecast of all series; their baseline ends before the guard weeks."""
    baseline = history.baseline(guard_weeks)
    blocks = [
        fit_seasonal(history.rows(rows), baseline[rows]) for rows in _blocks(len(history.counts))
    ]
    return forecast_from_fit(history, Fit.joined(blocks), "seasonal")


def _blocks(series: int) -> list[IntArray]:
    """Return the row numbers of each block."""
    starts = range(0, series, SERIES_AT_ONCE)
    return [np.arange(start, min(start + SERIES_AT_ONCE, series)) for start in starts]


def fit_seasonal(history: History, baseline: BoolArray) -> Fit:
    """Fit level, trend and season to the baseline weeks and continue them to this and last week."""
    weeks = np.flatnonzero(baseline.any(0))
    log_exposure = np.log(history.relative_exposure())
    curves = fit_curves(
        Baseline(
            counts=history.counts[:, weeks],
            log_exposure=log_exposure[:, weeks],
            known=baseline[:, weeks].astype(float),
        ),
        design=design_of(weeks - (history.counts.shape[1] - 1)),
        precision=np.tile(PRECISIONS, (len(baseline), 1)),
    )
    design = design_of(np.array([0, -1]))
    mean = mean_of(curves.coefficients, design, log_exposure[:, [-1, -2]])
    sums = np.cumsum(mean, axis=1)
    slopes = np.cumsum(mean[:, :, None] * design[None], axis=1)
    variance = np.einsum("smp,spq,smq->sm", slopes, curves.covariance, slopes)
    looks_twice = np.ones(len(mean), dtype=bool)
    return Fit(sums, variance, curves.dispersion, curves.degrees, looks_twice)


def design_of(week_offsets: FloatArray) -> FloatArray:
    """Return the design [N, 6]: level, years, two harmonics; offset 0 is the week under test."""
    years = week_offsets / WEEKS_A_YEAR
    columns = [np.ones(len(years)), years]
    for harmonic in (1, 2):
        angle = 2 * np.pi * harmonic * years
        columns += [np.cos(angle), np.sin(angle)]
    return np.stack(columns, axis=1)
