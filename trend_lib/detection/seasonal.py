"""Seasonal spike test, for series with a year of history and more.

Question: is this week above what level, trend and season of the last years predict?
Assumption: log mean = log exposure + level + trend + two yearly harmonics; variance = phi mean
(quasi-Poisson); weeks are otherwise independent.
Formula: penalised iteratively re-weighted least squares, all series at once. The penalties
are normal priors: trend 0 with deviation .5 a year, harmonics 0 with deviations .5 and .35
(on the log scale), or as much less as the series together show (`season_prior.py`). Under two years trend and season are told apart by these priors alone; what
they leave open stands in the variance. Leaving out the trend there was measured and is worse: a
topic that grows by 20 % a year then alarms five times too often.
The season may come some days early or late, stronger or weaker: the variance of the mean holds that,
too (`season_doubt.py`).
One round of down-weighting past outbreaks (`outlier.py`). A level that people acknowledged as new
(`new_level.py`) adds a step with a prior of 0 and deviation 1, so that the season stays known.
Source: the family of Farrington Flexible (Noufaily et al. 2013, Statistics in Medicine 32:1206),
with ridge penalties in place of its tests for the trend and its season as a factor.
Wrong after a lasting change of level, until it is acknowledged or half a year old (`found_level.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.calibrated import read_again, stretch_of
from trend_lib.detection.curve import fit_curves, mean_of
from trend_lib.detection.history import MOST_WEEKS, Fit, newest_first, newest_usable
from trend_lib.detection.prediction import forecast_from_fit
from trend_lib.detection.season_doubt import (
    WEEKS_A_YEAR,
    doubt_of_day,
    doubt_of_strength,
    waves_at,
)
from trend_lib.detection.season_prior import FEWEST, WAVES, WIDE, Waves, learn, some_of, waves_of
from trend_lib.detection.weighing import Baseline

if TYPE_CHECKING:
    from trend_lib.detection.curve import Curves
    from trend_lib.detection.history import BoolArray, FloatArray, Forecast, History, IntArray
    from trend_lib.detection.season_prior import SeasonPrior

WEEKS_FOR_SEASON = 52
PRECISIONS = 1 / np.array([30.0, 0.5, *np.repeat(WIDE, 2)]) ** 2  # of level, trend, harmonics
STEP_PRECISION = 1.0  # of the prior of an acknowledged change of level
NEWEST_WEEKS = np.eye(MOST_WEEKS)
SERIES_AT_ONCE = 48  # few enough that the linear algebra stays on one core: its threads only cost


def forecast_seasonal(history: History, guard_weeks: int) -> Forecast:
    """Return the seasonal forecast of all series; their baseline ends before the guard weeks."""
    baseline = history.baseline(guard_weeks)
    fit = fit_in_blocks(history, baseline, NEWEST_WEEKS, season_of(history, baseline))
    return read_again_by_size(forecast_from_fit(history, fit, "seasonal"))


def read_again_by_size(found: Forecast) -> Forecast:
    """Return the forecast with p as quiet weeks of series of such size, scatter and season show it (`calibrated.py`)."""
    own = found.dispersion / (1 + found.fit_variance / found.expected)
    stretch = stretch_of(found.expected, np.maximum(own, 1.0), found.season)
    p_value = read_again(found.p_value, stretch)
    return replace(found, p_value=p_value, p_spike=p_value, stretch=stretch)


def fit_in_blocks(
    history: History, baseline: BoolArray, sums: FloatArray, season: SeasonPrior | None
) -> Fit:
    """Fit all series, some at a time, their waves held back as far as all of them together show."""
    blocks = _blocks(history)
    fits = [
        fit_seasonal(history.rows(rows), baseline[rows], sums, since, season)
        for rows, since in blocks
    ]
    order = np.concatenate([rows for rows, _ in blocks])
    return Fit.joined(fits).rows(np.argsort(order, kind="stable"))


def season_of(history: History, baseline: BoolArray) -> SeasonPrior | None:
    """Return what some hundred series show of their waves; None: too few series."""
    if len(baseline) < FEWEST:
        return None
    some = some_of(len(baseline))
    history, baseline = history.rows(some), baseline[some]
    shown = [
        waves_shown(history.rows(rows), baseline[rows], since) for rows, since in _blocks(history)
    ]
    return learn(Waves.joined(shown))


def waves_shown(history: History, baseline: BoolArray, level_since: int) -> Waves:
    """Return what the counts of some series alone say of their waves."""
    curves = curves_of(history, baseline, level_since, None)
    return waves_of(curves.coefficients, curves.covariance, np.maximum(curves.dispersion, 1.0))


def _blocks(history: History) -> list[tuple[IntArray, int]]:
    """Return the row numbers of each block, and where its series' common step is; 0: they have none."""
    series = len(history.counts)
    since = np.zeros(series, int) if history.level_since is None else history.level_since
    order = np.argsort(since, kind="stable")
    changes = np.flatnonzero(np.diff(since[order])) + 1
    return [
        (group[start : start + SERIES_AT_ONCE], int(since[group[0]]))
        for group in np.split(order, changes)
        for start in range(0, len(group), SERIES_AT_ONCE)
    ]


