"""Which new group is which old one: the pairing that shares most contacts.

Question: texts were grouped twice; under which old id does each new group go on?
Assumption: a group is what its contacts are, whatever its centre or name.
Formula: the one-to-one pairing of old and new groups with the largest sum of shared contacts
(assignment problem; Kuhn 1955, as solved by scipy). A pair must share a third of the smaller group.
Wrong when: a topic falls into two halves of equal size; one of them carries the id, by the tie.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_SHARE = 1 / 3  # of the smaller group's contacts
MOST = 0.5  # a new group is a part of the old one that held more than this of it
ALL = 0.95  # an old group is merged when another took this much of it


@dataclass(frozen=True)
class Matching:
    """What became of groups."""

    carried: dict[int, int]  # new group → old group
    shares: dict[int, float]  # old group → how much of it the carrying group holds
    parts: dict[int, int]  # new group → old group it broke off from
    born: tuple[int, ...]  # new groups of what was in no old group
    absorbed: dict[int, int]  # old group → old group that took nearly all of it


def match_groups(
    before: Mapping[str, int], after: Mapping[str, int], counts: Mapping[str, int]
) -> Matching:
    """Match groups by shared contacts.

    Args:
        before: Text → old group; left out: of none.
        after: Text → new group; left out: of none.
        counts: Text → contacts.
    """
    shared: Counter[tuple[int, int]] = Counter()
    old_sizes: Counter[int] = Counter()
    new_sizes: Counter[int] = Counter()
    for text, contacts in counts.items():
        if text in before:
            old_sizes[before[text]] += contacts
        if text in after:
            new_sizes[after[text]] += contacts
        if text in before and text in after:
            shared[before[text], after[text]] += contacts
    carried = _pair(shared, old_sizes, new_sizes)
    carriers = {old: new for new, old in carried.items()}
    shares = {old: shared[old, new] / old_sizes[old] for old, new in carriers.items()}
    parts, born = {}, []
    for new in sorted(new_sizes.keys() - carried.keys()):
        parent = max(sorted(old_sizes), key=lambda old: shared[old, new], default=None)
        if parent is not None and shared[parent, new] > MOST * new_sizes[new]:
            parts[new] = parent
        else:
            born.append(new)
    absorbed = {}
    for old in sorted(old_sizes.keys() - carriers.keys()):
        taker = max(sorted(carried), key=lambda one: shared[old, one], default=None)
        if taker is not None and shared[old, taker] >= ALL * old_sizes[old]:
            absorbed[old] = carried[taker]
    return Matching(carried, shares, parts, tuple(born), absorbed)


def merge_topics(
    absorbed: Mapping[int, int], owners: Mapping[int, int], fixed: set[int], named: set[int]
) -> dict[int, int]:
    """Return topics all of whose subtopics went to one other topic (topic → that topic).

    Args:
        absorbed: Subtopic → the subtopic that took nearly all of it.
        owners: Subtopic → topic.
        fixed: Topics that neither go nor take.
        named: Topics that persons named; they may take, and do not go.
    """
    went: defaultdict[int, set[int]] = defaultdict(set)
    for subtopic_id, topic_id in owners.items():
        went[topic_id].add(owners[absorbed.get(subtopic_id, subtopic_id)])
    merged: dict[int, int] = {}
    for topic_id, into in sorted(went.items()):
        (first, *others) = into
        is_free = topic_id not in fixed | named and first not in fixed | merged.keys()
        if not others and first != topic_id and is_free and topic_id not in merged.values():
            merged[topic_id] = first
    return merged


def _pair(
    shared: Counter[tuple[int, int]], old_sizes: Counter[int], new_sizes: Counter[int]
) -> dict[int, int]:
    """Return new → old for the best pairing."""
    olds, news = sorted(old_sizes), sorted(new_sizes)
    table = np.array([[shared[old, new] for new in news] for old in olds], dtype=np.float64)
    if not table.size:
        return {}
    rows, columns = linear_sum_assignment(table, maximize=True)
    pairs = [(olds[row], news[column]) for row, column in zip(rows, columns, strict=True)]
    return {
        new: old
        for old, new in pairs
        if shared[old, new] >= LEAST_SHARE * min(old_sizes[old], new_sizes[new])
        and shared[old, new]
    }
