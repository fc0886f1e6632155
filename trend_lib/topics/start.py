"""The first topics of a home: fit the encoder once, group its first weeks' texts, name the groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.base.telling import say_nothing
from trend_lib.topics.centre import RESIDUE, Centres
from trend_lib.topics.describing import Describer
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.formula import language_of_text
from trend_lib.topics.groups import group_texts
from trend_lib.topics.kind import DEFAULT_KIND
from trend_lib.topics.naming import choose_name, name_topics
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.base.telling import Tell
    from trend_lib.topics.describing import Description
    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.naming import TopicName

    MakeEncoder = Callable[[Sequence[str], int], Encoder]  # from distinct texts and a seed

NAMED_SUBTOPIC_TEXTS = 80  # are read for a subtopic's name
STAGES = 3  # of a start, as a person at a terminal is told
RESIDUE_NAME = "Other requests"


@dataclass(frozen=True)
class NamedTopic:
    """A topic as the register will keep it."""

    topic_id: int
    name: str
    keywords: tuple[str, ...]
    kind: str
    kind_probability: float | None = None
    names: Mapping[str, TopicName] = field(default_factory=dict)  # by language
    quotes: tuple[str, ...] = ()

    @classmethod
    def of(cls, topic_id: int, said: Description) -> Self:
        """Return a topic as it was described."""
        return cls(
            topic_id,
            said.name,
            said.keywords,
            said.kind,
            said.kind_probability,
            said.names,
            said.quotes,
        )


@dataclass(frozen=True)
class NamedSubtopic:
    """A subtopic as the register will keep it; a topic's first has the topic's own id."""

    subtopic_id: int
    topic_id: int
    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Start:
    """What the first fit hands to the register."""

    encoder: Encoder
    centres: Centres
    topics: tuple[NamedTopic, ...]
    subtopics: tuple[NamedSubtopic, ...]
    members: Mapping[str, int]  # text → its subtopic, as grouped; later texts go to the nearest

    def topics_of_members(self) -> dict[str, int]:
        """Return the topic of each text that was grouped."""
        owners = {one.subtopic_id: one.topic_id for one in self.subtopics}
        return {text: owners[one] for text, one in self.members.items()}


RESIDUE_TOPIC = NamedTopic(RESIDUE, RESIDUE_NAME, (), DEFAULT_KIND)
RESIDUE_SUBTOPIC = NamedSubtopic(RESIDUE, RESIDUE, RESIDUE_NAME, ())


def start_topics(  # noqa: PLR0913 - the first three say what is grouped, the others have defaults
    counts: Mapping[str, int],
    min_texts: int,
    seed: int,
    make_encoder: MakeEncoder = TfidfEncoder.fit,
    *,
    begin: Mapping[str, int] | None = None,
    describer: Describer | None = None,
    tell: Tell = say_nothing,
) -> Start:
    """Find the first topics in distinct texts; the same texts, the same topics.

    Args:
        counts: Text → contacts with it.
        min_texts: Contacts that make a topic.
        seed: Of the samples drawn and of the grouping.
        make_encoder: Fits the encoder.
        begin: Text → the group it was in, where a refit begins from; None: from nothing.
        describer: Names topics, quotes them and judges their kind; None: the plain one.
        tell: Is told which stage begins.
    """
    texts = sorted(counts)
    with one_thread():
        tell("An encoder is fitted", 0, STAGES)
        encoder = make_encoder(texts, seed)
        tell("Texts are grouped", 1, STAGES)
        vectors = encoder.encode(texts)
        worded = np.flatnonzero(vectors.any(axis=1))
        weights = np.array([counts[text] for text in texts], dtype=np.int64)
        known = None if begin is None else np.array([begin.get(texts[row], -1) for row in worded])
        languages = np.array([language_of_text(texts[row]) for row in worded], dtype=str)
        found = group_texts(vectors[worded], languages, seed, known)
        groups = [[worded[one] for one in group] for group in found]
        groups = [group for group in groups if weights[np.concatenate(group)].sum() >= min_texts]
        ordered = sorted(groups, key=lambda group: _size_and_texts(group, texts, weights))
        members = [[texts[row] for row in np.concatenate(group)] for group in ordered]
        tell("Topics are named", 2, STAGES)
        said = (describer or Describer()).describe(members, encoder, taken={RESIDUE_NAME})
        topics = [NamedTopic.of(topic_id, one) for topic_id, one in enumerate(said, RESIDUE + 1)]
        subtopics = _name_subtopics(ordered, topics, texts, encoder)
        rows = [one for group in ordered for one in group]
        centres = Centres.measure(
            [one.topic_id for one in subtopics],
            [vectors[one] for one in rows],
            width=vectors.shape[1],
            subtopic_ids=[one.subtopic_id for one in subtopics],
        )
    placed = {
        texts[row]: one.subtopic_id
        for one, group in zip(subtopics, rows, strict=True)
        for row in group.tolist()
    }
    return Start(
        encoder,
        centres,
        (RESIDUE_TOPIC, *topics),
        (RESIDUE_SUBTOPIC, *subtopics),
        placed,
    )


def _size_and_texts(
    group: list[NDArray[np.int64]], texts: Sequence[str], weights: NDArray[np.int64]
) -> tuple[int, str]:
    """Return what groups are sorted by: the largest first; of equals, the first text."""
    rows = np.concatenate(group)
    return -int(weights[rows].sum()), min(texts[row] for row in rows)


def _name_subtopics(
    groups: Sequence[list[NDArray[np.int64]]],
    topics: Sequence[NamedTopic],
    texts: Sequence[str],
    encoder: Encoder,
) -> list[NamedSubtopic]:
    """Name each subtopic by what sets it apart from its siblings; ids go on after the topics'."""
    named: list[NamedSubtopic] = []
    next_id = RESIDUE + 1 + len(topics)
    for topic, group in zip(topics, groups, strict=True):
        if len(group) == 1:
            named.append(NamedSubtopic(topic.topic_id, topic.topic_id, topic.name, topic.keywords))
            continue
        read = [[texts[row] for row in one[:NAMED_SUBTOPIC_TEXTS]] for one in group]
        for number, names in enumerate(name_topics(read, formulas=encoder.formulas)):
            said = choose_name(names, ())
            subtopic_id = topic.topic_id if number == 0 else next_id
            next_id += number > 0
            named.append(NamedSubtopic(subtopic_id, topic.topic_id, said.name, said.keywords))
    return named
