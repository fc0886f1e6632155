"""Level test, for series with less than a year of history.

Question: is this week above the level of the last weeks?
Assumption: the level moves slowly; the newest weeks tell most about it (half-life 4 weeks,
and only one week of guard: where season cannot be told from so few weeks, the level must follow
it; 12 weeks and a guard of 3 found a quarter fewer outbreaks, 6 weeks one in twenty fewer after
half a year).
Formula: rate = sum(w y) / sum(w e) over the baseline, w = .5 ** (weeks ago / 4), y contacts,
e exposure. The dispersion is the mean squared error of the same forecast, made as many weeks
ahead inside the baseline, each error over its own expected variance. Weeks of past outbreaks
weigh less (`outlier.py`).
Source: exponential smoothing as in Brown 1959, with negative binomial tails.
Wrong where a season rises faster than the level follows: expect alarms in its upswing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.history import Fit, newest_first
from trend_lib.detection.outlier import outbreak_weights, usual_dispersion
from trend_lib.detection.prediction import forecast_from_fit
from trend_lib.detection.unprecedented import highest_before

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, Forecast, History

HALF_LIFE_WEEKS = 4.0
LONGEST_GUARD = 1
WEEKS_FOR_TWO_LOOKS = 8  # with fewer the level is too uncertain to look at two weeks together
WEEKS_BEFORE_FIRST_ERROR = 3  # a forecast from one or two weeks says little about scatter
SMALLEST_RATE = 0.02  # contacts a week, added: a rate of 0 would make one contact a wonder
NO_EXPOSURE = 1e-100  # stands for 0 where it divides; decays are larger


def forecast_level(history: History, guard_weeks: int) -> Forecast:
    """Return the level forecast of all series."""
    guard = min(guard_weeks, LONGEST_GUARD)
    found = forecast_from_fit(history, fit_level(history, guard), "level")
    return replace(found, highest=highest_before(history))


def fit_level(history: History, guard: int) -> Fit:
    """Fit the level, weigh past outbreaks down, fit again."""
    baseline = history.baseline(guard)
    weeks = slice(np.flatnonzero(baseline.any(0))[0], None)
    known = baseline[:, weeks].astype(float)
    counts = np.where(known > 0, history.counts[:, weeks], 0.0)
    exposure = history.relative_exposure()[:, weeks]
    trust = 1.0 if history.trust is None else history.trust[:, weeks]
    weights = weights_of(counts, exposure, known, guard, trust)
    levels = rolling_levels(counts, exposure, weights, guard)
    errors, counted = forecast_errors(counts, exposure, weights, levels)
    degrees = np.maximum((counted > 0).sum(1), 1).astype(float)
    rate, unit_variance = levels[0][:, -1], levels[1][:, -1]
    newest = newest_first(exposure, 1 + LONGEST_GUARD)  # older weeks are part of the level
    return Fit(
        mean=rate[:, None] * newest,
        unit_variance=unit_variance[:, None] * newest**2,
        dispersion=(counted * errors).sum(1) / degrees,
        degrees=degrees,
        inverse_mean=(known / np.maximum(rate[:, None] * exposure, NO_EXPOSURE)).sum(1)
        / known.sum(1),
        looks_back=known.sum(1) + guard >= WEEKS_FOR_TWO_LOOKS,
        wave_deviations=np.full((len(rate), 2), np.nan),
        wave_doubts=np.full((len(rate), 2), np.nan),
        season=np.full(len(rate), np.nan),
    )


def weights_of(
    counts: FloatArray,
    exposure: FloatArray,
    known: FloatArray,
    guard: int,
    trust: FloatArray | float = 1.0,
) -> FloatArray:
    """Return the weight [S, N] of each week: 0 outside the baseline, less than 1 in an outbreak."""
    levels = rolling_levels(counts, exposure, known * trust, guard)
    usual = usual_dispersion(*forecast_errors(counts, exposure, known, levels))
    outbreaks = outbreak_weights(counts, levels[0][:, -1:] * exposure, usual)
    return known * np.minimum(outbreaks, trust)


def rolling_levels(
    counts: FloatArray, exposure: FloatArray, weights: FloatArray, guard: int
) -> tuple[FloatArray, FloatArray]:
    """Return the rate [S, N] forecast for each week, and its variance per unit of dispersion.

    A forecast sees only the weeks before its guard; the first ones see nothing and mean nothing.
    """
    weeks = counts.shape[1]
    weeks_back = np.arange(weeks)[None, :] - np.arange(weeks)[:, None]
    decay = np.where(weeks_back > guard, 0.5 ** (np.maximum(weeks_back, 0) / HALF_LIFE_WEEKS), 0.0)
    known_exposure = np.maximum((weights * exposure) @ decay, NO_EXPOSURE)
    rate = (weights * counts) @ decay / known_exposure + SMALLEST_RATE
    spread = (weights**2 * exposure) @ decay**2
    return rate, rate * spread / known_exposure**2


def forecast_errors(
    counts: FloatArray,
    exposure: FloatArray,
    weights: FloatArray,
    levels: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Return each week's squared forecast error over its variance [S, N], and its weight.

    The variance is that of a Poisson count and of the forecast; the first weeks weigh nothing.
    """
    rate, rate_variance = levels
    mean = rate * exposure
    variance = mean + rate_variance * exposure**2
    earlier: FloatArray = np.cumsum(weights > 0, axis=1) - (weights > 0)
    return (counts - mean) ** 2 / variance, weights * (earlier >= WEEKS_BEFORE_FIRST_ERROR)
