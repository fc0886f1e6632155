"""The z-score of dashboards: this week against the mean and deviation of the last weeks.

Question: is this week further above the recent mean than normal weeks stray?
Assumption: the level stands still over the window (a year unless told otherwise); counts are normal.
Formula: z = (y - mean) / deviation; p = 1 - Phi(z); the alpha of .00135 is three deviations.
Source: Shewhart 1931, as in every dashboard. Units: contacts, weeks. Wrong with season, trend, few contacts, and
after an outbreak in the window, which widens the deviation and so hides the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.detection.references.recent import normal_forecast, window_before

if TYPE_CHECKING:
    from trend_lib.detection.history import History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.reference import ReferenceForecast


def z_score(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Compare with the weeks before."""
    del calendar  # no season
    return normal_forecast(history, window_before(history, options.baseline_weeks), options.alpha)
