"""Seasonal spike test, for series with a year of history and more.

Question: is this week above what level, trend and season of the last years predict?
Assumption: log mean = log exposure + level + trend + two yearly harmonics; variance = phi mean
(quasi-Poisson); weeks are otherwise independent.
Formula: penalised iteratively re-weighted least squares, all series at once. The penalties
are normal priors: trend 0 with deviation .5 a year, harmonics 0 with deviations .5 and .35
(on the log scale). Under two years trend and season are told apart by these priors alone; what
they leave open stands in the variance. Leaving out the trend there was measured and is worse: a
topic that grows by 20 % a year then alarms five times too often.
A season may come some days early or late: the variance of the mean also holds (2.5 days x the
curve's change a day) squared. Without it strong seasons alarm too often in their upswing.
One round of down-weighting past outbreaks (`outlier.py`). A level that people acknowledged as new
(`new_level.py`) adds a step with a prior of 0 and deviation 1, so that the season stays known.
Source: the family of Farrington Flexible (Noufaily et al. 2013, Statistics in Medicine 32:1206),
with ridge penalties in place of its tests for the trend and its season as a factor.
Wrong after a lasting change of level, until it is acknowledged or half a year old (`found_level.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.curve import Baseline, fit_curves, mean_of
from trend_lib.detection.history import MOST_WEEKS, Fit, newest_first, newest_usable
from trend_lib.detection.prediction import forecast_from_fit

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, Forecast, History, IntArray

WEEKS_FOR_SEASON = 52
WEEKS_A_YEAR = 365.2425 / 7
PRECISIONS = 1 / np.array([30.0, 0.5, 0.5, 0.5, 0.35, 0.35]) ** 2  # of level, trend, harmonics
DAYS_OF_DOUBT = 2.5  # standard deviation of when the season comes
RADIANS_A_DAY = 2 * np.pi / 365.2425
STEP_PRECISION = 1.0  # of the prior of an acknowledged change of level
NEWEST_WEEKS = np.eye(MOST_WEEKS)
SERIES_AT_ONCE = 48  # few enough that the linear algebra stays on one core: its threads only cost


def forecast_seasonal(history: History, guard_weeks: int) -> Forecast:
    """Return the seasonal forecast of all series; their baseline ends before the guard weeks."""
    fit = fit_in_blocks(history, history.baseline(guard_weeks), NEWEST_WEEKS)
    return forecast_from_fit(history, fit, "seasonal")


def fit_in_blocks(history: History, baseline: BoolArray, sums: FloatArray) -> Fit:
    """Fit all series, some at a time."""
    since = np.zeros(len(baseline), int) if history.level_since is None else history.level_since
    order = np.argsort(since, kind="stable")
    blocks = [
        fit_seasonal(history.rows(rows), baseline[rows], sums, int(since[rows[0]]))
        for rows in _blocks(order, since[order])
    ]
    return Fit.joined(blocks).rows(np.argsort(order, kind="stable"))


def _blocks(order: IntArray, since: IntArray) -> list[IntArray]:
    """Return the row numbers of each block; the series of a block share their step, if any."""
    changes = np.flatnonzero(np.diff(since)) + 1
    return [
        group[start : start + SERIES_AT_ONCE]
        for group in np.split(order, changes)
        for start in range(0, len(group), SERIES_AT_ONCE)
    ]


def fit_seasonal(
    history: History, baseline: BoolArray, sums: FloatArray, level_since: int = 0
) -> Fit:
    """Fit level, trend and season to the baseline weeks and continue them to the newest weeks.

    Args:
        history: S series.
        baseline: Weeks to fit [S, W].
        sums: Which of the newest M weeks each of K sums takes [K, M], this week first; weeks
            that are not usable are left out of a sum.
        level_since: Column of an acknowledged change of level, the same for all series; 0: none.
    """
    weeks = np.flatnonzero(baseline.any(0))
    newest = history.counts.shape[1] - 1
    step_at = level_since - newest if level_since else None
    log_exposure = np.log(history.relative_exposure())
    curves = fit_curves(
        Baseline(
            counts=history.counts[:, weeks],
            log_exposure=log_exposure[:, weeks],
            known=baseline[:, weeks].astype(float),
            trust=1.0 if history.trust is None else history.trust[:, weeks],
        ),
        design=design_of(weeks - newest, step_at),
        precision=np.tile(precisions_of(level_since), (len(baseline), 1)),
    )
    recent = sums.shape[1]
    design = design_of(-np.arange(recent), step_at)
    mean = mean_of(curves.coefficients, design, newest_first(log_exposure, recent))
    mean *= newest_usable(history, recent)
    slopes = np.einsum("km,sm,mp->skp", sums, mean, design, optimize=True)
    variance = ((slopes @ curves.covariance) * slopes).sum(2)
    variance += season_doubt(curves.coefficients, mean, sums, curves.dispersion)
    looks_back = np.ones(len(mean), dtype=bool)
    known = baseline[:, weeks]
    rarity = (known / curves.mean).sum(1) / known.sum(1)
    return Fit(mean @ sums.T, variance, curves.dispersion, curves.degrees, rarity, looks_back)


def season_doubt(
    coefficients: FloatArray, mean: FloatArray, sums: FloatArray, dispersion: FloatArray
) -> FloatArray:
    """Return the variance [S, K], per unit of dispersion, of a season some days early or late.

    Args:
        coefficients: Of the curves [S, P].
        mean: Of the newest M weeks [S, M], this week first.
        sums: Which of those weeks each of K sums takes [K, M].
        dispersion: Each series' own [S].
    """
    moved = mean * season_slope(coefficients, -np.arange(mean.shape[1])) @ sums.T
    doubt = DAYS_OF_DOUBT * RADIANS_A_DAY * moved
    return np.asarray(doubt**2 / np.maximum(dispersion, 1.0)[:, None])


def season_slope(coefficients: FloatArray, week_offsets: IntArray) -> FloatArray:
    """Return by how much the season moves the log mean [S, N] per radian of the year."""
    slope = np.zeros((len(coefficients), len(week_offsets)))
    for harmonic in (1, 2):
        angle = 2 * np.pi * harmonic * week_offsets / WEEKS_A_YEAR
        cosine, sine = coefficients[:, 2 * harmonic, None], coefficients[:, 2 * harmonic + 1, None]
        slope += harmonic * (sine * np.cos(angle) - cosine * np.sin(angle))
    return slope


def precisions_of(level_since: int) -> FloatArray:
    """Return the precision of each coefficient's prior, of a step too where there is one."""
    return np.append(PRECISIONS, STEP_PRECISION) if level_since else PRECISIONS


def design_of(week_offsets: IntArray, step_at: int | None = None) -> FloatArray:
    """Return the design [N, 6]: level, years, two harmonics; offset 0 is the week under test.

    A step adds a seventh column, 1 from that offset on.
    """
    years = week_offsets / WEEKS_A_YEAR
    columns = [np.ones(len(years)), years]
    for harmonic in (1, 2):
        angle = 2 * np.pi * harmonic * years
        columns += [np.cos(angle), np.sin(angle)]
    if step_at is not None:
        columns.append((week_offsets >= step_at).astype(float))
    return np.stack(columns, axis=1)