def fit_seasonal(
    history: History,
    baseline: BoolArray,
    sums: FloatArray,
    level_since: int = 0,
    season: SeasonPrior | None = None,
) -> Fit:
    """Fit level, trend and season to the baseline weeks and continue them to the newest weeks.

    Args:
        history: S series.
        baseline: Weeks to fit [S, W].
        sums: Which of the newest M weeks each of K sums takes [K, M], this week first; weeks
            that are not usable are left out of a sum.
        level_since: Column of an acknowledged change of level, the same for all series; 0: none.
        season: What all series show of their waves.
    """
    curves = curves_of(history, baseline, level_since, season)
    recent = sums.shape[1]
    design = design_of(-np.arange(recent), step_offset(history, level_since))
    log_exposure = newest_first(np.log(history.relative_exposure()), recent)
    mean = mean_of(curves.coefficients, design, log_exposure)
    mean *= newest_usable(history, recent)
    slopes = np.einsum("km,sm,mp->skp", sums, mean, design, optimize=True)
    variance = ((slopes @ curves.covariance) * slopes).sum(2)
    variance += doubt_of_day(curves.coefficients, mean, sums, curves.dispersion)
    variance += doubt_of_strength(
        curves.coefficients, curves.wave_doubts, mean, sums, curves.dispersion
    )
    known = baseline[:, baseline.any(0)]
    return Fit(
        mean=mean @ sums.T,
        unit_variance=variance,
        dispersion=curves.dispersion,
        degrees=curves.degrees,
        inverse_mean=(known / curves.mean).sum(1) / known.sum(1),
        looks_back=np.ones(len(mean), dtype=bool),
        wave_deviations=curves.wave_deviations,
        wave_doubts=curves.wave_doubts,
        season=np.sqrt((curves.coefficients[:, np.ravel(WAVES)] ** 2).sum(1)),
    )


def curves_of(
    history: History,
    baseline: BoolArray,
    level_since: int,
    season: SeasonPrior | FloatArray | None,
) -> Curves:
    """Put a curve through the baseline weeks of each series; the arguments as of `fit_seasonal`."""
    weeks = np.flatnonzero(baseline.any(0))
    newest = history.counts.shape[1] - 1
    return fit_curves(
        Baseline(
            counts=history.counts[:, weeks],
            log_exposure=np.log(history.relative_exposure()[:, weeks]),
            known=baseline[:, weeks].astype(float),
            trust=1.0 if history.trust is None else history.trust[:, weeks],
        ),
        design=design_of(weeks - newest, step_offset(history, level_since)),
        precision=np.tile(precisions_of(level_since), (len(baseline), 1)),
        season=season,
    )


def step_offset(history: History, level_since: int) -> int | None:
    """Return how many weeks before the newest, as a number under 0, a new level began; None: none did."""
    return level_since - (history.counts.shape[1] - 1) if level_since else None


def precisions_of(level_since: int) -> FloatArray:
    """Return the precision of each coefficient's prior, of a step too where there is one."""
    return np.append(PRECISIONS, STEP_PRECISION) if level_since else PRECISIONS


def design_of(week_offsets: IntArray, step_at: int | None = None) -> FloatArray:
    """Return the design [N, 6]: level, years, two harmonics; offset 0 is the week under test.

    A step adds a seventh column, 1 from that offset on.
    """
    years = week_offsets / WEEKS_A_YEAR
    columns = [np.ones(len(years)), years, *waves_at(week_offsets).T]
    if step_at is not None:
        columns.append((week_offsets >= step_at).astype(float))
    return np.stack(columns, axis=1)
