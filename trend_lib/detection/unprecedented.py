"""Alarms for size: a topic too young to say how rare its week is, and the week beyond all that was seen.

Question: of a series with less than a year of history, is this week out of all proportion to its past?
Rule: at least `TIMES` its highest week so far, and `unprecedented_by` contacts more than that; earlier weeks at this
week's exposure and calendar. Weeks that alarmed before do not count, lest a rise that goes on be told as over; unless six of
eight did, which is a level (`past_alarms.py`). Whole topics only, rises only, and not if they are mostly the same customers again.
Why: few weeks say badly how much a series scatters, and a topic that surged before passes for one that often does. A surge to
five times the expected, after eight weeks of 1 to 82 contacts, has p = .09 by the level test and .02 by a negative binomial of
which nothing is known beforehand: over any limit that many looks leave. Who answers for a desk wants to be told all the same.
Promise: none of a rate. p and q stay what they are, the alarm is graded `unprecedented` and counted apart from those that
a false-discovery rate is promised of. `benchmarks/unprecedented.py` measures how often quiet weeks are so high.
Source: a rule of size beside the statistical one, as notification rules of surveillance have; the factor and the 50
contacts are ours.
Shapes: all [S].
Wrong when a series has bunches by nature (a mailing, a storm): each new record of that kind is told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, History

TIMES = 2.0  # its highest week so far


def highest_before(history: History) -> FloatArray:
    """Return each series' highest ordinary week [S] before the one under test, at this week's exposure."""
    is_ordinary = history.usable if history.trust is None else history.usable & (history.trust >= 1)
    rates = history.counts[:, :-1] / history.relative_exposure()[:, :-1]
    return np.asarray(np.max(np.where(is_ordinary[:, :-1], rates, 0.0), axis=1, initial=0.0))


def is_unprecedented(observed: FloatArray, highest: FloatArray, by: float) -> BoolArray:
    """Return which series [S] went beyond all that was seen; `highest` is NaN where the rule does not hold.

    Args:
        observed: Contacts of the week.
        highest: Of any week before (`highest_before`), of series under a year old.
        by: How many contacts more it takes; 0: no series ever does.
    """
    is_far: BoolArray = (observed >= TIMES * highest) & (observed - highest >= by)
    return is_far & (by > 0)
