"""Novelty test on a running week, for topics never or hardly ever seen before.

Question: nobody wrote about this; is it chance that several do since Monday?
Assumption: contacts come singly (Poisson) at a constant unknown rate; the days of a week weigh as those of all
contacts together do.
Formula: that of `novelty.py`, for a part f of a week: after s contacts in n weeks the days so far
are negative binomial with size s + 1/2 and mean f (s + 1/2) / (n + 1/2). The plain tail P(count >= observed).
Source: Gelman et al., Bayesian Data Analysis, 2.6. Shapes: answers [S]; unit: contacts.
Wrong when contacts of one cause come in bunches (ten calls about one street).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.day_forecast import DayForecast, Look
from trend_lib.detection.day_history import WEEKDAYS
from trend_lib.detection.day_profile import GUARD_WEEKS
from trend_lib.detection.tail import normal_range, tail_at_least

if TYPE_CHECKING:
    from trend_lib.detection.day_history import DayHistory
    from trend_lib.detection.history import FloatArray

HALF = 0.5


def forecast_new(history: DayHistory, shape: FloatArray) -> DayForecast:
    """Return the novelty forecast of all series; `shape` [7], mean 1, is that of all contacts together."""
    past = history.usable[:, : -1 - GUARD_WEEKS]
    weeks = (past.sum(2) / WEEKDAYS).sum(1)
    contacts = np.where(past, history.counts[:, : -1 - GUARD_WEEKS], 0.0).sum((1, 2))
    looks = [
        _look(history, shape, contacts, weeks, slice(first, history.weekday + 1))
        for first in (history.weekday, 0)
    ]
    p_value = np.where(history.usable[:, -1, history.weekday], looks[1].p_value, np.nan)
    return DayForecast(looks[0], looks[1], p_value, np.zeros(len(p_value), dtype=bool))


def _look(
    history: DayHistory, shape: FloatArray, contacts: FloatArray, weeks: FloatArray, days: slice
) -> Look:
    """Compare the sum of some days with what so few contacts foretell."""
    chosen = history.running(days)
    part = np.maximum((chosen * shape).sum(1) / WEEKDAYS, 1e-6)
    expected = part * (contacts + HALF) / (weeks + HALF)
    dispersion = 1 + part / (weeks + HALF)
    observed = np.where(chosen, history.counts[:, -1], 0.0).sum(1)
    lower, upper = normal_range(expected, dispersion)
    p_value = tail_at_least(observed, expected, dispersion)
    return Look(observed, expected, lower, upper, dispersion, p_value, chosen)
