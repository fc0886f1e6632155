"""How often episodes are grouped that have nothing to do with one another, and how often those of one cause are.

    make bench NAME=causes ARGS="--pairs 1000 --seed 7"

*told as one*: the share that stands in one message, had the pair's topics one kind and one owner; words never help there.
Pairs of topics in 8 regions of uneven size and 7 days, of 15 to 130 contacts a usual week, each half as many again up to
four times as many in the week of the rise. *even*: a rise in proportion; *local*: in one region and on one or two days.
"""

from __future__ import annotations

import argparse
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.episodes.causes import Rise, compare
from trend_lib.episodes.congruence import residuals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

REGIONS = np.array([30, 18, 14, 12, 9, 8, 6, 3]) / 100
DAYS = np.array([17, 16, 16, 15, 15, 11, 10]) / 100
SCATTER = 1.3  # variance over mean of a usual week's counts


def draw_place(random: np.random.Generator, *, is_local: bool) -> tuple[FloatArray, FloatArray]:
    """Return where and when what comes on top lies: shares of regions and of days."""
    if not is_local:
        return REGIONS, DAYS
    region, day = np.zeros(len(REGIONS)), np.zeros(len(DAYS))
    region[random.choice(len(REGIONS), p=REGIONS)] = 1
    first = random.integers(len(DAYS))
    day[[first, min(first + random.integers(2), len(DAYS) - 1)]] = 1
    return region, day / day.sum()


def draw_rise(
    random: np.random.Generator, place: tuple[FloatArray, FloatArray]
) -> list[FloatArray]:
    """Return a topic's residuals by region and by day in the week of its rise."""
    usual = random.uniform(15, 130)
    top = usual * random.uniform(0.5, 3)
    regions, days = (
        _counts(random, usual * shares) + random.poisson(top * more)
        for shares, more in zip((REGIONS, DAYS), place, strict=True)
    )
    return [residuals(regions, usual * REGIONS), residuals(days, usual * DAYS)]


def _counts(random: np.random.Generator, mean: FloatArray) -> FloatArray:
    """Draw counts of the usual scatter."""
    size = mean / (SCATTER - 1)
    return random.negative_binomial(size, 1 / SCATTER).astype(float)


def shares_grouped(
    random: np.random.Generator, pairs: int, kinds: tuple[bool, bool], *, is_one: bool, words: bool
) -> tuple[float, float]:
    """Return the shares of pairs that are grouped, and that are told as one."""
    found = []
    for _ in range(pairs):
        one = draw_place(random, is_local=kinds[0])
        other = one if is_one else draw_place(random, is_local=kinds[1])
        said = ("word",) if words else ()
        shared = compare(*(_named(draw_rise(random, place), said) for place in (one, other)))
        found.append((bool(shared.why), shared.is_one))
    grouped, told_as_one = np.mean(found, axis=0)
    return float(grouped), float(told_as_one)


def _named(rise: list[FloatArray], words: tuple[str, ...]) -> Rise:
    """Return a rise as the room reads it."""
    places, days = rise
    return Rise(
        "", {str(number): value for number, value in enumerate(places.tolist())},
        dict(zip(Week.parse("2026-W34").days(), days.tolist(), strict=True)), words,
    )  # fmt: skip


def main() -> None:
    """Print a line a kind of pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    random = np.random.default_rng(given.seed)
    print(
        f"{'pairs':34} {'word shared':>11} {'grouped':>8} {'s.e.':>6} {'told as one':>12} {'s.e.':>6}"
    )
    cases = [
        ("two causes, both even", (False, False), False),
        ("two causes, one local", (True, False), False),
        ("two causes, both local", (True, True), False),
        ("one cause, local", (True, True), True),
        ("one cause, even", (False, False), True),
    ]
    for (name, kinds, is_one), words in product(cases, (False, True)):
        shares = shares_grouped(random, given.pairs, kinds, is_one=is_one, words=words)
        grouped, as_one = ((share, (share * (1 - share) / given.pairs) ** 0.5) for share in shares)
        print(
            f"{name:34} {'yes' if words else 'no':>11} {grouped[0]:8.3f} {grouped[1]:6.3f}"
            f" {as_one[0]:12.3f} {as_one[1]:6.3f}"
        )


if __name__ == "__main__":
    main()
