"""From a fitted baseline to a forecast: the same tail for every method that fits a mean.

Question: how often would a normal week be at least as high as this one?
Formula: the mean M of the one-week and of the two-week sum, dispersion
phi (1 + v / M), where phi is the moderated dispersion and phi v the variance of M itself;
p = 1.45 times the smaller mid-p. 1.45 and not 2, because the two sums share a week: it was
measured on quiet series. The two-week sum counts only in a week that is itself above its
expectation, so that last week's rise is not told twice.
What is not known of a holiday's or an event's effect adds to the variance of M (`known_days.py`).
Wrong when weeks hang together beyond the fitted mean: then p is too small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.dispersion import moderate, prior_of
from trend_lib.detection.history import Forecast
from trend_lib.detection.tail import mid_p, normal_range

if TYPE_CHECKING:
    from trend_lib.detection.history import Fit, FloatArray, History

PRICE_OF_TWO_LOOKS = 1.45


def forecast_from_fit(history: History, fit: Fit, method: str) -> Forecast:
    """Return the forecast of all series of one method."""
    own = moderate(fit.dispersion, fit.degrees, fit.mean[:, 0])
    of_calendar = calendar_variance(history, fit.mean) * fit.mean**2
    unit_variance = fit.unit_variance + of_calendar / own[:, None]
    dispersion = own[:, None] * (1 + unit_variance / fit.mean)
    observed = history.counts[:, -1]
    both = observed + history.counts[:, -2]
    p_one_week = mid_p(observed, fit.mean[:, 0], dispersion[:, 0])
    p_two_weeks = mid_p(both, fit.mean[:, 1], dispersion[:, 1])
    looks_twice = fit.counts_two_weeks & history.usable[:, -2]
    rises = observed > fit.mean[:, 0]
    smaller = np.where(rises, np.minimum(p_one_week, p_two_weeks), p_one_week)
    lower, upper = normal_range(fit.mean[:, 0], dispersion[:, 0])
    prior_dispersion, prior_degrees = prior_of(fit.dispersion, fit.degrees, fit.mean[:, 0])
    return Forecast(
        expected=fit.mean[:, 0],
        lower=lower,
        upper=upper,
        dispersion=dispersion[:, 0],
        p_value=np.where(looks_twice, np.minimum(PRICE_OF_TWO_LOOKS * smaller, 1), p_one_week),
        method=np.full(len(observed), method, dtype="<U8"),
        p_one_week=p_one_week,
        p_two_weeks=np.where(looks_twice & rises, p_two_weeks, np.nan),
        expected_two_weeks=np.where(looks_twice, fit.mean[:, 1], np.nan),
        dispersion_two_weeks=np.where(looks_twice, dispersion[:, 1], np.nan),
        own_dispersion=fit.dispersion,
        own_degrees=fit.degrees,
        prior_dispersion=prior_dispersion,
        prior_degrees=np.full(len(observed), prior_degrees),
        fit_variance=unit_variance[:, 0],
        fit_variance_two_weeks=unit_variance[:, 1],
    )


def calendar_variance(history: History, mean: FloatArray) -> FloatArray:
    """Return the squared relative error [S, 2] that the calendar brings to both means."""
    if history.calendar_doubt is None:
        return np.zeros_like(mean)
    last_week = (mean[:, 1] - mean[:, 0]) ** 2 * history.calendar_doubt[:, 1]
    this_week = mean[:, 0] ** 2 * history.calendar_doubt[:, 0]
    both = (this_week + last_week) / mean[:, 1] ** 2
    return np.stack([history.calendar_doubt[:, 0], both], axis=1)
