"""How precise alarms are, as people marked them: the share of useful ones, and how far that is known."""

from __future__ import annotations

from typing import NamedTuple

from scipy import stats


class Precision(NamedTuple):
    """A share with its 95 % interval."""

    share: float
    lower: float
    upper: float


def precision_of(useful: int, false_alarms: int) -> Precision | None:
    """Return the share of useful alarms with Wilson's interval; nothing where nobody judged one."""
    judged = useful + false_alarms
    if not judged:
        return None
    interval = stats.binomtest(useful, judged).proportion_ci(method="wilson")
    return Precision(useful / judged, float(interval.low), float(interval.high))
