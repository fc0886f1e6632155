"""What is known of daily series before the running week: level, weekday shape, season, holidays.

Question: how many contacts does an ordinary day of this series bring now?
Assumption: mean = level of recent weeks x weekday shape x season x holiday share.
Formula: rate r = sum(w y) / sum(w e) over the ordinary days of past weeks, one week of guard,
w = .5 ** (weeks ago / 6), y contacts, e shape x season. Trend and season (two yearly harmonics) are put
through the weeks by the ridge curve of `curve.py` once a series has lived a year and a half; with less, a
curve is worse than none. Weeks of past outbreaks weigh less (`outlier.py`): their shape and level are fitted twice.
Source: exponential smoothing (Brown 1959) over multiplicative factors.
Shapes: S series, W weeks, 7 weekdays; rates in contacts per average day.
Wrong in the weeks after a lasting change of level, and where a young series grows faster than its level follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.curve import fit_curves
from trend_lib.detection.day_history import WEEKDAYS
from trend_lib.detection.holiday_effect import measure_effect
from trend_lib.detection.outlier import outbreak_weights, usual_dispersion
from trend_lib.detection.weekday_shape import fit_shape
from trend_lib.detection.weighing import Baseline

if TYPE_CHECKING:
    from trend_lib.detection.day_history import DayHistory
    from trend_lib.detection.history import FloatArray
    from trend_lib.detection.holiday_effect import HolidayEffect
    from trend_lib.detection.weekday_shape import WeekShape

HALF_LIFE_WEEKS = 6.0
GUARD_WEEKS = 1
WEEKS_BEFORE_FIRST_ERROR = 2  # a forecast from one week says little about scatter
SMALLEST_RATE = 0.003  # contacts a day, added: a rate of 0 would make one contact a wonder
NOTHING = 1e-100  # stands for 0 where it divides; decays are larger
WEEKS_FOR_SEASON = 78
WEEKS_A_YEAR = 365.2425 / 7
PRECISIONS = 1 / np.array([30.0, 0.5, 0.5, 0.5, 0.35, 0.35]) ** 2  # of level, trend, harmonics
LARGEST_SEASON = 3.0  # on the log scale


@dataclass(frozen=True, slots=True)
class Levels:
    """The rate forecast for each week, the running one last, from the weeks before its guard."""

    rate: FloatArray  # [S, W] contacts per average day
    unit_variance: FloatArray  # [S, W] of the rate, per unit of dispersion
    weeks_behind: FloatArray  # [S, W] how many weeks it saw


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is known of the series before the running week."""

    shape: WeekShape
    units: FloatArray  # [S, W, 7] shape x season
    weights: FloatArray  # [S, W - 1, 7] of past days; 0 where they say nothing
    levels: Levels
    effect: HolidayEffect


def fit_profile(history: DayHistory) -> Profile:
    """Fit shape and level, weigh past outbreaks down, fit both again; then the holidays."""
    season = season_of(history)
    weights = history.ordinary[:, :-1].astype(float)
    shape, units, levels = _fit(history, season, weights)
    weights = weights * week_weights(history, units, levels)[:, :, None]
    shape, units, levels = _fit(history, season, weights)
    effect = measure_effect(history, levels.rate[:, :, None] * units)
    return Profile(shape, units, weights, levels, effect)


def _fit(
    history: DayHistory, season: FloatArray, weights: FloatArray
) -> tuple[WeekShape, FloatArray, Levels]:
    """Return shape, units and levels under some weights of the past days."""
    shape = fit_shape(history.counts[:, :-1], weights)
    units = shape.shape[:, None, :] * season[:, :, None]
    return shape, units, rolling_levels(history.counts[:, :-1], units[:, :-1], weights)


def season_of(history: DayHistory) -> FloatArray:
    """Return trend x season [S, W] relative to the running week; 1 where that is too short to tell."""
    days = history.ordinary[:, :-1].sum(2)
    weeks = history.usable.shape[1]
    season = np.ones((len(days), weeks))
    long = np.flatnonzero((days > 0).sum(1) >= WEEKS_FOR_SEASON)
    if len(long):
        design = _design(weeks)
        counts = np.where(history.ordinary[:, :-1], history.counts[:, :-1], 0.0).sum(2)[long]
        part = np.log(np.maximum(days[long], 1) / WEEKDAYS)
        baseline = Baseline(counts, part, (days[long] > 0).astype(float))
        curves = fit_curves(baseline, design[:-1], np.tile(PRECISIONS, (len(long), 1)))
        curve = curves.coefficients[:, 1:] @ design[:, 1:].T
        season[long] = np.exp(np.clip(curve, -LARGEST_SEASON, LARGEST_SEASON))
    return season


def _design(weeks: int) -> FloatArray:
    """Return the design [W, 6] of level, years and two harmonics; the running week is 0."""
    years = np.arange(1 - weeks, 1) / WEEKS_A_YEAR
    angles = 2 * np.pi * years
    waves = [wave(harmonic * angles) for harmonic in (1, 2) for wave in (np.cos, np.sin)]
    return np.column_stack([np.ones(weeks), years, *waves])


def rolling_levels(counts: FloatArray, units: FloatArray, weights: FloatArray) -> Levels:
    """Return the level forecast for each week from past days [S, W - 1, 7]; the first see nothing."""
    weeks = counts.shape[1]
    weeks_back = np.arange(weeks + 1)[None, :] - np.arange(weeks)[:, None]
    is_seen = weeks_back > GUARD_WEEKS
    decay = np.where(is_seen, 0.5 ** (np.maximum(weeks_back, 0) / HALF_LIFE_WEEKS), 0.0)
    exposure = (weights * units).sum(2)
    known = np.maximum(exposure @ decay, NOTHING)
    rate = (weights * counts).sum(2) @ decay / known + SMALLEST_RATE
    spread = (weights**2 * units).sum(2) @ decay**2
    return Levels(rate, rate * spread / known**2, (exposure > 0) @ is_seen.astype(float))


def week_weights(history: DayHistory, units: FloatArray, levels: Levels) -> FloatArray:
    """Return the weight [S, W - 1] of each past week; the first ones are held against today's level."""
    ordinary = history.ordinary[:, :-1]
    contacts = np.where(ordinary, history.counts[:, :-1], 0.0).sum(2)
    exposure = np.where(ordinary, units[:, :-1], 0.0).sum(2)
    is_known = (levels.weeks_behind[:, :-1] >= WEEKS_BEFORE_FIRST_ERROR) & (exposure > 0)
    rate = np.where(is_known, levels.rate[:, :-1], levels.rate[:, -1:])
    mean = rate * np.maximum(exposure, NOTHING)
    errors = (contacts - mean) ** 2 / (mean + levels.unit_variance[:, :-1] * exposure**2)
    usual = usual_dispersion(errors, is_known.astype(float))
    return outbreak_weights(contacts, mean, usual)
