"""How often the program is right about kinds, and what the kinds' shares are, by what people settled of a sample.

Questions: of all contacts, how many have the kind that they are counted as; of those counted as a kind, how many are
(precision); of those that are, how many are counted so (recall); and what share of all is of each kind?

Weights: the inverse of each contact's chance of being drawn (D. Horvitz and D. Thompson, JASA 47, 1952), spread within
each part of the sample over those not settled, so that shares are ratios of weighted sums (J. Hajek, in Godambe and
Sprott, Foundations of Statistical Inference, 1971). Intervals of 95 %: Wilson's with Kish's effective number, (sum of
weights)² / (sum of squared weights) (L. Kish, Survey Sampling, 1965, 11.7).

Share of a kind: the share counted, known of every contact, plus the weighted mean of "is it" minus "is counted so": the
difference estimator (C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling, 1992, 6.3; the same as
prediction-powered inference, A. Angelopoulos and others, Science 382, 2023). It is right however wrong the program is;
a good program only makes it more exact. Its interval is that of a difference of paired shares, one contact added to
each kind of error (D. Bonett and R. Price, Journal of Educational and Behavioral Statistics 37, 2012).

Wrong when those that nobody settles differ from those that somebody does, within a part of the sample: hard ones are
skipped, and the program looks better than it is. And when people err: their slips count as the program's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtri

from trend_lib.quality.interval import TAIL, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Words = NDArray[np.str_]

LEAST_OF_ALL = 30  # settled contacts drawn by lot, below which nothing is told
LEAST_OF_A_PART = 5  # as in a cell of the call-backs' weights
LEAST_OF_A_KIND = 10  # settled contacts of a kind, below which its precision or recall is not told
UNSETTLED = ""


class Figure(NamedTuple):
    """A figure with its 95 % interval; NaN where too little was settled."""

    settled: int
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Settled:
    """What people settled, and what each stands for."""

    counted: Words  # as the program said before
    said: Words  # as people said
    weight: Floats  # adds up to 1


def weigh(
    parts: Sequence[str], inclusion: Sequence[float], counted: Sequence[str], said: Sequence[str]
) -> Settled | None:
    """Return what was settled of a sample, with weights; None where it is too little to tell anything.

    Args:
        parts: Of every contact that was drawn: even, or another part.
        inclusion: With what chance it was drawn.
        counted: What the program said.
        said: What people said; UNSETTLED where nobody did.
    """
    part, weight = np.array(parts, dtype=np.str_), 1 / np.array(inclusion, dtype=np.float64)
    words = np.array(said, dtype=np.str_)
    is_settled = words != UNSETTLED
    for name in np.unique(part):
        of_part = part == name
        settled = of_part & is_settled
        if settled.sum() < (LEAST_OF_ALL if name == "even" else LEAST_OF_A_PART):
            return None
        weight[settled] *= weight[of_part].sum() / weight[settled].sum()
    if "even" not in part:
        return None
    left = weight[is_settled]
    return Settled(np.array(counted, np.str_)[is_settled], words[is_settled], left / left.sum())


def right_share(settled: Settled) -> Figure:
    """Return the share of all contacts whose kind the program says right."""
    everyone = np.ones(len(settled.weight), dtype=np.bool_)
    return _share(settled, settled.counted == settled.said, everyone, LEAST_OF_ALL)


def precision(settled: Settled, kind: str) -> Figure:
    """Return the share right among those counted as a kind."""
    return _share(settled, settled.said == kind, settled.counted == kind, LEAST_OF_A_KIND)


def recall(settled: Settled, kind: str) -> Figure:
    """Return the share counted as a kind among those that are of it."""
    return _share(settled, settled.counted == kind, settled.said == kind, LEAST_OF_A_KIND)


def corrected_share(settled: Settled, kind: str, counted_share: float) -> Figure:
    """Return the share of all contacts that are of a kind, from the share that is counted so."""
    is_it, is_counted = settled.said == kind, settled.counted == kind
    missed = float(settled.weight[is_it & ~is_counted].sum())
    taken = float(settled.weight[~is_it & is_counted].sum())
    lower, upper = paired_interval(missed, taken, effective(settled.weight))
    shares = np.clip([counted_share + by for by in (missed - taken, lower, upper)], 0.0, 1.0)
    return Figure(len(settled.weight), *map(float, shares))


def paired_interval(missed: float, taken: float, number: float) -> tuple[float, float]:
    """Return the interval of missed - taken, two shares of the same contacts (Bonett & Price 2012)."""
    more, less = ((share * number + 1) / (number + 2) for share in (missed, taken))
    reach = ndtri(TAIL) * np.sqrt((more + less - (more - less) ** 2) / (number + 2))
    return float(more - less - reach), float(more - less + reach)


def change(now: Figure, before: Figure) -> Figure:
    """Return how far a figure lies from an independent one before, by both intervals.

    The limits lie as far from the difference as the two intervals' own reaches together, in squares (G. Zou and A.
    Donner, Statistics in Medicine 27, 2008; R. Newcombe, ibid. 17, 1998).
    """
    moved = now.value - before.value
    down = np.hypot(now.value - now.lower, before.upper - before.value)
    up = np.hypot(now.upper - now.value, before.value - before.lower)
    return Figure(now.settled + before.settled, moved, float(moved - down), float(moved + up))


def effective(weight: Floats) -> float:
    """Return Kish's effective number: as many equal weights tell as much."""
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares else 0.0


def _share(settled: Settled, is_so: Flags, among: Flags, least: int) -> Figure:
    """Return the weighted share of what is so among some; its interval by the effective number."""
    weight = settled.weight[among]
    if among.sum() < least:
        return Figure(int(among.sum()), np.nan, np.nan, np.nan)
    number = effective(weight)
    share = float(np.average(is_so[among], weights=weight))
    lower, upper = wilson_interval(share * number, number)
    return Figure(int(among.sum()), share, float(lower), float(upper))
