"""Which recent texts are new: groups of them that begin a topic, or another wording of a young one.

Question: are two new groups one fault? Wordings of one fault come as several groups, in one week or
in the weeks after, and each would be a topic of its own. Nearness of a group to a young topic: mean
cosine between all their texts, where 0 is the same mean against history and 1 is what the group
reaches with the 3 nearest texts of history, so that no absolute cosine decides. A group joins from
`JOINED_FROM`; a small one, which is likelier a part of something, from `SMALL_JOINED_FROM`. Assumes
that two faults which begin within some weeks of each other are as unlike as topics usually are. It is
wrong where they are not: the second is then a subtopic of the first, and a person may move it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.neighbours import mean_of_highest
from trend_lib.topics.novelty import NEAREST, find_groups, lead_over_history

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.arrival import Past, Register
    from trend_lib.topics.novelty import NoveltyRule

MAX_POOL = 800  # recent texts that are looked at, those that fit worst first
MAX_MEMBERS = 400  # texts of a young topic that a group is compared with
SMALL_GROUP = 8  # texts
JOINED_FROM = 0.5
SMALL_JOINED_FROM = 0.3


@dataclass
class Newcomers:
    """Groups of new texts, and where each belongs."""

    groups: list[set[str]] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)  # a topic, or -1 - the group that began one


@dataclass(frozen=True)
class Pool:
    """Recent texts that may be new."""

    texts: list[str]
    counts: NDArray[np.int64]
    vectors: NDArray[np.float32]


def find_newcomers(
    register: Register,
    fresh: Mapping[str, int],
    recent: Mapping[str, int],
    past: Past,
    rule: NoveltyRule,
) -> Newcomers:
    """Look for new groups among the texts that fit badly; each must hold a text of this week."""
    pool, members = _choose_pool(register, fresh, recent)
    sample = register.encoder.encode(past.sample)
    history = sample[sample.any(axis=1)]
    groups = find_groups(pool.vectors, pool.counts, history, rule)
    groups = [group for group in groups if any(pool.texts[row] in fresh for row in group)]
    groups = _standing_out(register, groups, pool, past)
    if groups:
        members = _add_earlier(register, members, past)
    return settle_groups(groups, pool, members, history)


def settle_groups(
    groups: Sequence[NDArray[np.int64]],
    pool: Pool,
    members: Mapping[int, NDArray[np.float32]],
    history: NDArray[np.float32],
) -> Newcomers:
    """Give each group a home, the largest first: a young topic, or itself."""
    found, texts_of = Newcomers(), dict(members)
    for group in sorted(groups, key=lambda rows: -len(rows)):
        vectors = pool.vectors[group]
        home = _nearest_home(vectors, texts_of, history)
        if home is None:
            home = -1 - len(found.groups)
            texts_of[home] = vectors[:0]
        found.groups.append({pool.texts[row] for row in group})
        found.homes.append(home)
        texts_of[home] = np.vstack([texts_of[home], vectors])
    return found


def _nearest_home(
    group: NDArray[np.float32],
    texts_of: Mapping[int, NDArray[np.float32]],
    history: NDArray[np.float32],
) -> int | None:
    """Return the young topic that a group is near enough to, the nearest of several."""
    nearness = {
        topic_id: nearness_to_topic(group, texts, history)
        for topic_id, texts in texts_of.items()
        if len(texts)
    }
    if not nearness:
        return None
    nearest = max(nearness, key=nearness.__getitem__)
    asked = SMALL_JOINED_FROM if len(group) <= SMALL_GROUP else JOINED_FROM
    return nearest if nearness[nearest] >= asked else None


def nearness_to_topic(
    group: NDArray[np.float32], texts: NDArray[np.float32], history: NDArray[np.float32]
) -> float:
    """Return where a topic lies between history at large (0) and its nearest texts (1)."""
    at_large = float((group @ history.mean(axis=0)).mean())
    nearest = float(mean_of_highest(group @ history.T, NEAREST).mean())
    return (float((group @ texts.mean(axis=0)).mean()) - at_large) / max(nearest - at_large, 1e-6)


def _choose_pool(
    register: Register, fresh: Mapping[str, int], recent: Mapping[str, int]
) -> tuple[Pool, dict[int, NDArray[np.float32]]]:
    """Return the recent texts that fit badly and in no young topic, the worst if they are many.

    Beside them the vectors of the recent texts that do lie in a young topic.
    """
    texts = sorted(fresh.keys() | recent.keys())
    vectors = register.encoder.encode(texts)
    placed = register.centres.place(vectors)
    is_young = np.isin(placed.topic_ids, sorted(register.young))
    badly = (placed.topic_ids == RESIDUE) | ((placed.margin < 0) & ~is_young)
    rows = np.flatnonzero(badly & vectors.any(axis=1))
    rows = np.sort(rows[np.argsort(placed.margin[rows], kind="stable")[:MAX_POOL]])
    pool = [texts[row] for row in rows]
    counts = [fresh.get(text, 0) + recent.get(text, 0) for text in pool]
    members = {one: vectors[placed.topic_ids == one] for one in sorted(register.young)}
    return Pool(pool, np.array(counts, dtype=np.int64), vectors[rows]), members


def _add_earlier(
    register: Register, members: Mapping[int, NDArray[np.float32]], past: Past
) -> dict[int, NDArray[np.float32]]:
    """Add to each young topic's recent texts those that it held before, and its centres."""
    held = past.of_topics(members.keys())
    return {
        topic_id: np.vstack(
            [
                vectors[:MAX_MEMBERS],
                register.encoder.encode(held.get(topic_id, ())),
                register.centres.only({topic_id}).vectors,
            ]
        )
        for topic_id, vectors in members.items()
    }


def _standing_out(
    register: Register, groups: Sequence[NDArray[np.int64]], pool: Pool, past: Past
) -> list[NDArray[np.int64]]:
    """Return the groups unlike all that their texts' topics held before: a rare wording is not news.

    The sample of the past holds few texts of any one topic, so that it misses rare wordings. What a
    young topic held says nothing: another wording of it is asked for.
    """
    near = [set(register.centres.place(pool.vectors[one]).topic_ids.tolist()) for one in groups]
    old = [topic_ids - register.young for topic_ids in near]
    held = past.of_topics(set().union(*old))
    kept = []
    for group, topic_ids in zip(groups, old, strict=True):
        earlier = [text for topic_id in sorted(topic_ids) for text in held.get(topic_id, ())]
        known = register.encoder.encode(earlier)
        counts = pool.counts[group]
        if not earlier or lead_over_history(pool.vectors[group], counts, known) > 0:
            kept.append(group)
    return kept
