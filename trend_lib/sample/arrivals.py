"""When contacts arrive, about what and from where: Poisson counts around a habit, plus the plants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.sample.arrays import Flags, Floats, Ints, dice, pick
from trend_lib.sample.catalogue import SampleTopic, load_topics
from trend_lib.sample.facts import SampleArguments
from trend_lib.sample.plants import (
    REGION_SHARES,
    RENAMED,
    RENAMED_BACK,
    RENAMED_TO,
    RISES,
    Rise,
    fits,
    scaled_counts,
)  # fmt: skip

if TYPE_CHECKING:
    from datetime import date

NO_TOPIC_SHARE = 0.03
WEEK_WOBBLE = 0.008  # variance of a topic's week beyond Poisson, relative: weeks are never equal
REGION_WOBBLE = 0.015
HOLIDAY_LOSS = 0.5  # share of contacts that a holiday keeps away
DAY = 24 * 60
WEEKDAYS = {  # Monday .. Sunday
    "evening": (1.10, 1.05, 1.0, 1.0, 1.0, 0.95, 0.9),
    "office": (1.35, 1.15, 1.1, 1.05, 1.05, 0.6, 0.35),
    "flat": (1.1, 1.0, 1.0, 1.0, 1.05, 0.9, 0.85),
}
HOURS = {  # 0 .. 23 o'clock
    "evening": (2, 1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 8, 8, 9, 10, 12, 15, 17, 17, 14, 9, 5),
    "office": (0, 0, 0, 0, 0, 0, 1, 3, 9, 15, 17, 16, 13, 13, 14, 14, 13, 10, 6, 3, 2, 1, 1, 0),
    "flat": (1, 1, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 11, 10, 10, 10, 10, 11, 11, 10, 8, 6, 4, 2),
}


@dataclass(frozen=True)
class Arrivals:
    """One entry a contact, in the order of time."""

    week: Ints  # 0 is the sample's first
    topic: Ints  # in load_topics(); one past its end: of no topic
    region: Ints
    rise: Ints  # in RISES; -1: not planted
    minute: Ints  # of local clock time since the first Monday's midnight


def draw_arrivals(
    arguments: SampleArguments, first: Week, holidays: dict[date, str]
) -> tuple[Arrivals, dict[date, int]]:
    """Return all contacts of the sample, and how many each holiday kept away."""
    random = dice(arguments.seed, 1)
    habit = weekly_habit(arguments, first, random)
    cells = [(random.poisson(_wobbly(habit, random)), -1)]
    for number, rise in enumerate(RISES):
        if rise.fits(arguments.weeks):
            cells.append((draw_rise(rise, habit, arguments.contacts_per_week, random), number))
    arrivals = _expand(cells, random)
    arrivals = pick(arrivals, np.argsort(arrivals.minute, kind="stable"))
    return _keep_holidays(arrivals, first, holidays, random)


def weekly_habit(arguments: SampleArguments, first: Week, random: np.random.Generator) -> Floats:
    """Return the expected contacts by week, topic and region, before anything planted."""
    topics = load_topics()
    weeks = np.arange(arguments.weeks)
    year_week = np.array([first.plus(int(week)).start.timetuple().tm_yday / 7 for week in weeks])
    shares = np.array([topic.share for topic in topics])
    level = shares / shares.sum() * (1 - NO_TOPIC_SHARE) * arguments.contacts_per_week
    curves = np.stack([_curve(topic, year_week, weeks) for topic in topics], axis=1) * level
    _rename(curves, [topic.name for topic in topics], arguments.weeks)
    no_topic = np.full((arguments.weeks, 1), NO_TOPIC_SHARE * arguments.contacts_per_week)
    regional = np.array(REGION_SHARES) * random.lognormal(
        0, 0.15, (len(topics) + 1, len(REGION_SHARES))
    )
    regional /= regional.sum(axis=1, keepdims=True)
    habit: Floats = np.hstack([curves, no_topic])[:, :, None] * regional
    return habit


def _curve(topic: SampleTopic, year_week: Floats, weeks: Ints) -> Floats:
    """Return a topic's season and growth, 1 in an average week of the last year."""
    yearly, peak, half_yearly = topic.season
    angle = 2 * np.pi * (year_week - peak) / 52.18
    growth = np.log1p(topic.growth) * (weeks - weeks[-1]) / 52.18
    curve: Floats = np.exp(yearly * np.cos(angle) + half_yearly * np.cos(2 * angle + 1) + growth)
    return curve


