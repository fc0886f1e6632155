"""Which contacts a person settles: drawn by lot in two steps, so that each has a known chance of being asked about.

Question: which few contacts teach the classifier most, and tell at the same time how good it is on all? Formula: of N
contacts a simple random sample of m is read; its d least sure ones are all asked about (chance m / N), and of the other
m - d a simple random sample of e (chance m / N * e / (m - d)). Weighted by the inverse of these chances, what is asked
stands for all N. Source: double sampling for stratification, J. Neyman, Contribution to the theory of sampling human
populations, JASA 33 (1938); C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992), ch. 9.
Wrong for contacts that came after the draw: they are as the others were, or nobody knows. Of near-copies one alone is
among the least sure; the rest can be drawn like any other.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trend_lib.topics.kinds.example import KINDS, wording_key
from trend_lib.topics.kinds.verdict import find_doubtful, likeliest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVEN, DOUBTFUL = "even", "doubtful"


class Candidate(NamedTuple):
    """A contact that was read."""

    contact_id: str
    topic_id: int
    text: str
    kind: str  # as it is counted


class Asked(NamedTuple):
    """A contact that a person is asked about, and what the program said before."""

    contact: Candidate
    part: str
    place: int
    guess: str
    probability: float
    other_kind: str
    other_probability: float
    inclusion: float


def draw(  # noqa: PLR0913 - the whole design
    read: Sequence[Candidate],
    probabilities: Floats,
    *,
    of_contacts: int,
    doubtful: int,
    even: int,
    seed: int,
) -> list[Asked]:
    """Return the sample in the order in which it is asked about."""
    least_sure = _least_sure(read, probabilities, doubtful)
    others = sorted(set(range(len(read))) - set(least_sure))
    others.sort(key=lambda row: place_by_seed(seed, EVEN, read[row].contact_id))
    by_lot = others[:even]
    share = len(read) / of_contacts if of_contacts else 0.0
    chances = dict.fromkeys(least_sure, share)
    chances |= dict.fromkeys(by_lot, share * len(by_lot) / max(len(others), 1))
    order = sorted(chances, key=lambda row: place_by_seed(seed, "asked", read[row].contact_id))
    return [
        Asked(
            read[row],
            DOUBTFUL if row in least_sure else EVEN,
            place,
            *_told(probabilities[row]),
            chances[row],
        )
        for place, row in enumerate(order, start=1)
    ]


def place_by_seed(seed: int, *names: str) -> str:
    """Return where names stand in the seed's order: equal seeds give equal orders, on any machine."""
    return hashlib.sha256("\x1f".join([str(seed), *names]).encode()).hexdigest()


def _least_sure(read: Sequence[Candidate], probabilities: Floats, most: int) -> list[int]:
    """Return the rows that the words tell least, one of each wording."""
    first = {wording_key(one.text): row for row, one in reversed([*enumerate(read)])}
    rows = sorted(first.values())
    return [rows[found] for found in find_doubtful(probabilities[rows], most)]


def _told(row: Floats) -> tuple[str, float, str, float]:
    """Return the two likeliest kinds with their probabilities."""
    first = int(likeliest(row)[0])
    rest = np.where(np.arange(len(KINDS)) == first, -1.0, row)
    second = int(likeliest(rest)[0])
    told = [(KINDS[place], round(float(row[place]), 4)) for place in (first, second)]
    return (*told[0], *told[1])
