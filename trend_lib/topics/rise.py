"""Whether what a group says is said more often now than it ever was.

Question: has something begun, or is this a rare wording that comes every now and then? A sample of the past
misses rare wordings, and a few of them in one week look like a new fault. Compared are shares of all contacts: of the
last weeks' and of the past's, how many lie as near to the group's centre as all but a tenth of its own texts.
Formula: two Poisson rates, given their sum (Przyborowski and Wilenski 1940): of n + h contacts that lie near,
n of the last weeks are Binomial(n + h, N / (N + H)) while nothing has changed, N and H being all contacts
looked through; this week is tried against all before it, and the last weeks together against the past. Assumes contacts that come one by one, and a past that was sampled evenly.
It is wrong for what comes once a year and is younger than the past that is looked at: that looks new each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.past import Held, Spoken

OUTSIDE = 0.1  # of a group's own texts may lie farther out than what counts as near
NEAREST_ASKED = 0.9  # cosine; a group of one text repeated asks for no more than this
MOST_CHANCE = 0.001


@dataclass(frozen=True)
class Crowd:
    """Texts that are looked through, and how many contacts they stand for."""

    parts: Sequence[Spoken]
    contacts: int

    @classmethod
    def whole(cls, spoken: Spoken) -> Crowd:
        """Return contacts that are all looked through."""
        return cls([spoken], int(spoken.counts.sum()))

    @classmethod
    def standing_for(cls, spoken: Sequence[Spoken], held: Sequence[Held]) -> Crowd:
        """Return samples of what topics held, for as much of the past as they stand for.

        Where half of the topics' contacts are looked through, half of all contacts are: those of
        the other topics would hold none that lie near. The past begins with the oldest topic.
        """
        drawn = sum(int(one.counts.sum()) for one in spoken)
        share = drawn / max(sum(one.contacts for one in held), 1)
        return cls(spoken, round(share * max(one.among for one in held)))

    def near(self, group: NDArray[np.float32]) -> int:
        """Return how many of the contacts lie as near to a group's centre as its own texts."""
        centre, reached = _centre(group), radius(group)
        return sum(int(one.counts[one.vectors @ centre >= reached].sum()) for one in self.parts)


def has_risen(group: NDArray[np.float32], crowds: Sequence[Crowd]) -> bool:
    """Tell whether a group's share of the contacts rose at one of the borders between crowds, the newest first."""
    near = np.array([crowd.near(group) for crowd in crowds])
    contacts = np.array([crowd.contacts for crowd in crowds])
    p_values = [
        rise_p_value(near[:end].sum(), contacts[:end].sum(), near[end:].sum(), contacts[end:].sum())
        for end in range(1, len(crowds))
    ]
    return min(p_values) * len(p_values) <= MOST_CHANCE  # Bonferroni: as many looks as borders


def rise_p_value(near_now: int, all_now: int, near_before: int, all_before: int) -> float:
    """Return how often so many of the near contacts would be recent, if the share were what it was."""
    share = all_now / max(all_now + all_before, 1)
    return float(binom.sf(near_now - 1, near_now + near_before, share))


def radius(group: NDArray[np.float32]) -> float:
    """Return the cosine to the centre of the others that all but a tenth of a group's texts reach."""
    others = group.sum(axis=0) - group
    lengths = np.maximum(np.linalg.norm(others, axis=1), 1e-9)
    cosines = (group * others).sum(axis=1) / lengths if len(group) > 1 else np.ones(1)
    return min(float(np.quantile(cosines, OUTSIDE)), NEAREST_ASKED)


def _centre(group: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a group's mean direction."""
    total = group.sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), dtype=np.float32)
