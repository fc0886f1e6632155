"""Judge the replayed weeks again with the planted rises in them, and note when each is caught.

A world is judged as a whole, by the same function as the room uses: so a planted rise stands in
the next weeks' looks at several weeks and, once the guard weeks are over, in baselines, as a real one
would. Each topic rises once in a world, so in a replay of half a year a tenth of the topics rises
at a time. That keeps the two things honest in which series are not judged alone: the correction
is shared, and the more rises at once the easier each is caught; and each series' dispersion is
moderated by the others'. In a replay of few weeks more rise at a time, and more are caught.
A rise is caught by the first alarm on its topic as a whole or on any slice of it: that opens
the topic's episode.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.assessment import assess_week
from trend_lib.detection.backtest.planting import lasting
from trend_lib.detection.backtest.replay import NO_ALARM, alarmed_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.detection.backtest.planting import Planting
    from trend_lib.detection.backtest.replay import Replayed, Settings, Step
    from trend_lib.detection.history import FloatArray
    from trend_lib.detection.series_history import WeekHistory

Worlds = list[list["Planting"]]


def catch(
    read: Callable[[Week], WeekHistory | None],
    replayed: Sequence[Replayed],
    worlds: Worlds,
    settings: Settings,
    step: Step,
) -> FloatArray:
    """Return the largest alarming excess [planting, week of its life, rate] of each planting.

    Plantings are numbered through all worlds; NO_ALARM where it did not alarm.
    """
    firsts = np.cumsum([0, *(len(world) for world in worlds)])
    shape = (int(firsts[-1]), lasting(replayed), len(settings.rates))
    caught = np.full(shape, NO_ALARM)
    for at, one in enumerate(replayed):
        known = read(one.week)
        for first, world in zip(firsts, worlds, strict=False):
            rising = [n for n, each in enumerate(world) if 0 <= at - each.start < shape[1]]
            if known is not None and rising:
                raised = raise_counts(known, one, world)
                alarmed = alarmed_topics(assess_week(raised, settings.config), settings)
                for number in rising:
                    topic = int(np.searchsorted(alarmed.topics, world[number].topic_id))
                    life = at - world[number].start
                    caught[first + number, life] = alarmed.largest_excess[:, topic]
        step(str(one.week))
    return caught


def raise_counts(known: WeekHistory, one: Replayed, world: list[Planting]) -> WeekHistory:
    """Return a week's history with those of a world's rises in it that do not lie after it.

    A slice that the week does not list (a topic by a kind that is not counted) gets nothing.
    """
    counts, customers = known.history.counts.copy(), known.customers.copy()
    last = counts.shape[1] - 1
    for planting in world:
        for risen, extra in planting.extra.items():
            column = last + (risen.start - one.week.start).days // 7
            if 0 <= column <= last:
                listed = [
                    (one.numbers[key], more) for key, more in extra.items() if key in one.numbers
                ]
                rows, contacts = map(list, zip(*listed, strict=True))
                counts[rows, column] += contacts
                customers[rows, column] += contacts
    series = replace(known.series, observed=counts[:, -1])
    history = replace(known.history, counts=counts)
    return replace(known, series=series, history=history, customers=customers)
