"""The Poisson test against the same weeks of last year.

Question: is this week above the mean of the same weeks of the last year or years?
Assumption: season repeats, nothing grows, and counts vary no more than Poisson's.
Formula: m = contacts / exposure over the weeks within `half_window` of the same week, `years_back` years back, times
this week's exposure; p = P(Y >= y), Y Poisson of mean m; alarm above the 1 - alpha quantile.
Source: Stroup, Williamson, Herndon & Karon 1989 compare in this way; the test is Poisson's own. Units: contacts, weeks.
Wrong wherever counts are overdispersed, as complaints are: then it alarms far too often; and it takes growth for a rise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.references.counts import Counted, count_forecast
from trend_lib.detection.references.expectation import exposure_of
from trend_lib.detection.references.look_back import Reach, look_back

if TYPE_CHECKING:
    from trend_lib.detection.history import History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.reference import ReferenceForecast


def poisson(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Compare with the same weeks of earlier years."""
    reach = Reach(options.years_back, options.half_window, 1, options.half_window)
    past = look_back(calendar, history.counts.shape[1] - 1, reach)
    known = history.usable[:, past.columns]
    counts = np.where(known, history.counts[:, past.columns], 0.0)
    exposure = np.where(known, exposure_of(history, options)[:, past.columns], 0.0)
    has_begun = (past.oldest_reference >= 0) & (history.usable.argmax(1) <= past.oldest_reference)
    mean = counts.sum(1) / np.maximum(exposure.sum(1), 1e-300)
    return count_forecast(
        history, Counted(mean, np.ones(len(mean)), has_begun & known.any(1)), options.alpha
    )
