"""Whether two topics rose by one cause: how alike the places and days of their rises are.

Question: do the rises of two topics lie in the same regions and on the same days, more than chance brings together?
Assumption: a topic that rises by a cause of its own rises in regions and on days that have nothing to do with those of
another; regions (and days) are alike before anything is known.
Formula: of a topic's counts x over the cells of one dimension, with usual shares u, the residuals
r = (x - n u) / sqrt(n u), n = sum x: what a rise in proportion would not bring. Tucker's congruence of two topics
phi = sum(r s) / sqrt(sum(r^2) sum(s^2)) over the cells of regions and of days together (Tucker 1951; .85 to .94 is a
fair, from .95 a good likeness: Lorenzo-Seva & ten Berge 2006, Methodology 2:57). p is the share of permutations of one
topic's regions among themselves, and of its days, with a phi at least as large (Good 2005, Permutation Tests).
Shapes: one array a dimension, the cells of both topics in the same order.
Wrong when cells are neighbours (a storm that moves through regions one day after the other is two places), and when two
causes happen to meet in one place on the same days: nothing in counts can tell those apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

LEAST_USUAL = 0.5  # contacts of a cell: of fewer, a single one would look like a burst
PERMUTATIONS = 1999
SEED = 20061  # the same week gives the same groups


class Likeness(NamedTuple):
    """How alike two rises are, and how often chance makes them as alike."""

    congruence: float  # -1 to 1
    p_value: float


def residuals(counts: FloatArray, usual: FloatArray) -> FloatArray:
    """Return by how much each cell is above what a rise in proportion brings, in standard deviations."""
    if not usual.sum() or not counts.sum():
        return np.zeros(len(counts))
    level = usual * counts.sum() / usual.sum()
    return np.asarray((counts - level) / np.sqrt(np.maximum(level, LEAST_USUAL)))


def likeness(one: Sequence[FloatArray], other: Sequence[FloatArray]) -> Likeness:
    """Return how alike the residuals of two topics are, dimension by dimension in the same order."""
    size = np.sqrt(sum(float(r @ r) for r in one) * sum(float(s @ s) for s in other))
    if not size:
        return Likeness(0.0, 1.0)
    random = np.random.default_rng(SEED)
    seen = sum(float(r @ s) for r, s in zip(one, other, strict=True))
    drawn = sum(
        random.permuted(np.tile(s, (PERMUTATIONS, 1)), axis=1) @ r
        for r, s in zip(one, other, strict=True)
    )
    as_large = int(np.sum(drawn >= seen - 1e-9 * size))
    return Likeness(seen / size, (1 + as_large) / (1 + PERMUTATIONS))


def is_one_cause(alike: Likeness, shared_words: Sequence[Any]) -> bool:
    """Tell whether two rises have one cause; words that grew in both let less likeness do."""
    if alike.congruence >= 0.85 and alike.p_value <= 0.05:
        return True
    return bool(shared_words) and alike.congruence >= 0.7 and alike.p_value <= 0.2
