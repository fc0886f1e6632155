"""What other settings would have told, and which of them keep to a number of alarms a week.

Question: people can look at so many alarms a week; which settings spend them best?
Method: every pair of a false discovery rate and a smallest excess is tried on the replayed weeks
(how many topics would have alarmed) and on the planted rises (what share would have been caught).
Of the pairs within the budget on average, the one that catches most; of equals the strictest.
Wrong where the next weeks are louder than the replayed ones, and where the share caught of the
planted sizes is not what one cares for: the settings of a large provider may rise with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.backtest.planting import ALL_CONTACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.detection.backtest.replay import Alarmed, Replayed, Settings
    from trend_lib.detection.history import BoolArray, FloatArray

MOST_EXPLAINED = 2.0  # all contacts are told of where topics hold less than half of their excess


@dataclass(frozen=True, slots=True)
class Tried:
    """All pairs of settings: F rates by E floors."""

    settings: Settings
    alarms: FloatArray  # [weeks, F, E] topics that would have alarmed
    caught: BoolArray  # [plantings, weeks of life, F, E]

    @property
    def alarms_a_week(self) -> FloatArray:
        """Mean topics with an alarm [F, E]."""
        return np.asarray(self.alarms.mean(0))

    @property
    def caught_share(self) -> FloatArray:
        """Share of the planted rises that any week of theirs caught [F, E]."""
        if not len(self.caught):
            return np.zeros(self.alarms.shape[1:])
        return np.asarray(self.caught.any(1).mean(0))


def try_settings(
    replayed: Sequence[Replayed], largest_excess: FloatArray, settings: Settings
) -> Tried:
    """Return what each pair of settings would have told; `largest_excess` is of the plantings."""
    floors = np.array(settings.floors)
    tested = [one for one in replayed if one.was_tested]
    alarms = [
        [topics_told(one.alarmed, floor) for floor in settings.floors] for one in tested
    ]  # [weeks][E][F]
    shape = (len(tested), len(settings.floors), len(settings.rates))
    by_week = np.array(alarms, dtype=float).reshape(shape).transpose(0, 2, 1)
    return Tried(settings, by_week, np.asarray(largest_excess[..., None] >= floors))


def topics_told(alarmed: Alarmed, floor: float) -> FloatArray:
    """Return how many topics [F] open or continue an episode, by the rule of `episodes`.

    All contacts count only where the alarming topics hold less than half of their excess.
    """
    is_alarm = alarmed.is_alarm(floor)
    is_topic = alarmed.topics != ALL_CONTACTS
    told = np.asarray(is_alarm[:, is_topic].sum(1), dtype=float)
    if is_topic.all():
        return told
    own = np.nan_to_num(alarmed.own_excess)
    explained = np.where(is_alarm[:, is_topic], own[is_topic], 0.0).sum(1)
    is_left = (told == 0) | (own[~is_topic][0] > MOST_EXPLAINED * explained)
    return np.asarray(told + (is_alarm[:, ~is_topic][:, 0] & is_left))


@dataclass(frozen=True, slots=True)
class MarkedRise:
    """An alarm that people judged, with the weeks in which it alarmed."""

    topic_id: int
    first: Week
    last: Week
    mark: str  # useful | false_alarm


def still_told(replayed: Sequence[Replayed], marked: MarkedRise, settings: Settings) -> BoolArray:
    """Return under which pairs of settings [F, E] a marked topic alarms in any of its weeks."""
    told = np.zeros((len(settings.rates), len(settings.floors)), dtype=bool)
    for one in replayed:
        if marked.first <= one.week <= marked.last:
            own = one.alarmed.topics == marked.topic_id
            for column, floor in enumerate(settings.floors):
                told[:, column] |= one.alarmed.is_alarm(floor)[:, own].any(1)
    return told


def choose(tried: Tried, budget: float) -> tuple[int, int] | None:
    """Return the pair within the budget that catches most; None where even the strictest is over."""
    if not len(tried.alarms):
        return None
    alarms, caught = tried.alarms_a_week, tried.caught_share
    pairs = [tuple(map(int, pair)) for pair in np.argwhere(alarms <= budget)]
    best = max(
        pairs,
        key=lambda pair: (round(float(caught[pair]), 9), -pair[0], pair[1]),
        default=None,
    )
    return None if best is None else (best[0], best[1])