def _rename(curves: Floats, names: list[str], weeks: int) -> None:
    """Let the renamed service's contacts go on under its new name."""
    old, new = names.index(RENAMED), names.index(RENAMED_TO)
    if fits(RENAMED_BACK, weeks):
        curves[-1 - RENAMED_BACK :, new] = curves[-1 - RENAMED_BACK :, old]
        curves[-1 - RENAMED_BACK :, old] = 0


def _wobbly(habit: Floats, random: np.random.Generator) -> Floats:
    """Return rates that vary from week to week: counts become negative binomial."""
    by_week = random.gamma(1 / WEEK_WOBBLE, WEEK_WOBBLE, (*habit.shape[:2], 1))
    by_region = random.gamma(1 / REGION_WOBBLE, REGION_WOBBLE, habit.shape)
    rates: Floats = habit * by_week * by_region
    return rates


def draw_rise(
    rise: Rise, habit: Floats, contacts_per_week: int, random: np.random.Generator
) -> Ints:
    """Return the planted contacts of one rise, by week, topic and region."""
    weeks = len(habit)
    topic = [each.name for each in load_topics()].index(rise.topic)
    window = slice(weeks - 1 - rise.first_back, weeks - rise.last_back)
    usual = habit[window, topic]
    planted = np.zeros(habit.shape, dtype=np.int64)
    if rise.counts:
        counts = scaled_counts(rise, contacts_per_week)
        planted[window, topic] = [random.multinomial(count, REGION_SHARES) for count in counts]
        return planted
    steps = np.arange(1, len(usual) + 1) / len(usual)
    above = rise.ramp * steps[:, None] if rise.ramp else rise.times - 1
    where = rise.region is None or np.arange(len(REGION_SHARES)) == rise.region
    planted[window, topic] = random.poisson(usual * above * where)
    return planted


def _expand(cells: list[tuple[Ints, int]], random: np.random.Generator) -> Arrivals:
    """Turn counts by week, topic and region into one entry a contact."""
    parts = []
    for counts, rise in cells:
        index = np.repeat(np.arange(counts.size), counts.ravel())
        week, topic, region = np.unravel_index(index, counts.shape)
        planted = np.full(len(index), rise, dtype=np.int64)
        minute = week * 7 * DAY + _minute_of_week(topic, RISES[rise] if rise >= 0 else None, random)
        parts.append(np.stack([week, topic, region, planted, minute]))
    return Arrivals(*np.concatenate(parts, axis=1).astype(np.int64))


def _minute_of_week(topic: Ints, rise: Rise | None, random: np.random.Generator) -> Ints:
    """Draw when in its week each contact arrives."""
    styles = [each.hours for each in load_topics()] + ["flat"]
    minutes = np.zeros(len(topic), dtype=np.int64)
    for style, days_of_style in WEEKDAYS.items():
        mine = np.isin(topic, [number for number, each in enumerate(styles) if each == style])
        days = np.array(days_of_style)
        if rise is not None and rise.weekdays:
            days = np.where(np.isin(np.arange(7), rise.weekdays), 1.0, 0.03)
        weights = np.outer(days, HOURS[style]).ravel()
        borders = np.cumsum(weights) / weights.sum()
        hour = np.searchsorted(borders, random.random(int(mine.sum())), side="right")
        minutes[mine] = hour * 60
    return minutes + random.integers(0, 60, len(topic))


def _keep_holidays(
    arrivals: Arrivals, first: Week, holidays: dict[date, str], random: np.random.Generator
) -> tuple[Arrivals, dict[date, int]]:
    """Take away the contacts that holidays keep away, but nothing planted."""
    day = arrivals.minute // DAY
    lost: Flags = np.zeros(len(day), dtype=bool)
    chance = random.random(len(day))
    kept_away = {}
    for holiday in holidays:
        on_it = day == (holiday - first.start).days
        gone = on_it & (chance < HOLIDAY_LOSS) & (arrivals.rise < 0)
        kept_away[holiday] = int(gone.sum())
        lost |= gone
    return pick(arrivals, ~lost), kept_away
