"""One week's texts arrive: each goes to a topic it fits, and groups of a new kind become topics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import RESIDUE, Centres
from trend_lib.topics.describing import Describer
from trend_lib.topics.newcomers import Newcomers, find_newcomers
from trend_lib.topics.novelty import NoveltyRule
from trend_lib.topics.start import NamedSubtopic, NamedTopic
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.past import Past
    from trend_lib.topics.start import Start

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
    highest_id: int = 0  # ever given to a topic or subtopic; 0: the highest of those known here

    @property
    def next_id(self) -> int:
        """The id that the next topic or subtopic gets; ids are never used again."""
        known = max(self.names, default=RESIDUE)
        return max(self.highest_id, known, int(self.centres.subtopic_ids.max(initial=RESIDUE))) + 1

    def with_young(self, young: Collection[int]) -> Register:
        """Return the register with these topics young."""
        return replace(self, young=frozenset(young))

    def with_born(self, arrival: Arrival) -> Register:
        """Return the register with the topics that were born, and the subtopics that grew."""
        names = {topic.topic_id: topic.name for topic in arrival.born}
        centres = Centres.join([self.centres, arrival.centres])
        return replace(self, centres=centres, names={**self.names, **names})


def begin_register(start: Start) -> Register:
    """Return the register that a start makes."""
    names = {topic.topic_id: topic.name for topic in start.topics}
    return Register(start.encoder, start.centres, names)


@dataclass(frozen=True)
class Arrival:
    """What a week's texts became."""

    topic_ids: dict[str, int]
    subtopic_ids: dict[str, int]
    similarity: dict[str, float]  # to the subtopic's centre
    born: tuple[NamedTopic, ...]  # each has a first subtopic of the same id, not told in `grown`
    grown: tuple[NamedSubtopic, ...]  # further subtopics of young topics, or of those just born
    centres: Centres  # of the subtopics that began this week


def place_week(  # noqa: PLR0913, PLR0917 - a week, and all that it is seen against
    register: Register,
    fresh: Mapping[str, int],
    recent: Mapping[str, int],
    past: Past | None,
    rule: NoveltyRule,
    describer: Describer | None = None,
) -> Arrival:
    """Place the week's distinct texts (text → contacts).

    Args:
        register: The topics known so far.
        fresh: Texts to place.
        recent: Other texts of the last weeks, placed before.
        past: What was said before the last weeks; None: do not look for new topics.
        rule: What counts as a new group.
        describer: Names new topics; None: the plain one.
    """
    texts = sorted(fresh)
    with one_thread():
        vectors = register.encoder.encode(texts)
        newcomers = find_newcomers(register, fresh, recent, past, rule) if past else Newcomers()
        history = list(past.said.texts)[:NAMED_AGAINST] if past else ()
        began = _begin_subtopics(register, newcomers, history, describer or Describer())
        known = Centres.join([register.centres, began.centres])
        placed = known.place(vectors)
    topic_ids = dict(zip(texts, placed.topic_ids.tolist(), strict=True))
    subtopic_ids = dict(zip(texts, placed.subtopic_ids.tolist(), strict=True))
    similarity = dict(zip(texts, placed.similarity.tolist(), strict=True))
    rows = {text: row for row, text in enumerate(texts)}
    for number, group in enumerate(newcomers.groups):
        centre, topic_id = began.centres.vectors[number], int(began.centres.topic_ids[number])
        for text in group & rows.keys():
            topic_ids[text] = topic_id
            subtopic_ids[text] = int(began.centres.subtopic_ids[number])
            similarity[text] = float(np.clip(vectors[rows[text]] @ centre, 0, 1))
    return Arrival(topic_ids, subtopic_ids, similarity, began.born, began.grown, began.centres)


@dataclass(frozen=True)
class _Began:
    """Topics and subtopics that begin, with one centre for each group of newcomers."""

    born: tuple[NamedTopic, ...]
    grown: tuple[NamedSubtopic, ...]
    centres: Centres


def _begin_subtopics(
    register: Register, newcomers: Newcomers, history: Sequence[str], describer: Describer
) -> _Began:
    """Give newcomers ids, names against what history says, and centres."""
    groups = [sorted(group) for group in newcomers.groups]
    taken = set(register.names.values())
    said = describer.describe(groups, register.encoder, taken, history) if groups else []
    first = register.next_id
    subtopic_ids = list(range(first, first + len(groups)))
    topic_ids = [first - 1 - home if home < 0 else home for home in newcomers.homes]
    born, grown = [], []
    for subtopic_id, topic_id, one in zip(subtopic_ids, topic_ids, said, strict=True):
        if subtopic_id == topic_id:
            born.append(NamedTopic.of(topic_id, one))
        else:
            grown.append(NamedSubtopic(subtopic_id, topic_id, one.name, one.keywords))
    vectors = [register.encoder.encode(group) for group in groups]
    centres = _calibrate(register, topic_ids, subtopic_ids, vectors)
    return _Began(tuple(born), tuple(grown), centres)


def _calibrate(
    register: Register,
    topic_ids: Sequence[int],
    subtopic_ids: Sequence[int],
    groups: Sequence[NDArray[np.float32]],
) -> Centres:
    """Measure new centres; a few texts alike promise more than the topic will hold, so cap both bounds."""
    width = register.centres.vectors.shape[1]
    measured = Centres.measure(topic_ids, groups, width=width, subtopic_ids=subtopic_ids)
    if not len(register.centres):
        return measured
    usual = np.float32(np.median(register.centres.medians))
    return replace(
        measured,
        floors=np.minimum(measured.floors, usual),
        medians=np.minimum(measured.medians, usual),
    )


def make_rule(centres: Centres, min_texts: int, seed: int) -> NoveltyRule:
    """Demand as much likeness of a new group as there is in the loosest tenth of known topics.

    Two texts whose cosines to their centre are both c are alike by about c squared.
    """
    loosest = float(np.quantile(centres.medians, 0.1)) if len(centres) else 0.0
    return NoveltyRule(min_texts, max(loosest**2, LEAST_LIKENESS), seed)
