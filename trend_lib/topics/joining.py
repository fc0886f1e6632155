"""Which new groups are one fault: wordings of it are one topic, another fault is another topic.

Question: does a new group belong to a topic that is still young, or to another group of its week? Two looks.
Time: had the group begun with the topic, its contacts would spread over the last weeks as the topic's do; the chance
of so many in this week alone is binomial, and where it is small the group began later and is something else. What is
left over of a fault that a topic already holds is itself chosen by this week, and so looks later than it is; but what
truly began now was not heard before. So a group heard before, and clearly near, is parted only by a smaller chance.
Nearness: mean cosine of each side's texts to their nearest on the other side, where 0 is the mean of all history
and 1 the nearest text of history, so that no absolute cosine decides; the less near side counts.
Assumes that wordings of one fault come in the same weeks. It is wrong for a fault that is suddenly told in other
words by many: the second half becomes a topic of its own, and a person may merge them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy.stats import binom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

JOINED_FROM = 0.4  # nearness; the streams it was chosen on are flat from .39 to .42
# of beginning together, where a group is taken for a later one; .01 does as well on streams of
# labelled texts, .02 parts two faults of the sample provider, whose result is thus no evidence for it
MOST_CHANCE = 0.02
LEFTOVER_CHANCE = 0.002  # the same, for what looks left over of a fault that the topic holds:
HEARD_BEFORE = 2  # it has so many contacts of the weeks before (one may be a stray),
CLEARLY_NEAR = 0.5  # and is this near; two faults of the same month reach JOINED_FROM, hardly this


@dataclass(frozen=True)
class Side:
    """Texts of a group or a young topic, seen against history, and when their contacts came."""

    vectors: NDArray[np.float32]
    at_large: NDArray[np.float32]  # each text's mean cosine to history
    nearest: NDArray[np.float32]  # and to the nearest text of history
    now: int  # contacts of this week
    lately: int  # contacts of the other recent weeks

    @classmethod
    def see(
        cls, vectors: NDArray[np.float32], history: NDArray[np.float32], now: int, lately: int
    ) -> Self:
        """Compare texts with history, once."""
        cosines = vectors @ history.T
        return cls(vectors, cosines.mean(axis=1), cosines.max(axis=1), now, lately)

    def joined(self, other: Side) -> Side:
        """Return both together."""
        return Side(
            np.vstack([self.vectors, other.vectors]),
            np.concatenate([self.at_large, other.at_large]),
            np.concatenate([self.nearest, other.nearest]),
            self.now + other.now,
            self.lately + other.lately,
        )


def settle_groups(groups: Sequence[Side], young: Mapping[int, Side]) -> list[int]:
    """Give each group a home, in the order given: a young topic, or -1 - the group that began one."""
    sides, homes = dict(young), []
    for number, group in enumerate(groups):
        home = _nearest_home(group, sides)
        if home is None:
            home = -1 - number
        sides[home] = sides[home].joined(group) if home in sides else group
        homes.append(home)
    return homes


def _nearest_home(group: Side, sides: Mapping[int, Side]) -> int | None:
    """Return the side that a group is near enough to, the nearest of several."""
    near = {
        home: how_near
        for home, side in sides.items()
        if len(side.vectors)
        and (how_near := nearness(group, side)) >= JOINED_FROM
        and not began_later(group, side, how_near)
    }
    return max(near, key=near.__getitem__, default=None)


def began_later(group: Side, side: Side, how_near: float) -> bool:
    """Tell whether a group is too much of this week to have begun with the other side."""
    share = (side.now + 1) / (side.now + side.lately + 2)
    chance = float(binom.sf(group.now - 1, group.now + group.lately, share))
    is_leftover = group.lately >= HEARD_BEFORE and how_near >= CLEARLY_NEAR
    return chance < (LEFTOVER_CHANCE if is_leftover else MOST_CHANCE)


def nearness(one: Side, other: Side) -> float:
    """Return how near two sides are: 0 as history at large, 1 as the nearest texts of history."""
    cosines = one.vectors @ other.vectors.T
    reached = ((one, cosines.max(axis=1)), (other, cosines.max(axis=0)))
    return min(_on_scale(side, float(nearest.mean())) for side, nearest in reached)


def _on_scale(side: Side, cosine: float) -> float:
    """Return where a cosine lies between history at large (0) and its nearest texts (1)."""
    at_large = float(side.at_large.mean())
    return (cosine - at_large) / max(float(side.nearest.mean()) - at_large, 1e-6)
