"""Movers: which topics changed most from the week before, and which of the moves may be chance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report import figures
from trend_lib.report.bulletin import Mover, Movers
from trend_lib.report.words import kind_name, name_of

if TYPE_CHECKING:
    from trend_lib.report.rows import SeriesWeek
    from trend_lib.report.stored import StoredWeek

RESIDUE = 1  # contacts of no topic
NORMAL_95 = 1.959964  # 97.5% point of the normal distribution
FEWEST_CONTACTS = 10  # in both weeks together; below, the interval's approximation is poor
BAR_PIXELS = 150  # of the mail's bars, both sides together

Interval = tuple[float, float, float]  # change, lower, upper
Pair = tuple["SeriesWeek", "SeriesWeek"]


def change_interval(before: int, now: int, dispersion: float) -> Interval:
    """Return the change between two weekly counts with its 95% interval.

    Question: how far could the change lie from what is seen, by chance alone?
    Assumption: two independent quasi-Poisson counts; each count estimates its own mean, and its
    variance is `dispersion` times that mean (never below Poisson's).
    Formula: (now - before) ± 1.96 · sqrt(dispersion · (before + now)).
    Source: McCullagh and Nelder, Generalized Linear Models (1989), 6.2, for the variance;
    the difference of two independent normal approximations.
    Wrong when: fewer than about ten contacts in the two weeks together (the normal approximation
    fails), or when the weeks are not independent, such as a storm that runs over Sunday night.
    """
    change = now - before
    half_width = NORMAL_95 * math.sqrt(max(dispersion, 1.0) * (before + now))
    return change, change - half_width, change + half_width


def make_movers(stored: StoredWeek, shown: int) -> Movers:
    """Return the topics that changed most, largest rise first."""
    before_week, week = stored.weeks[-2], stored.week
    pairs = _pairs(stored)
    largest = sorted(
        pairs, key=lambda pair: (-abs(pair[1].observed - pair[0].observed), pair[1].topic_id)
    )
    chosen = sorted(
        largest[:shown], key=lambda pair: (pair[0].observed - pair[1].observed, pair[1].topic_id)
    )
    intervals = [_interval(pair) for pair in chosen]
    reach = _reach(intervals)
    return Movers(
        sentence=_sentence(stored, pairs),
        rows=tuple(_mover(pair, i, reach) for pair, i in zip(chosen, intervals, strict=True)),
        zero_x=_x(0, reach),
        before_name=figures.week_name(before_week),
        now_name=figures.week_name(week),
    )


def _pairs(stored: StoredWeek) -> list[Pair]:
    """Return the topics counted in both weeks, when both are complete enough to compare."""
    by_week = {
        week: {
            row.topic_id: row
            for row in stored.series
            if row.week_start == week and row.topic_id > RESIDUE and row.slice_dim == "all"
        }
        for week in (stored.weeks[-2].start, stored.week.start)
    }
    earlier, now = by_week.values()
    return [
        (earlier[topic], row)
        for topic, row in now.items()
        if topic in earlier
        and row.observed + earlier[topic].observed >= FEWEST_CONTACTS
        and "source_incomplete" not in (row.status, earlier[topic].status)
    ]


def _interval(pair: Pair) -> Interval:
    """Return a topic's change; its dispersion is the one its range was made with."""
    before, now = pair
    return change_interval(
        before.observed, now.observed, now.dispersion or before.dispersion or 1.0
    )


def _sentence(stored: StoredWeek, pairs: list[Pair]) -> str:
    """Say what is compared, or why nothing is."""
    before = stored.weeks[-2]
    if not pairs:
        return say(
            "Not compared: week {number} was not counted, is incomplete, or had too few contacts.",
            number=before.number,
        )
    return say(
        "Change from week {number}, with its 95% interval. Where the interval includes zero, the move "
        "may be chance.",
        number=before.number,
    )


def _reach(intervals: list[Interval]) -> tuple[float, float]:
    """Return the ends of the drawing: all intervals and zero."""
    lowest = min((low for _, low, _ in intervals), default=0.0)
    highest = max((high for _, _, high in intervals), default=0.0)
    return min(lowest, 0.0), max(highest, 1.0)


def _x(value: float, reach: tuple[float, float]) -> str:
    """Place a value between 2 and 98 percent of the width."""
    return f"{2 + 96 * (value - reach[0]) / (reach[1] - reach[0]):.2f}"


def _mover(pair: Pair, interval: Interval, reach: tuple[float, float]) -> Mover:
    """Write one row."""
    before, now = pair
    change, low, high = interval
    start, end = (
        figures.whole(BAR_PIXELS * (value - reach[0]) / (reach[1] - reach[0]))
        for value in (min(change, 0), max(change, 0))
    )
    return Mover(
        name=name_of(now.topic_name),
        kind=now.kind or "",
        kind_name=kind_name(now.kind),
        before_text=figures.count(before.observed),
        now_text=figures.count(now.observed),
        change_text=figures.signed(change),
        interval_text=say("{low} to {high}", low=figures.signed(low), high=figures.signed(high)),
        change=int(change),
        tone="worse" if low > 0 else "better" if high < 0 else "plain",
        low_x=_x(low, reach),
        high_x=_x(high, reach),
        change_x=_x(change, reach),
        bar_start=start,
        bar_width=max(end - start, 1),
    )
