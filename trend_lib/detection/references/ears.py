"""EARS C1, C2 and C3: the week against the mean and deviation of the seven before.

Question: is this week above what the last weeks lead us to expect, where there is hardly any history?
Assumption: the level stands still for seven weeks; counts are normal.
Formula: C1 = (y - mean) / deviation over the 7 weeks before; C2 the same, two weeks further back, so that an outbreak does
not lift its own baseline at once; alarm above z(1 - alpha). C3 sums what C2 of the last weeks had above 1. In R's
`earsC` (surveillance 1.20.3), which we follow, its upper bound is y + deviation x (z(1 - alpha) - the sum over the
two weeks before), so that the tested week's own count cancels out: C3 says whether an outbreak has been going on.
Source: Hutwagner, Thompson, Seeman & Treadwell 2003, Journal of Urban Health 80:i89; Salmon, Schumacher &
Hoehle 2016. Units: contacts, weeks. Wrong for small counts (7 quiet weeks have deviation 0: one contact alarms) and in every
season's upswing. C3 of series whose deviation was 0 within the last weeks says nothing, as in R.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trend_lib.detection.references.recent import normal_forecast, normal_p, window_before
from trend_lib.detection.references.reference import TESTED, TOO_FEW, TOO_SHORT, ReferenceForecast

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.recent import Window

GUARD_WEEKS = 2  # of C2 and C3
WORTH_SUMMING = 1.0  # deviations that C3 takes for granted


def ears_c1(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Compare with the weeks just before."""
    del calendar  # no season
    window = window_before(history, options.baseline_weeks)
    return normal_forecast(history, window, options.alpha)


def ears_c2(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Compare with the weeks before the last two."""
    del calendar  # no season
    window = window_before(history, options.baseline_weeks, GUARD_WEEKS)
    return normal_forecast(history, window, options.alpha)


def ears_c3(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Sum what the two weeks before had above their own baselines."""
    del calendar  # no season
    weeks = options.baseline_weeks
    tested, *before = (window_before(history, weeks, GUARD_WEEKS, back) for back in range(3))
    carried = np.sum([_above(history, window, 1 + back) for back, window in enumerate(before)], 0)
    able = np.all([window.is_long_enough for window in (tested, *before)], axis=0)
    observed, limit = history.counts[:, -1], -special.ndtri(options.alpha)
    with np.errstate(invalid="ignore"):  # deviation 0 times infinity
        upper = np.maximum(observed + tested.deviation * (limit - carried), 0)
    says = able & ~np.isnan(upper)
    return ReferenceForecast(
        expected=np.where(able, tested.mean, np.nan),
        lower=np.full(len(observed), np.nan),
        upper=np.where(able, upper, np.nan),
        p_value=np.where(says, normal_p(carried), np.nan),
        phi=np.where(able, tested.dispersion(), np.nan),
        score=np.where(says, carried, np.nan),
        trend=np.zeros(len(observed)),
        is_alarm=says & (observed > upper),
        status=np.select([~able, ~says], [TOO_SHORT, TOO_FEW], TESTED),
    )


def _above(history: History, window: Window, back: int) -> FloatArray:
    """Return what an earlier week's C2 had above what is taken for granted; 0 of unknown weeks."""
    column = max(history.counts.shape[1] - 1 - back, 0)  # before the first nothing is summed
    above = np.maximum(window.z_score(history.counts[:, column]) - WORTH_SUMMING, 0)
    return np.where(history.usable[:, column], above, 0.0)
