"""One week's texts arrive: each goes to a topic it fits, and groups of a new kind become topics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import RESIDUE, Centres
from trend_lib.topics.kind import kind_of_topic
from trend_lib.topics.name import count_everywhere, count_terms, make_name, rank_keywords
from trend_lib.topics.novelty import NoveltyRule, find_groups, lead_over_history
from trend_lib.topics.start import NamedTopic
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.start import Start

MAX_HISTORY = 2_000  # distinct texts that stand for all that came before
MAX_TOPIC_HISTORY = 400  # distinct texts that stand for all that a topic held
MAX_POOL = 1_200  # recent texts that are looked at, those that fit worst first
YOUNG_WEEKS = 8  # long, groups worded otherwise join a new topic; then it is lasting
NAMED_AGAINST = 400  # texts of history set a new topic's words apart
LEAST_LIKENESS = 0.2  # of a new group's texts, however loose the old topics are


@dataclass(frozen=True)
class Register:
    """What the register knows before a week."""

    encoder: Encoder
    centres: Centres
    names: Mapping[int, str]  # of every topic
    young: frozenset[int] = frozenset()

    @property
    def next_id(self) -> int:
        """The id that the next topic gets; ids are never used again."""
        return max(self.names) + 1

    def with_young(self, young: Collection[int]) -> Register:
        """Return the register with these topics young."""
        return replace(self, young=frozenset(young))

    def with_born(self, arrival: Arrival) -> Register:
        """Return the register with the topics that were born."""
        names = {topic.topic_id: topic.name for topic in arrival.born}
        centres = Centres.join([self.centres, arrival.centres])
        return replace(self, centres=centres, names={**self.names, **names})


def begin_register(start: Start) -> Register:
    """Return the register that a start makes."""
    names = {topic.topic_id: topic.name for topic in start.topics}
    return Register(start.encoder, start.centres, names)


@dataclass(frozen=True)
class Past:
    """What was said before the last weeks."""

    sample: Sequence[str]
    of_topics: Callable[[Collection[int]], Mapping[int, Sequence[str]]]  # what topics held


@dataclass(frozen=True)
class Arrival:
    """What a week's texts became."""

    topic_ids: dict[str, int]
    similarity: dict[str, float]
    born: tuple[NamedTopic, ...]
    centres: Centres  # of the topics born


def place_week(
    register: Register,
    fresh: Mapping[str, int],
    recent: Mapping[str, int],
    past: Past | None,
    rule: NoveltyRule,
) -> Arrival:
    """Place the week's distinct texts (text → contacts).

    Args:
        register: The topics known so far.
        fresh: Texts to place.
        recent: Other texts of the last weeks, placed before.
        past: What was said before the last weeks; None: do not look for new topics.
        rule: What counts as a new group.
    """
    texts = sorted(fresh)
    with one_thread():
        vectors = register.encoder.encode(texts)
        groups = _new_groups(register, fresh, recent, past, rule) if past else _Groups([], [])
        joined = {text: topic_id for topic_id, group in groups.joined for text in group}
        born, centres = _name_groups(register, groups.new, past.sample if past else ())
        known = Centres.join([register.centres, centres])
        placed = known.place(vectors)
        cosines = vectors @ known.vectors.T
    columns = {topic_id: column for column, topic_id in enumerate(known.topic_ids.tolist())}
    joined |= {
        text: one.topic_id for one, group in zip(born, groups.new, strict=True) for text in group
    }
    topic_ids = dict(zip(texts, placed.topic_ids.tolist(), strict=True))
    similarity = dict(zip(texts, placed.similarity.tolist(), strict=True))
    for row, text in enumerate(texts):
        if text in joined:
            topic_ids[text] = joined[text]
            similarity[text] = float(np.clip(cosines[row, columns[joined[text]]], 0, 1))
    return Arrival(topic_ids, similarity, tuple(born), centres)


@dataclass(frozen=True)
class _Groups:
    """Groups of texts: those that join a young topic, and those that are new."""

    joined: list[tuple[int, list[str]]]
    new: list[list[str]]


def _new_groups(
    register: Register,
    fresh: Mapping[str, int],
    recent: Mapping[str, int],
    past: Past,
    rule: NoveltyRule,
) -> _Groups:
    """Look for new groups among the texts that fit badly; each must hold a text of this week."""
    found = _Groups([], [])
    pool, counts = _choose_pool(register, fresh, recent)
    vectors = register.encoder.encode(pool)
    sample = register.encoder.encode(past.sample)
    young = register.centres.only(register.young)
    groups = find_groups(vectors, counts, sample[sample.any(axis=1)], rule)
    groups = [group for group in groups if any(pool[row] in fresh for row in group)]
    groups = _standing_out(register, groups, vectors, counts, past)
    for group in sorted(groups, key=len, reverse=True):
        members = [pool[row] for row in group]
        home = _nearest_home(vectors[group], young)
        if home is None:
            found.new.append(members)
            newborn = _calibrate(register, [-len(found.new)], [vectors[group]])
            young = Centres.join([young, newborn])  # one fault in two wordings is one topic
        elif home < 0:
            found.new[-home - 1].extend(members)
        else:
            found.joined.append((home, members))
    return found


