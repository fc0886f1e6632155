"""Novelty test, for topics never or hardly ever seen before.

Question: nobody wrote about this; is it chance that several do now?
Assumption: contacts come singly (Poisson) at a constant unknown rate, of which nothing is known
but the weeks behind us: Jeffreys' prior, Gamma(1/2, 0).
Formula: after s contacts in n weeks (of this week's exposure) the next week is negative binomial
with size s + 1/2 and mean (s + 1/2) / (n + 1/2); half a week is lent, so that it has a mean
from the start. After 26 empty weeks P(2 or more) = .0005. The plain tail, not the mid-p: it is
the cautious one. Source: Gelman et al., Bayesian Data Analysis, 2.6.
Wrong when contacts of one cause come in bunches (ten calls about one street).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.history import Forecast, padded_weeks
from trend_lib.detection.level import LONGEST_GUARD
from trend_lib.detection.tail import normal_range, tail_at_least

if TYPE_CHECKING:
    from trend_lib.detection.history import History

HALF = 0.5


def forecast_novelty(history: History, guard_weeks: int) -> Forecast:
    """Return the novelty forecast of all series."""
    baseline = history.baseline(min(guard_weeks, LONGEST_GUARD))
    weeks = np.where(baseline, history.relative_exposure(), 0.0).sum(1)
    contacts = np.where(baseline, history.counts, 0.0).sum(1)
    expected = (contacts + HALF) / (weeks + HALF)
    dispersion = 1 + 1 / (weeks + HALF)
    lower, upper = normal_range(expected, dispersion)
    p_value = tail_at_least(history.counts[:, -1], expected, dispersion)
    return replace(
        Forecast.unknown(len(expected)),
        expected=expected,
        lower=lower,
        upper=upper,
        dispersion=dispersion,
        p_value=p_value,
        p_looks=padded_weeks(p_value[:, None]),
        p_spike=p_value,
        method=np.full(len(expected), "novelty", dtype="<U8"),
    )
