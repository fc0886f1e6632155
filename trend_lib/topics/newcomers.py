"""Which recent texts are new: groups of them that begin a topic, or another wording of a young one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.joining import Side, settle_groups
from trend_lib.topics.novelty import find_groups, lead_over_history
from trend_lib.topics.past import Spoken
from trend_lib.topics.rise import Crowd, has_risen
from trend_lib.topics.sampling import sample_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.arrival import Register
    from trend_lib.topics.novelty import NoveltyRule
    from trend_lib.topics.past import Past

    Rows = NDArray[np.int64]

MAX_POOL = 800  # recent texts that are looked at, those that fit worst first
MAX_MEMBERS = 20  # texts of a group or a young topic stand for it: they are read with care
ALL_OF_IT = 0  # stands for all topics
NEAR_TOPICS = 5  # beside those that take its texts
FEW, MANY = 400, 1_000  # contacts that stand for all a topic held: at first glance, and in earnest


@dataclass
class Newcomers:
    """Groups of new texts, and where each belongs."""

    groups: list[set[str]] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)  # a topic, or -1 - the group that began one


@dataclass(frozen=True)
class Lately:
    """Texts of the last weeks: what each says, how often, and where it would go."""

    texts: list[str]
    vectors: NDArray[np.float32]
    now: NDArray[np.int64]  # contacts of this week
    counts: NDArray[np.int64]  # contacts of all the last weeks
    topic_ids: NDArray[np.int64]
    margin: NDArray[np.float32]

    @classmethod
    def read(
        cls, register: Register, fresh: Mapping[str, int], recent: Mapping[str, int]
    ) -> Lately:
        """Encode and place the texts (text → contacts) of this week and of those before it."""
        texts = sorted(fresh.keys() | recent.keys())
        now = np.array([fresh.get(text, 0) for text in texts], dtype=np.int64)
        before = np.array([recent.get(text, 0) for text in texts], dtype=np.int64)
        vectors = register.encoder.encode(texts)
        placed = register.centres.place(vectors)
        return cls(texts, vectors, now, now + before, placed.topic_ids, placed.margin)

    def when(self, rows: Rows) -> tuple[int, int]:
        """Return how many contacts of some texts are of this week, and of the weeks before it."""
        now = int(self.now[rows].sum())
        return now, int(self.counts[rows].sum()) - now

    def crowds(self) -> tuple[Crowd, Crowd]:
        """Return the contacts of this week, and of the weeks before it."""
        weeks = (self.now, self.counts - self.now)
        this, before = (Crowd.whole(Spoken(self.vectors, one)) for one in weeks)
        return this, before


def find_newcomers(
    register: Register,
    fresh: Mapping[str, int],
    recent: Mapping[str, int],
    past: Past,
    rule: NoveltyRule,
) -> Newcomers:
    """Look for new groups among the texts that fit badly; each must hold a text of this week."""
    lately = Lately.read(register, fresh, recent)
    said = Spoken.read(register.encoder, past.said.texts)
    pool = _choose_pool(register, lately)
    found = find_groups(lately.vectors[pool], lately.counts[pool], said.rows, rule)
    groups = [pool[rows] for rows in found if lately.now[pool[rows]].any()]
    groups = _standing_out(register, groups, lately, past)
    groups.sort(key=lambda rows: -len(rows))
    homes = _find_homes(register, groups, lately, past, said.vectors)
    return Newcomers([{lately.texts[row] for row in rows} for rows in groups], homes)


def _choose_pool(register: Register, lately: Lately) -> Rows:
    """Return the texts that fit badly and in no young topic, the worst if they are many."""
    is_young = np.isin(lately.topic_ids, sorted(register.young))
    badly = (lately.topic_ids == RESIDUE) | ((lately.margin < 0) & ~is_young)
    rows = np.flatnonzero(badly & lately.vectors.any(axis=1))
    worst = np.argsort(lately.margin[rows], kind="stable")[:MAX_POOL]
    return np.sort(rows[worst])


def _find_homes(
    register: Register,
    groups: Sequence[Rows],
    lately: Lately,
    past: Past,
    history: NDArray[np.float32],
) -> list[int]:
    """Return where each group belongs; one alone begins a topic, and nobody need read it with care."""
    if len(groups) + len(register.young) < 2 or not groups:
        return [-1] * len(groups)
    young = _young_sides(register, lately, past, history)
    return settle_groups([_group_side(register, rows, lately, history) for rows in groups], young)


def _group_side(
    register: Register, rows: Rows, lately: Lately, history: NDArray[np.float32]
) -> Side:
    """Return a new group as a side of the comparison, read with care: its words were never heard."""
    texts = sample_texts([lately.texts[row] for row in rows], MAX_MEMBERS)
    return Side.see(register.encoder.encode_with_care(texts), history, *lately.when(rows))


def _young_sides(
    register: Register, lately: Lately, past: Past, history: NDArray[np.float32]
) -> dict[int, Side]:
    """Return each young topic: some of the texts that it holds now or held before."""
    held = past.of_topics(register.young, MAX_MEMBERS)
    sides = {}
    for topic_id in sorted(register.young):
        rows = np.flatnonzero(lately.topic_ids == topic_id)
        texts = {lately.texts[row] for row in rows}.union(
            held[topic_id].texts if topic_id in held else ()
        )
        known = register.encoder.encode_with_care(sample_texts(texts, MAX_MEMBERS))
        sides[topic_id] = Side.see(known, history, *lately.when(rows))
    return sides


def _standing_out(
    register: Register, groups: Sequence[Rows], lately: Lately, past: Past
) -> list[Rows]:
    """Return the groups unlike all that the topics near them held before, and said more often than ever.

    The sample of the past holds few texts of any one topic, so that it misses rare wordings: the topics
    are asked, for a few texts first, and for many where a group stands out from those.
    """
    leading = [
        rows
        for rows, near in zip(
            groups, _crowds_near(register, groups, lately, past, FEW), strict=True
        )
        if _leads(rows, Spoken.join(near[0].parts), lately)
    ]
    weeks = lately.crowds()
    return [
        rows
        for rows, near in zip(
            leading, _crowds_near(register, leading, lately, past, MANY), strict=True
        )
        if _leads(rows, Spoken.join(near[0].parts), lately)
        and all(has_risen(lately.vectors[rows], [*weeks, before]) for before in near)
    ]


def _leads(rows: Rows, before: Spoken, lately: Lately) -> bool:
    """Tell whether a group's texts are more like each other than like what was said before."""
    vectors, counts = lately.vectors[rows], lately.counts[rows]
    return not len(before.vectors) or lead_over_history(vectors, counts, before.rows) > 0


