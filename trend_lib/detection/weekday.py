"""Weekday test, for daily counts: the day, and the running week so far, against the weekday profile.

Question: is this day, or this week from Monday up to it, above what level, shape of the week,
season and calendar (`day_profile.py`) predict?
Assumption: variance = phi mean; weeks are otherwise independent.
Formula: a look at some days expects M = sum(r e h), e the units of a day, h its holiday share. phi is the
mean squared error of the same forecast in past weeks, each over its own variance: for the week so
far over the sums of the same weekdays, for the day over all single days (which hang together within a week, so
that seven count as two); moderated over all series (`dispersion.py`). The variance
phi (M + v M^2 / r^2 + M^2 (1 / N_L - 1 / N)) + sum((r e)^2 tau^2) holds the errors of the level (v), of the
shape (N_L of N contacts lie behind those weekdays) and of the holiday share. The tail is the negative
binomial's mid-p; p = 1.8 times the smaller of the two looks: 1.8 and not 2, because they share a day; it
was measured on quiet series with weekday shapes. On Mondays there is one look.
Source: exponential smoothing (Brown 1959) with multiplicative factors; quasi-Poisson variance.
Shapes: daily counts [S, W, 7], answers [S]; unit: contacts.
Wrong for the six mornings of a week taken together: each p is of its own morning; and for
contacts that are few and come in bunches (under one a day, four at a time) within a short history, whose p is too small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from trend_lib.detection.day_forecast import DayForecast, Look
from trend_lib.detection.day_history import WEEKDAYS
from trend_lib.detection.day_profile import (
    NOTHING,
    SMALLEST_RATE,
    WEEKS_BEFORE_FIRST_ERROR,
    fit_profile,
)
from trend_lib.detection.dispersion import moderate
from trend_lib.detection.tail import SMALLEST_P, mid_p, normal_range

if TYPE_CHECKING:
    from trend_lib.detection.day_history import DayHistory
    from trend_lib.detection.day_profile import Profile
    from trend_lib.detection.history import BoolArray, FloatArray

    Direction = Literal["up", "down", "both"]

PRICE_OF_TWO_LOOKS = 1.8
WEEKS_FOR_PROFILE = 4  # with fewer neither shape nor scatter can be told
INDEPENDENT_DAYS = 2.0  # of a week's seven
SERIES_FOR_MEAN = 10  # to compare the moderated dispersions with
LARGEST_LIFT = 2.0


def forecast_days(history: DayHistory, direction: Direction = "up") -> DayForecast:
    """Return the forecast of all series for the day under test; NaN where too few weeks are known."""
    chosen = np.flatnonzero(enough_days(history))
    found = DayForecast.unknown(len(history.counts))
    return found.put(chosen, _forecast(history.rows(chosen), direction)) if len(chosen) else found


def _forecast(history: DayHistory, direction: Direction) -> DayForecast:
    """Return the forecast of series with enough weeks behind them."""
    profile = fit_profile(history)
    today = history.weekday
    day = look(history, profile, slice(today, today + 1), direction)
    so_far = look(history, profile, slice(0, today + 1), direction)
    looks_twice = so_far.weekdays.sum(1) > 1
    smaller = np.fmin(day.p_value, so_far.p_value)
    together = np.where(looks_twice, np.minimum(PRICE_OF_TWO_LOOKS * smaller, 1.0), smaller)
    is_counted = history.usable[:, -1, today]
    kind = history.kind_of_day[-1, today]
    unknown = is_counted & np.isnan(profile.effect.share[:, kind])
    return DayForecast(day, so_far, np.where(is_counted & ~unknown, together, np.nan), unknown)


def look(history: DayHistory, profile: Profile, days: slice, direction: Direction) -> Look:
    """Compare the sum of some days of the running week with what is normal."""
    share, variance = profile.effect.of_days(history.kind_of_day[-1])
    chosen = history.running(days) & ~np.isnan(share)
    ordinary = np.where(chosen, profile.levels.rate[:, -1:] * profile.units[:, -1], 0.0)
    mean = np.maximum((np.nan_to_num(share) * ordinary).sum(1), SMALLEST_RATE)
    relative = profile.levels.unit_variance[:, -1] / profile.levels.rate[:, -1] ** 2
    relative += shape_variance(profile.shape.contacts, chosen)
    calendar = (ordinary**2 * np.nan_to_num(variance)).sum(1)
    phi = scatter_of(history, profile, days, mean)
    dispersion = phi * (1 + mean * relative) + calendar / mean
    observed = np.where(chosen, history.counts[:, -1], 0.0).sum(1)
    is_looked_at = chosen.any(1)
    lower, upper = normal_range(mean, dispersion)
    p_value = p_value_of(observed, mean, dispersion, direction)
    known = np.stack([mean, lower, upper, dispersion, p_value])
    expected, low, high, spread, rarity = np.where(is_looked_at, known, np.nan)
    return Look(observed, expected, low, high, spread, rarity, chosen)


def scatter_of(history: DayHistory, profile: Profile, days: slice, mean: FloatArray) -> FloatArray:
    """Return the moderated dispersion [S] of a sum of these weekdays."""
    single = days.stop - days.start == 1
    groups = [slice(day, day + 1) for day in range(WEEKDAYS)] if single else [days]
    errors = [squared_errors(history, profile, group) for group in groups]
    squares = np.add.reduce([(weight * square).sum(1) for square, weight in errors])
    counted = np.add.reduce([(weight > 0).sum(1) for _, weight in errors]).astype(float)
    fitted = WEEKDAYS - 1 if single else int(days.stop < WEEKDAYS)  # numbers of the shape
    own = squares / np.maximum(counted - fitted, 1.0)
    independent = counted * INDEPENDENT_DAYS / WEEKDAYS if single else counted - fitted
    degrees = np.maximum(independent, 1.0)
    return at_least_on_average(moderate(own, degrees, mean), own, degrees)


def squared_errors(
    history: DayHistory, profile: Profile, days: slice
) -> tuple[FloatArray, FloatArray]:
    """Return each past week's squared error over its variance [S, W - 1] in these days, and its weight."""
    weights = profile.weights[:, :, days]
    contacts = np.where(weights > 0, history.counts[:, :-1, days], 0.0).sum(2)
    units = np.where(weights > 0, profile.units[:, :-1, days], 0.0).sum(2)
    levels = profile.levels
    mean = levels.rate[:, :-1] * units
    variance = np.maximum(mean + levels.unit_variance[:, :-1] * units**2, NOTHING)
    is_known = (units > 0) & (levels.weeks_behind[:, :-1] >= WEEKS_BEFORE_FIRST_ERROR)
    return (contacts - mean) ** 2 / variance, np.where(is_known, weights.max(2), 0.0)


