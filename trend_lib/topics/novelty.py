"""Groups of recent texts that are like each other and unlike all that came before.

Question: has something begun that no topic covers? A new fault often resembles an old topic, so being
far from every centre does not reveal it; being nearer to the last weeks' texts than to all earlier
ones does. Score of a text: mean cosine to its 3 nearest recent texts less the same against history.
Its threshold is the 85th percentile of that score where the 'recent' texts are history's own, so three
ordinary texts in twenty pass; passing texts must then form a group (average linkage). Against what the
topics near it held a group is scored by the same three neighbours: more than that a small group hardly
has, and history always, so that a fault that resembles an old topic would never win. Assumes that
history is a fair sample of what is usual. It is wrong where a known topic is suddenly worded anew (a
leaflet quoted by many): that looks like a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from trend_lib.topics.neighbours import mean_of_highest
from trend_lib.topics.past import COPIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAREST = 3
PASSING_QUANTILE = 0.85
HELD_BACK_SHARE = 1 / 3
HELD_BACK_ROUNDS = 2
LEAST_HISTORY = 60  # texts; with fewer nothing can be told from what is usual
MAX_PASSING = 800  # texts that average linkage compares, the most novel first


@dataclass(frozen=True)
class NoveltyRule:
    """What counts as a new group."""

    min_texts: int
    min_likeness: float  # average cosine at which groups are still joined
    seed: int


def find_groups(
    recent: NDArray[np.float32],
    counts: NDArray[np.int64],
    history: NDArray[np.float32],
    rule: NoveltyRule,
) -> list[NDArray[np.int64]]:
    """Return groups of rows of `recent` (distinct texts, `counts` contacts each) that are new."""
    if len(history) < LEAST_HISTORY or counts.sum() < rule.min_texts:
        return []
    scores = novelty_scores(recent, counts, history)
    passing = np.flatnonzero(scores > usual_score(history, rule.seed))
    passing = np.sort(passing[np.argsort(-scores[passing], kind="stable")[:MAX_PASSING]])
    return [
        group
        for group in _link(recent, passing, rule.min_likeness)
        if counts[group].sum() >= rule.min_texts
    ]


def novelty_scores(
    recent: NDArray[np.float32],
    counts: NDArray[np.int64],
    history: NDArray[np.float32],
    nearest: int = NEAREST,
) -> NDArray[np.float32]:
    """Return how much nearer each text is to the recent ones than to history."""
    copied = np.repeat(np.arange(len(recent)), np.minimum(counts, COPIES))
    likeness = recent @ recent[copied].T
    firsts = np.searchsorted(copied, np.arange(len(recent)))
    likeness[np.arange(len(recent)), firsts] = -1  # a text is not its own company; a copy is
    return mean_of_highest(likeness, nearest) - mean_of_highest(recent @ history.T, nearest)


def usual_score(history: NDArray[np.float32], seed: int) -> float:
    """Return the score that three in twenty ordinary texts exceed, from history held back."""
    generator = np.random.default_rng(seed)
    held = int(len(history) * HELD_BACK_SHARE)
    scores = []
    for _ in range(HELD_BACK_ROUNDS):
        order = generator.permutation(len(history))
        now, before = history[order[:held]], history[order[held:]]
        scores.append(novelty_scores(now, np.ones(held, dtype=np.int64), before))
    return float(np.quantile(np.concatenate(scores), PASSING_QUANTILE))


def lead_over_history(
    group: NDArray[np.float32], counts: NDArray[np.int64], history: NDArray[np.float32]
) -> float:
    """Return how much nearer a group's texts are to each other than to history."""
    company = int(np.minimum(counts, COPIES).sum()) - 1
    return float(novelty_scores(group, counts, history, min(NEAREST, company)).mean())


def _link(
    recent: NDArray[np.float32], passing: NDArray[np.int64], min_likeness: float
) -> list[NDArray[np.int64]]:
    """Join passing texts by average linkage into groups, in the order of their first text."""
    if len(passing) < 2:
        return [passing] if len(passing) else []
    distances = np.clip(1 - recent[passing] @ recent[passing].T, 0, 2).astype(np.float64)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    labels = fcluster(tree, 1 - min_likeness, criterion="distance")
    firsts = {label: row for row, label in reversed(list(enumerate(labels.tolist())))}
    return [passing[labels == label] for label in sorted(firsts, key=firsts.__getitem__)]