def _standing_out(
    register: Register,
    groups: Sequence[NDArray[np.int64]],
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    past: Past,
) -> list[NDArray[np.int64]]:
    """Return the groups unlike all that their texts' topics held before: a rare wording is not news.

    The sample of the past holds few texts of any one topic, so that it misses rare wordings.
    """
    near = [set(register.centres.place(vectors[one]).topic_ids.tolist()) for one in groups]
    held = past.of_topics(set().union(*near))
    kept = []
    for group, topic_ids in zip(groups, near, strict=True):
        earlier = [text for topic_id in sorted(topic_ids) for text in held.get(topic_id, ())]
        known = register.encoder.encode(earlier)
        if not earlier or lead_over_history(vectors[group], counts[group], known) > 0:
            kept.append(group)
    return kept


def _choose_pool(
    register: Register, fresh: Mapping[str, int], recent: Mapping[str, int]
) -> tuple[list[str], NDArray[np.int64]]:
    """Return the recent texts that fit badly and in no young topic, the worst if they are many."""
    texts = sorted(fresh.keys() | recent.keys())
    vectors = register.encoder.encode(texts)
    placed = register.centres.place(vectors)
    is_young = np.isin(placed.topic_ids, sorted(register.young))
    badly = (placed.topic_ids == RESIDUE) | ((placed.margin < 0) & ~is_young)
    rows = np.flatnonzero(badly & vectors.any(axis=1))
    worst = rows[np.argsort(placed.margin[rows], kind="stable")[:MAX_POOL]]
    pool = [texts[row] for row in np.sort(worst)]
    counts = [fresh.get(text, 0) + recent.get(text, 0) for text in pool]
    return pool, np.array(counts, dtype=np.int64)


def _nearest_home(group: NDArray[np.float32], young: Centres) -> int | None:
    """Return the young topic that a group is as near to as that topic's own texts are."""
    if not len(young):
        return None
    total = group.sum(axis=0)
    cosines = young.vectors @ (total / max(float(np.linalg.norm(total)), 1e-9))
    nearest = int(cosines.argmax())
    return int(young.topic_ids[nearest]) if cosines[nearest] >= young.medians[nearest] else None


def _name_groups(
    register: Register, groups: Sequence[list[str]], history: Sequence[str]
) -> tuple[list[NamedTopic], Centres]:
    """Give new groups ids, names against what history says, and centres."""
    read = register.encoder.read
    documents = [[read(text) for text in group] for group in groups]
    counted = [count_terms(words) for words in documents]
    usual = count_terms([read(text) for text in history[:NAMED_AGAINST]] if groups else [])
    everywhere, average = count_everywhere([*counted, usual])
    taken = set(register.names.values())
    born: list[NamedTopic] = []
    for topic_id, (words, counts) in enumerate(
        zip(documents, counted, strict=True), register.next_id
    ):
        keywords = rank_keywords(counts, everywhere, average)
        name = make_name(keywords, taken)
        taken.add(name)
        born.append(NamedTopic(topic_id, name, tuple(keywords), kind_of_topic(words)))
    vectors = [register.encoder.encode(group) for group in groups]
    return born, _calibrate(register, [topic.topic_id for topic in born], vectors)


def _calibrate(
    register: Register, topic_ids: Sequence[int], groups: Sequence[NDArray[np.float32]]
) -> Centres:
    """Measure new centres; a few texts alike promise more than the topic will hold, so cap both bounds."""
    measured = Centres.measure(topic_ids, groups, width=register.centres.vectors.shape[1])
    if not len(register.centres):
        return measured
    usual = np.float32(np.median(register.centres.medians))
    floors, medians = (np.minimum(one, usual) for one in (measured.floors, measured.medians))
    return Centres(measured.topic_ids, measured.vectors, floors, medians)


def make_rule(centres: Centres, min_texts: int, seed: int) -> NoveltyRule:
    """Demand as much likeness of a new group as there is in the loosest tenth of known topics.

    Two texts whose cosines to their centre are both c are alike by about c squared.
    """
    loosest = float(np.quantile(centres.medians, 0.1)) if len(centres) else 0.0
    return NoveltyRule(min_texts, max(loosest**2, LEAST_LIKENESS), seed)
