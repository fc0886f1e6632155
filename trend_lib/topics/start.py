"""The first topics of a home: fit the encoder once, group its first weeks' texts, name the groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import RESIDUE, Centres
from trend_lib.topics.communities import find_communities
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.kind import DEFAULT_KIND, kind_of_topic
from trend_lib.topics.name import count_everywhere, count_terms, make_name, rank_keywords
from trend_lib.topics.neighbours import neighbour_graph
from trend_lib.topics.resolution import NEIGHBOURS, choose_resolution
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.encoder import Encoder

GRAPH_TEXTS = 6_000  # are grouped; the other texts of the start go to the nearest group
NAMED_TEXTS = 400  # of a group are read for its name
RESIDUE_NAME = "Other requests"


@dataclass(frozen=True)
class NamedTopic:
    """A topic as the register will keep it."""

    topic_id: int
    name: str
    keywords: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Start:
    """What the first fit hands to the register."""

    encoder: Encoder
    centres: Centres
    topics: tuple[NamedTopic, ...]


RESIDUE_TOPIC = NamedTopic(RESIDUE, RESIDUE_NAME, (), DEFAULT_KIND)


def start_topics(counts: Mapping[str, int], min_texts: int, seed: int) -> Start:
    """Find the first topics in distinct texts (text → contacts with it); the same texts, the same topics."""
    texts = sorted(counts)
    with one_thread():
        encoder = TfidfEncoder.fit(texts, seed)
        vectors = encoder.encode(texts)
        worded = np.flatnonzero(vectors.any(axis=1))
        weights = np.array([counts[text] for text in texts], dtype=np.int64)
        groups = [worded[group] for group in group_texts(vectors[worded], seed)]
        groups = [group for group in groups if weights[group].sum() >= min_texts]
        ordered, topics = _order_and_name(groups, texts, weights, encoder)
        centres = Centres.measure(
            [topic.topic_id for topic in topics],
            [vectors[group] for group in ordered],
            width=vectors.shape[1],
        )
    return Start(encoder, centres, (RESIDUE_TOPIC, *topics))


def group_texts(vectors: NDArray[np.float32], seed: int) -> list[NDArray[np.int64]]:
    """Return groups of rows; of many texts a sample is grouped and the rest follows the nearest."""
    order = np.random.default_rng(seed).permutation(len(vectors))
    sample, rest = np.sort(order[:GRAPH_TEXTS]), order[GRAPH_TEXTS:]
    if not len(sample):
        return []
    resolution = choose_resolution(vectors[sample], seed)
    labels = np.empty(len(vectors), dtype=np.int64)
    labels[sample] = find_communities(
        neighbour_graph(vectors[sample], NEIGHBOURS), resolution, seed
    )
    if len(rest):
        sums = np.zeros((labels[sample].max() + 1, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, labels[sample], vectors[sample])
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        labels[rest] = (vectors[rest] @ centres.T).argmax(axis=1)
    return [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]


def _order_and_name(
    groups: Sequence[NDArray[np.int64]],
    texts: Sequence[str],
    weights: NDArray[np.int64],
    encoder: Encoder,
) -> tuple[list[NDArray[np.int64]], list[NamedTopic]]:
    """Number the groups from 2, the largest first, and name them apart from one another."""
    members = [_spread_texts(group, texts) for group in groups]
    words = [[encoder.read(text) for text in some] for some in members]
    counted = [count_terms(documents) for documents in words]
    everywhere, average = count_everywhere(counted)
    ranked = [rank_keywords(one, everywhere, average) for one in counted]
    order = sorted(
        range(len(groups)),
        key=lambda row: (-weights[groups[row]].sum(), ranked[row], members[row]),
    )
    topics: list[NamedTopic] = []
    taken = {RESIDUE_NAME}
    for topic_id, row in enumerate(order, start=RESIDUE + 1):
        name = make_name(ranked[row], taken)
        taken.add(name)
        kind = kind_of_topic(words[row])
        topics.append(NamedTopic(topic_id, name, tuple(ranked[row]), kind))
    return [groups[row] for row in order], topics


def _spread_texts(group: NDArray[np.int64], texts: Sequence[str]) -> list[str]:
    """Return some hundreds of a group's texts, spread evenly over it."""
    step = max(1, len(group) // NAMED_TEXTS)
    return [texts[row] for row in group[::step]]
