"""The topic engine on any texts, without a home: what `trends cluster` runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from trend_lib.base.telling import say_nothing
from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics.arrival import (
    YOUNG_WEEKS,
    Arrival,
    begin_register,
    make_rule,
    place_week,
)
from trend_lib.topics.encoders.choosing import encoder_maker
from trend_lib.topics.past import Held, Past
from trend_lib.topics.sampling import sample_contacts, sample_texts
from trend_lib.topics.start import start_topics

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from trend_lib.base.telling import Tell
    from trend_lib.topics.arrival import Register
    from trend_lib.topics.start import Start


def cluster_texts(
    ids: Sequence[str],
    texts: Sequence[str],
    weeks: Sequence[str] | None = None,
    settings: TopicsConfig | None = None,
    tell: Tell = say_nothing,
) -> pd.DataFrame:
    """Group texts into topics; with weeks, the first half starts and later weeks may add topics.

    Args:
        ids: One name a text, handed back unchanged.
        texts: The texts; empty ones go to the residue, topic 1.
        weeks: The week of each text, written so that it sorts by time; None: all at once.
        settings: As in a home's `[topics]`; the same texts, settings and seed give the same topics.
        tell: Is told how far the work is.

    Returns:
        One row a text in the order given: id, topic_id, name, similarity, is_new_topic.
    """
    words = [str(text) for text in texts]
    written = [""] * len(words) if weeks is None else [str(week) for week in weeks]
    known = {week: number for number, week in enumerate(sorted(set(written)))}
    numbers = [known[week] for week in written]
    counts = [Counter[str]() for _ in known]
    for text, number in zip(words, numbers, strict=True):
        counts[number][text] += 1
    arrivals, register = pass_weeks(counts, settings or TopicsConfig(), tell)
    born = [{topic.topic_id for topic in arrival.born} for arrival in arrivals]
    topic_ids = [arrivals[week].topic_ids[text] for text, week in zip(words, numbers, strict=True)]
    cosines = [arrivals[week].similarity[text] for text, week in zip(words, numbers, strict=True)]
    return pd.DataFrame(
        {
            "id": list(ids),
            "topic_id": pd.Series(topic_ids, dtype="int64"),
            "name": pd.Series([register.names[topic_id] for topic_id in topic_ids], dtype="str"),
            "similarity": pd.Series(cosines, dtype="float64").round(4),
            "is_new_topic": pd.Series(
                [one in born[week] for one, week in zip(topic_ids, numbers, strict=True)],
                dtype="bool",
            ),
        }
    )


def pass_weeks(
    counts: Sequence[Counter[str]], settings: TopicsConfig, tell: Tell = say_nothing
) -> tuple[list[Arrival], Register]:
    """Let texts (text → how many) pass week by week through the same steps as in a home."""
    begun = min(max(1, len(counts) // 2), settings.start_weeks)
    first = sum(counts[:begun], Counter[str]())
    kept = {text: first[text] for text in sample_texts(first, settings.max_start_texts)}
    make_encoder = encoder_maker(settings, tell=tell)
    start = start_topics(kept, settings.min_topic_texts, settings.seed, make_encoder, tell=tell)
    register = begin_register(start)
    rule = make_rule(register.centres, settings.min_topic_texts, settings.seed)
    founding = keep_members(place_week(register, first, {}, None, rule), start)
    return follow_weeks(register, counts, [founding] * min(begun, len(counts)), settings, tell)


def keep_members(arrival: Arrival, start: Start) -> Arrival:
    """Leave the texts that made the topics in the groups they made."""
    return replace(arrival, topic_ids={**arrival.topic_ids, **start.topics_of_members()})


def follow_weeks(
    register: Register,
    counts: Sequence[Counter[str]],
    arrivals: Sequence[Arrival],
    settings: TopicsConfig,
    tell: Tell = say_nothing,
) -> tuple[list[Arrival], Register]:
    """Let the weeks after the start pass; `arrivals` are those of the weeks that made the register."""
    begun = len(arrivals)
    arrivals = list(arrivals)
    rule = make_rule(register.centres, settings.min_topic_texts, settings.seed)
    births: list[tuple[int, int]] = []
    for number in range(begun, len(counts)):
        tell("Weeks pass", number, len(counts))
        lately = max(begun, number - settings.novelty_weeks + 1)
        recent = sum(counts[lately:number], Counter[str]())
        past = look_back(counts[:lately], arrivals, settings.history_texts)
        young = {topic_id for topic_id, week in births if number - week < YOUNG_WEEKS}
        register = register.with_young(young)
        arrival = place_week(register, counts[number], recent, past, rule)
        register = register.with_born(arrival)
        births += [(topic.topic_id, number) for topic in arrival.born]
        arrivals.append(arrival)
    return arrivals, register


def look_back(counts: Sequence[Counter[str]], arrivals: Sequence[Arrival], most: int) -> Past:
    """Return what earlier weeks said, and what they said of a topic."""
    said: Counter[str] = Counter()
    by_topic: defaultdict[int, Counter[str]] = defaultdict(Counter)
    before: dict[int, int] = {}  # a topic's first contact, those of all topics
    for week, arrival in zip(counts, arrivals, strict=False):
        earlier = said.total()
        for text, contacts in week.items():
            before.setdefault(arrival.topic_ids[text], earlier)
            by_topic[arrival.topic_ids[text]][text] += contacts
        said.update(week)

    def of_topics(topic_ids: Collection[int], most_of_each: int) -> dict[int, Held]:
        return {
            one: _sample(by_topic[one], most_of_each, said.total() - before[one])
            for one in topic_ids
            if one in by_topic
        }

    return Past(_sample(said, most, said.total()), of_topics)


def _sample(said: Counter[str], most: int, among: int) -> Held:
    """Draw contacts."""
    return Held(sample_contacts(said, most), said.total(), among)
