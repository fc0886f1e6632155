"""From a fitted baseline to a forecast: the same tail for every method that fits a mean.

Question: how often would a normal week be at least as high as this one?
Formula: the mean M of each of the newest weeks, dispersion phi (1 + v / M), where phi is the moderated
dispersion and phi v the variance of M itself; a mid-p of each, with Student's tails for phi's own
uncertainty (`tail.py`); then the looks at this week and at several together (`looks.py`).
What is not known of a holiday's or an event's effect adds to the variance of M (`known_days.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.dispersion import scatter_of
from trend_lib.detection.history import Forecast, newest_first, newest_usable, padded_weeks
from trend_lib.detection.looks import NewestWeeks, p_of_all_looks, p_of_looks
from trend_lib.detection.tail import SMALLEST_MEAN, mid_p, normal_range, students_tail

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, Fit, FloatArray, History


def forecast_from_fit(history: History, fit: Fit, method: str) -> Forecast:
    """Return the forecast of all series of one method, whose fit is of the newest K weeks."""
    scatter = scatter_of(fit)
    own, mean = scatter.dispersion[:, None], np.maximum(fit.mean, SMALLEST_MEAN)
    unit_variance = fit.unit_variance + calendar_variance(history, mean) / own
    dispersion = own * (1 + unit_variance / mean)
    looked_at = looked_at_together(history, fit)
    counts = np.where(looked_at, newest_first(history.counts, mean.shape[1]), 0.0)
    p_weeks = students_tail(mid_p(counts, mean, dispersion), scatter.degrees)
    newest = NewestWeeks(p_weeks, unit_variance / (mean + unit_variance), looked_at)
    p_looks = p_of_looks(newest, counts[:, 0] > mean[:, 0])
    p_value = p_of_all_looks(p_looks, looked_at)
    lower, upper = normal_range(mean[:, 0], dispersion[:, 0], scatter.degrees)
    told = (np.where(looked_at, one, np.nan) for one in (mean, dispersion, unit_variance, p_weeks))
    of_weeks = [padded_weeks(one) for one in told]
    return replace(
        Forecast.unknown(len(counts)),
        expected=mean[:, 0],
        lower=lower,
        upper=upper,
        dispersion=dispersion[:, 0],
        p_value=p_value,
        method=np.full(len(counts), method, dtype="<U8"),
        p_looks=padded_weeks(p_looks),
        expected_weeks=of_weeks[0],
        dispersion_weeks=of_weeks[1],
        fit_variance_weeks=of_weeks[2],
        p_weeks=of_weeks[3],
        p_spike=p_value,
        own_dispersion=fit.dispersion,
        own_degrees=scatter.own_degrees,
        prior_dispersion=scatter.prior_dispersion,
        prior_degrees=scatter.prior_degrees,
        fit_variance=unit_variance[:, 0],
        wave_deviations=fit.wave_deviations,
        wave_doubts=fit.wave_doubts,
        season=fit.season,
    )


def looked_at_together(history: History, fit: Fit) -> BoolArray:
    """Return which of the newest weeks [S, K] are looked at: whole, and so all newer ones."""
    usable = newest_usable(history, fit.mean.shape[1])
    usable[:, 1:] &= fit.looks_back[:, None]
    looked_at: BoolArray = np.logical_and.accumulate(usable, axis=1)
    return looked_at


def calendar_variance(history: History, mean: FloatArray) -> FloatArray:
    """Return the variance [S, K] that the calendar brings to the means of the newest weeks."""
    if history.calendar_doubt is None:
        return np.zeros_like(mean)
    return mean**2 * history.calendar_doubt[:, : mean.shape[1]]