def _crowds_near(
    register: Register, groups: Sequence[Rows], lately: Lately, past: Past, most: int
) -> list[list[Crowd]]:
    """Return what the topics near each group held before: all together, then each since it began.

    What a young topic held says nothing: another wording of it is asked for. Beside young topics
    alone, all of the past is asked.
    """
    near = [_near_topics(register, rows, lately) - register.young for rows in groups]
    held = dict(past.of_topics(set().union(*near), most))
    if not all(topic_ids & held.keys() for topic_ids in near):
        held[ALL_OF_IT] = past.said
    spoken = {one: Spoken.read(register.encoder, held[one].texts) for one in sorted(held)}
    asked = [sorted(topic_ids & held.keys()) or [ALL_OF_IT] for topic_ids in near]
    return [
        [
            Crowd.standing_for([spoken[one] for one in part], [held[one] for one in part])
            for part in (topic_ids, *([one] for one in topic_ids))
        ]
        for topic_ids in asked
    ]


def _near_topics(register: Register, rows: Rows, lately: Lately) -> set[int]:
    """Return the topics that a group's texts would go to, and those whose centres are nearest to it."""
    cosines = register.centres.vectors @ lately.vectors[rows].mean(axis=0)
    nearest = register.centres.topic_ids[np.argsort(-cosines, kind="stable")]
    return {*lately.topic_ids[rows].tolist(), *list(dict.fromkeys(nearest.tolist()))[:NEAR_TOPICS]}
