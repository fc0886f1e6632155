"""From a fitted baseline to a forecast: the same tail for every method that fits a mean.

Question: how often would a normal week be at least as high as this one?
Formula: the mean M of the one-week and of the two-week sum, dispersion
phi (1 + v / M), where phi is the moderated dispersion and phi v the variance of M itself; a mid-p
of each, with Student's tails for phi's own uncertainty (`tail.py`). Both looks become one p-value by their weighted harmonic mean 1 / (.1 / p1 + .9 / p2)
(Wilson 2019, PNAS 116:1195), which needs no independence of the looks: they share a week.
Most outbreaks last two weeks, so the sum weighs more; a spike of one week pays for that a p of at
most 10 times its own. With equal weights 2 of 100 outbreaks fewer were found.
In a week that is not above its expectation the sum's p counts as 1, so that last week's rise is
not told twice.
What is not known of a holiday's or an event's effect adds to the variance of M (`known_days.py`).
Wrong when weeks hang together beyond the fitted mean: then p is too small.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.dispersion import scatter_of
from trend_lib.detection.history import Forecast
from trend_lib.detection.tail import mid_p, normal_range, students_tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.detection.history import Fit, FloatArray, History

WEIGHTS_OF_LOOKS = (0.1, 0.9)  # this week alone; with last week


def forecast_from_fit(history: History, fit: Fit, method: str) -> Forecast:
    """Return the forecast of all series of one method."""
    scatter = scatter_of(fit)
    own = scatter.dispersion[:, None]
    of_calendar = calendar_variance(history, fit.mean) * fit.mean**2
    unit_variance = fit.unit_variance + of_calendar / own
    dispersion = own * (1 + unit_variance / fit.mean)
    observed = history.counts[:, -1]
    both = observed + history.counts[:, -2]
    looks = mid_p(np.stack([observed, both], axis=1), fit.mean, dispersion)
    p_one_week, p_two_weeks = students_tail(looks, scatter.degrees).T
    looks_twice = fit.counts_two_weeks & history.usable[:, -2]
    rises = observed > fit.mean[:, 0]
    of_sum = np.where(rises, p_two_weeks, 1.0)
    p_value = np.where(looks_twice, harmonic_p(WEIGHTS_OF_LOOKS, (p_one_week, of_sum)), p_one_week)
    lower, upper = normal_range(fit.mean[:, 0], dispersion[:, 0], scatter.degrees)
    return replace(
        Forecast.unknown(len(observed)),
        expected=fit.mean[:, 0],
        lower=lower,
        upper=upper,
        dispersion=dispersion[:, 0],
        p_value=p_value,
        method=np.full(len(observed), method, dtype="<U8"),
        p_one_week=p_one_week,
        p_two_weeks=np.where(looks_twice & rises, p_two_weeks, np.nan),
        expected_two_weeks=np.where(looks_twice, fit.mean[:, 1], np.nan),
        dispersion_two_weeks=np.where(looks_twice, dispersion[:, 1], np.nan),
        p_spike=p_value,
        own_dispersion=fit.dispersion,
        own_degrees=scatter.own_degrees,
        prior_dispersion=scatter.prior_dispersion,
        prior_degrees=scatter.prior_degrees,
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


def harmonic_p(weights: Sequence[float], p_values: Sequence[FloatArray]) -> FloatArray:
    """Return the weighted harmonic mean [S] of p-values above 0; the weights add up to 1."""
    terms = [weight / p_value for weight, p_value in zip(weights, p_values, strict=True)]
    return np.minimum(1 / np.asarray(np.sum(terms, axis=0), dtype=float), 1.0)
