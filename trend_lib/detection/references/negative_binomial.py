"""The negative binomial by moments: this week against the mean and the scatter of the last weeks.

Question: is this week above what the recent level and its own scatter allow?
Assumption: the level stands still over the window (a year unless told otherwise); counts are negative binomial.
Formula: m = contacts / exposure over the window times this week's exposure; phi = mean of (y - m)^2 / m over the window, at
least 1; p = P(Y >= y), Y of mean m and variance phi m, its size m / (phi - 1); alarm above the 1 - alpha quantile.
Source: Johnson, Kemp & Kotz 2005, chapter 5 (estimation by moments). Units: contacts, weeks.
Wrong with season and trend, which it takes for scatter, and after an outbreak in the window, which hides the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.references.counts import Counted, count_forecast
from trend_lib.detection.references.expectation import exposure_of
from trend_lib.detection.references.recent import window_before

if TYPE_CHECKING:
    from trend_lib.detection.history import History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.reference import ReferenceForecast


def negative_binomial(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Compare with the weeks before."""
    del calendar  # no season
    columns = slice(-options.baseline_weeks - 1, -1)
    known = history.usable[:, columns]
    counts = np.where(known, history.counts[:, columns], 0.0)
    exposure = np.where(known, exposure_of(history, options)[:, columns], 0.0)
    rate = counts.sum(1) / np.maximum(exposure.sum(1), 1e-300)
    mean = np.maximum(rate[:, None] * exposure, 1e-300)
    squares = np.where(known, (counts - mean) ** 2 / mean, 0.0).sum(1)
    phi = np.maximum(squares / np.maximum(known.sum(1) - 1, 1), 1)
    able = window_before(history, options.baseline_weeks).is_long_enough
    return count_forecast(history, Counted(rate, phi, able), options.alpha)
