"""Which topics fell apart in a refit: told to people, who decide; a refit never parts a series."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.lineage import REFIT, note
from trend_lib.topics.matching import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import duckdb

    from trend_lib.base.weeks import Week

LEAST_PART = 0.25  # of a topic's contacts; smaller parts come and go with every refit


@dataclass(frozen=True)
class Part:
    """Subtopics that were grouped apart from the rest of their topic."""

    topic_id: int
    subtopic_ids: tuple[int, ...]  # the largest first
    contacts: int
    of_contacts: int  # that the whole topic has

    @property
    def commands(self) -> list[str]:
        """What makes the part a topic of its own."""
        first, *others = self.subtopic_ids
        return [
            f"trends topics split {first}",
            *(f"trends topics move {one} {first}" for one in others),
        ]


def find_parts(
    placed: Mapping[str, int],
    owners: Mapping[int, int],
    grouped: Mapping[str, int],
    counts: Mapping[str, int],
    least: int,
) -> list[Part]:
    """Return what of each topic was grouped apart from its first subtopic, and with little else.

    Args:
        placed: Text → its subtopic.
        owners: Subtopic → topic.
        grouped: Text → the topic it would be in if topics were made today.
        counts: Text → contacts.
        least: Contacts that make a topic.
    """
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)  # subtopic → today's topics
    sizes: Counter[int] = Counter()  # of today's topics
    for text, today in grouped.items():
        sizes[today] += counts[text]
        if text in placed:
            shared[placed[text]][today] += counts[text]
    lies: defaultdict[int, defaultdict[int, Counter[int]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for subtopic_id in sorted(shared.keys() - {RESIDUE}):
        ((today, _),) = shared[subtopic_id].most_common(1)
        lies[owners[subtopic_id]][today][subtopic_id] = shared[subtopic_id].total()
    parts = []
    for topic_id in sorted(lies):
        _, *others = sorted(
            lies[topic_id].items(),
            key=lambda one: (topic_id not in one[1], -one[1].total(), one[0]),
        )  # the topic goes on where its first subtopic is
        whole = sum(subtopics.total() for subtopics in lies[topic_id].values())
        parts += [
            Part(topic_id, tuple(one for one, _ in held.most_common()), held.total(), whole)
            for today, held in others
            if held.total() >= max(least, MOST * sizes[today], LEAST_PART * whole)
            and whole - held.total() >= LEAST_PART * whole
        ]
    return parts


def tell_parts(
    con: duckdb.DuckDBPyConnection, week: Week, parts: Iterable[Part], settled: Collection[int]
) -> list[dict[str, Any]]:
    """Note in the lineage what could be split, and return it in words; what persons settled is left out."""
    topics = dict(con.execute("SELECT topic_id, name FROM topics.topics").fetchall())
    names = dict(con.execute("SELECT subtopic_id, name FROM topics.subtopics").fetchall())
    told = []
    for part in parts:
        if part.topic_id in settled:
            continue
        said = f"{part.contacts} of {part.of_contacts} contacts: {'; '.join(part.commands)}"
        note(con, week, part.topic_id, "could_split", part.subtopic_ids[0], said, who=REFIT)
        told.append({
            "topic_id": part.topic_id, "name": topics[part.topic_id],
            "part": names[part.subtopic_ids[0]], "subtopic_ids": list(part.subtopic_ids),
            "contacts": part.contacts, "of_contacts": part.of_contacts, "commands": part.commands,
        })  # fmt: skip
    return told
