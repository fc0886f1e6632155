"""Farrington's method of 1996, the classic.

Question: is this week above what the same weeks of earlier years and the trend lead us to expect?
Assumption: the weeks around the same week of each year have one mean up to a trend; quasi-Poisson.
Formula: the mean by `expectation.py` with one period, past outbreaks weighed down from a residual of 1 on; the bound
by `threshold.py`, `delta`, at alpha / 2 on each side. Fewer than `limit` contacts in the last weeks: upper 0, no
alarm, as R's `algo.farrington` has it.
Source: Farrington, Andrews, Beale & Catchpole 1996, Journal of the Royal Statistical Society A 159:547. p is one-sided.
Units: contacts, weeks. Wrong where weights of 1 / s^2 from s = 1 on cut what was normal: it alarms too often
(Noufaily et al. 2013), and after a lasting change of level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.references.expectation import Expecting, enough_contacts
from trend_lib.detection.references.look_back import Reach, look_back
from trend_lib.detection.references.reference import TESTED, TOO_FEW, ReferenceForecast
from trend_lib.detection.references.threshold import delta_bounds

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, History
    from trend_lib.detection.references.expectation import Expectation
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.quasi_poisson import Baseline, Regression


def farrington(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Return the forecast of all series."""
    only_windows = options.model_copy(update={"periods": 1})
    reach = Reach(options.years_back, options.half_window, 1, options.half_window)
    past = look_back(calendar, history.counts.shape[1] - 1, reach)

    def judge(part: History, expected: Expectation) -> ReferenceForecast:
        return _judge(part, expected, options)

    return Expecting(past, only_windows, _carried).in_blocks(history, judge)


def _carried(fit: Regression, baseline: Baseline, weights: FloatArray) -> FloatArray:
    """Return the fit's own dispersion."""
    del weights  # they are in the fit's working weights
    return fit.dispersion(baseline)


def _judge(history: History, expected: Expectation, options: Options) -> ReferenceForecast:
    observed, mean = history.counts[:, -1], expected.mean
    spread = expected.phi * (mean + mean**2 * expected.unit_variance)
    bounds = delta_bounds(observed, mean, spread, options.alpha / 2, options.exponent)
    has_enough = enough_contacts(history, options.limit)
    return ReferenceForecast(
        expected=mean,
        lower=bounds.lower,
        upper=np.where(has_enough, bounds.upper, 0.0),
        p_value=bounds.p_value,
        phi=expected.phi,
        score=(observed - mean) / np.maximum(bounds.upper - mean, 1e-300),
        trend=expected.has_trend.astype(float),
        is_alarm=has_enough & (observed > bounds.upper),
        status=np.where(has_enough, TESTED, TOO_FEW),
    )
