"""Farrington Flexible: the regression that public-health agencies run on weekly counts.

Question: is this week above what the same weeks of earlier years, the weeks between them and the trend
lead us to expect?
Assumption: the mean is one level for each of P periods of the year times a trend; quasi-Poisson.
Formula: the mean by `expectation.py`, the bound by `threshold.py`. The score is (y - m) / (upper - m) for `delta`; for the
other two R puts log m for m, and so do we. Nothing is said, as in R, of series with fewer than `limit` contacts
in their last weeks, nor where zeros alone keep the regression or `muan` from coming to an end.
Source: Noufaily et al. 2013, Statistics in Medicine 32:1206; Salmon, Schumacher & Hoehle 2016, Journal of
Statistical Software 70(10). The digits are those of R's `surveillance` 1.20.3. There, once weights are used,
the variance of the coefficients (trend's test, `delta`, `muan`) goes by a dispersion in which the weights stand where
the working weights should; we follow.
Units: contacts, weeks. Wrong after a lasting change of level, and in the first years (it needs `years_back` of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.references.expectation import Expecting, enough_contacts
from trend_lib.detection.references.look_back import Reach, look_back
from trend_lib.detection.references.reference import TESTED, TOO_FEW, ReferenceForecast
from trend_lib.detection.references.threshold import Bounds, count_bounds, delta_bounds

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, History
    from trend_lib.detection.references.expectation import Expectation
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.quasi_poisson import Baseline, Regression


def farrington_flexible(
    history: History, calendar: Calendar, options: Options
) -> ReferenceForecast:
    """Return the forecast of all series."""
    reach = Reach(options.years_back, options.half_window, options.periods, options.exclude_weeks)
    past = look_back(calendar, history.counts.shape[1] - 1, reach)

    def judge(part: History, expected: Expectation) -> ReferenceForecast:
        return _judge(part, expected, options)

    carried = _mixed_dispersion if options.reweight else _own_dispersion
    return Expecting(past, options, carried).in_blocks(history, judge)


def _own_dispersion(fit: Regression, baseline: Baseline, weights: FloatArray) -> FloatArray:
    """Return the fit's own dispersion."""
    del weights  # there are none
    return fit.dispersion(baseline)


def _mixed_dispersion(fit: Regression, baseline: Baseline, weights: FloatArray) -> FloatArray:
    """Return the dispersion in which the weights stand where the working weights should."""
    return fit.dispersion(baseline, weights)


def _judge(history: History, expected: Expectation, options: Options) -> ReferenceForecast:
    observed, ends = history.counts[:, -1], expected.is_settled
    bounds = _bounds(observed, expected, options)
    is_said = ends & enough_contacts(history, options.limit) & ~np.isnan(bounds.upper)
    centre = expected.mean if options.threshold == "delta" else np.log(expected.mean)
    with np.errstate(divide="ignore", invalid="ignore"):  # a bound may lie on its centre
        score = (observed - centre) / (bounds.upper - centre)
    return ReferenceForecast(
        expected=np.select([~ends, is_said], [0.0, expected.mean], np.nan),
        lower=np.where(is_said, bounds.lower, np.nan),
        upper=np.where(is_said, bounds.upper, np.nan),
        p_value=np.where(ends, bounds.p_value, np.nan),
        phi=np.where(ends, expected.phi, np.nan),
        score=np.where(ends, score, np.nan),
        trend=np.where(ends, expected.has_trend, np.nan),
        is_alarm=is_said & (observed > bounds.upper),
        status=np.where(is_said, TESTED, TOO_FEW),
    )


def _bounds(observed: FloatArray, expected: Expectation, options: Options) -> Bounds:
    """Return the bounds by the chosen reading."""
    mean, phi, alpha = expected.mean, expected.phi, options.alpha
    log_variance = expected.unit_variance * expected.carried
    if options.threshold == "delta":
        spread = phi * mean + mean**2 * log_variance
        return delta_bounds(observed, mean, spread, alpha, options.exponent)
    if options.threshold == "muan":
        raised = -special.ndtri(alpha) * np.sqrt(log_variance)
        mean = np.exp(np.minimum(np.log(mean) + raised, np.log(np.finfo(float).max)))
    return count_bounds(observed, mean, phi, alpha)
