"""Weeks that alarmed are doubtful witnesses of what is normal.

Question: how much may an earlier week that was an alarm weigh in a baseline?
Rule: at most a quarter, and never more than `outlier.py` gives it. But a series that alarmed in six of
eight weeks in a row has a new level rather than an outbreak: those weeks weigh in full, lest a lasting
change keep itself out of its own baseline for ever.
Wrong when an outbreak lasts two months: then it becomes normal, as it would have without this rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray

TRUST_IN_ALARMS = 0.25
LASTING, OF_WEEKS = 6, 8


def trust_in_weeks(alarmed: BoolArray) -> FloatArray:
    """Return the most that each week may weigh [S, W]."""
    return np.where(alarmed & ~is_lasting(alarmed), TRUST_IN_ALARMS, 1.0)


def is_lasting(alarmed: BoolArray) -> BoolArray:
    """Return which weeks [S, W] lie in eight weeks of which six alarmed."""
    in_last_eight = _sum_of_last(alarmed.astype(float)) >= LASTING
    in_any_eight = _sum_of_last(in_last_eight[:, ::-1].astype(float))[:, ::-1] > 0
    lasting: BoolArray = in_any_eight
    return lasting


def seems_new_level(alarmed: BoolArray, is_alarm: BoolArray) -> BoolArray:
    """Return which series [S] alarmed in six of the last eight weeks, this one included."""
    with_this_week = np.concatenate([alarmed[:, :-1], is_alarm[:, None]], axis=1)
    newest: BoolArray = with_this_week[:, -OF_WEEKS:].sum(1) >= LASTING
    return newest


def _sum_of_last(matrix: FloatArray) -> FloatArray:
    """Return the sum over each week and the seven before it."""
    sums = np.cumsum(np.pad(matrix, ((0, 0), (OF_WEEKS, 0))), axis=1)
    return np.asarray(sums[:, OF_WEEKS:] - sums[:, :-OF_WEEKS])
