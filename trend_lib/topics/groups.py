"""Groups of texts on two levels: topics, and inside them the subtopics that hold them together.

A topic is rarely round: its centre lies where none of its texts do, and later texts placed by it alone
go astray. Subtopics are the topic's own communities; a text goes to the nearest of their centres and so
to the topic that owns it, which comes close to asking the nearest texts at a fraction of the cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.communities import find_communities
from trend_lib.topics.neighbours import neighbour_graph
from trend_lib.topics.resolution import NEIGHBOURS, choose_resolution

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    Rows = NDArray[np.int64]

GRAPH_TEXTS = 12_000  # are grouped; the other texts go to the nearest group
SPLIT_TEXTS = 40  # a smaller topic is one subtopic
SPLIT_RESOLUTION = 1.0
LEAST_SUBTOPIC = 8  # texts; fewer go to the nearest of their siblings


def group_texts(
    vectors: NDArray[np.float32],
    languages: NDArray[np.str_],
    seed: int,
    begin: Rows | None = None,
) -> list[list[Rows]]:
    """Return topics, each a list of subtopics, each the rows of its texts, the largest first.

    Args:
        vectors: One row a text, of length one.
        languages: Of each text.
        seed: Of the sample that is grouped when there are many texts, and of the grouping.
        begin: The group each text was in, -1 where not known; None: begin from nothing.
    """
    order = np.random.default_rng(seed).permutation(len(vectors))
    sample = np.sort(order[:GRAPH_TEXTS])
    if not len(sample):
        return []
    known = vectors[sample]
    resolution = choose_resolution(known, seed, languages[sample])
    graph = neighbour_graph(known, NEIGHBOURS, languages[sample])
    start = None if begin is None else _apart(begin[sample])
    topics = find_communities(graph, resolution, seed, start)
    subtopics = _split(graph, known, topics, seed)
    labels = np.empty(len(vectors), dtype=np.int64)
    labels[sample] = subtopics
    rest = np.sort(order[GRAPH_TEXTS:])
    if len(rest):
        labels[rest] = (vectors[rest] @ _centres(known, subtopics).T).argmax(axis=1)
    owners = np.full(subtopics.max() + 1, -1)
    owners[subtopics] = topics
    return [
        sorted(
            (np.flatnonzero(labels == one) for one in np.flatnonzero(owners == topic)),
            key=lambda rows: (-len(rows), rows[0]),
        )
        for topic in range(topics.max() + 1)
    ]


def _split(graph: sparse.csr_matrix, vectors: NDArray[np.float32], topics: Rows, seed: int) -> Rows:
    """Number the subtopics of all topics in one row."""
    labels = np.empty(len(topics), dtype=np.int64)
    found = 0
    for topic in range(topics.max() + 1):
        rows = np.flatnonzero(topics == topic)
        inside = np.zeros(len(rows), dtype=np.int64)
        if len(rows) >= SPLIT_TEXTS:
            inside = find_communities(graph[rows][:, rows], SPLIT_RESOLUTION, seed)
            inside = _join_small(inside, vectors[rows])
        labels[rows] = found + inside
        found += inside.max() + 1
    return labels


def _join_small(labels: Rows, vectors: NDArray[np.float32]) -> Rows:
    """Let the texts of small groups follow the nearest large one; without a large one all are one."""
    large = np.flatnonzero(np.bincount(labels) >= LEAST_SUBTOPIC)
    if not len(large):
        return np.zeros_like(labels)
    nearest = large[(vectors @ _centres(vectors, labels)[large].T).argmax(axis=1)]
    return np.unique(np.where(np.isin(labels, large), labels, nearest), return_inverse=True)[1]


def _centres(vectors: NDArray[np.float32], labels: Rows) -> NDArray[np.float32]:
    """Return each group's mean direction."""
    sums = np.zeros((labels.max() + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, labels, vectors)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return np.asarray(sums / lengths, dtype=np.float32)


def _apart(begin: Rows) -> Rows:
    """Give each text of an unknown group a group of its own."""
    own = begin.max(initial=0) + 1 + np.arange(len(begin))
    return np.where(begin < 0, own, begin)