def at_least_on_average(moderated: FloatArray, own: FloatArray, degrees: FloatArray) -> FloatArray:
    """Lift the moderated dispersions together to the mean of those seen.

    Moderation compares logarithms, and those of rare contacts in bunches lie far below their mean.
    """
    if len(own) < SERIES_FOR_MEAN:
        return moderated
    lift = float((degrees * own).sum() / (degrees * moderated).sum())
    lifted: FloatArray = moderated * min(max(lift, 1.0), LARGEST_LIFT)
    return lifted


def shape_variance(contacts: FloatArray, chosen: BoolArray) -> FloatArray:
    """Return the relative variance [S], per unit of dispersion, of the share of the chosen weekdays."""
    behind = np.where(chosen, contacts, 0.0).sum(1)
    whole = np.maximum(contacts.sum(1), NOTHING)
    return np.where(behind > 0, 1 / np.maximum(behind, NOTHING) - 1 / whole, 0.0)


def p_value_of(
    observed: FloatArray, mean: FloatArray, dispersion: FloatArray, direction: Direction
) -> FloatArray:
    """Return the tail of rises or of falls, or twice the smaller of both."""
    rise = mid_p(observed, mean, dispersion)
    fall = np.maximum(1 - rise, SMALLEST_P)
    either = np.minimum(2 * np.minimum(rise, fall), 1.0)
    return np.asarray({"up": rise, "down": fall, "both": either}[direction])


def enough_days(history: DayHistory) -> BoolArray:
    """Tell which series [S] have the weeks behind them that a profile needs."""
    weeks = (history.ordinary[:, :-1].any(2)).sum(1)
    return np.asarray(weeks >= WEEKS_FOR_PROFILE)
