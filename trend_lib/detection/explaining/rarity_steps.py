"""How rare this week is by chance: tails of the negative binomial, and the p-value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.calibrated import (
    CONTACTS,
    DISPERSIONS,
    LOG_STRETCH,
    OF_RARE_AND_STEADY,
    RARE,
    STEADY,
)
from trend_lib.detection.explaining.writing import OF_WEEKS, number, odds
from trend_lib.detection.looks import HIGHEST_EARLIER
from trend_lib.detection.tails_told import LOOKS

if TYPE_CHECKING:
    Said = dict[str, Any]


def rarity_lines(said: Said, week: str) -> list[str]:
    """Say the tails, and how they became the p-value."""
    del week  # every step is told of the same
    if said.get("p_spike") is None:
        return []
    lines = [*_one_week(said.get("sudden", said)), *_drift(said)]
    made, _, because = said["p_value_is"].partition(": ")
    why = f", since {because}" if because else ""
    if said["p_value"] is None:
        return [*lines, f"p would be {_short(made)}{why}; it was not tested"]
    return [*lines, f"p = {_short(made)} = {number(said['p_value'])}{why}: {odds(said['p_value'])}"]


def _short(made: str) -> str:
    """Return a formula with the names that the steps before gave."""
    for name, short in zip(LOOKS, ("p1", "p2", "p3"), strict=True):
        made = made.replace(name, short)
    return made


def _one_week(said: Said) -> list[str]:
    """Say the tails of this week and of several together."""
    lines = [
        (
            "a normal week is negative binomial: size = expected / (dispersion - 1), success probability = "
            "1 / dispersion"
        ),
    ]
    if said["method"] == "novelty":
        return [*lines, f"one week: p1 = P(count >= contacts) = {number(said['p_one_week'])}"]
    lines += [
        "tail = P(count > contacts) + P(count = contacts) / 2",
        (
            "the dispersion is itself an estimate, so the tail's normal quantile is read in Student's t of the degrees above"
        ),
        f"one week: p1 = t(degrees, normal quantile of the tail) = {number(said['p_one_week'])}",
    ]
    return [*lines, *_several_weeks(said), *_stretch(said)]


def _stretch(said: Said) -> list[str]:
    """Say by how much p is read once more, with the table that it is read off."""
    if said["stretch"] is None:
        return []
    scatters = ", ".join(f"{one:g}" for one in DISPERSIONS)
    rows = "; ".join(
        f"{', '.join(f'{one:g}' for one in row)} where {contacts:g} are expected"
        for contacts, row in zip(CONTACTS, LOG_STRETCH, strict=True)
    )
    return [
        (
            f"log of stretch where together is {scatters}: {rows}; straight between them in the logarithms of both, level beyond; "
            f"to it comes {OF_RARE_AND_STEADY:g} x rare x steady, rare being 1 up to {RARE[0]:g} expected and 0 from {RARE[1]:g} on, straight "
            "between in the logarithm, and steady 1 where root(cos 1 ^ 2 + sin 1 ^ 2 + cos 2 ^ 2 + sin 2 ^ 2) is up to "
            f"{STEADY[0]:g} and 0 from {STEADY[1]:g} on, straight between: "
            f"stretch = {number(said['stretch'])}, by which simulated quiet weeks keep p's word"
        )
    ]


def _drift(said: Said) -> list[str]:
    """Say what became of the two questions, where both were asked."""
    if said["p_drift"] is None:
        return []
    made, _, because = said.get("sudden", said)["p_spike_is"].partition(": ")
    why = f", since {because}" if because else ""
    return [
        f"a sudden rise: p_spike = {_short(made)} = {number(said['p_spike'])}{why}",
        f"a slow drift: p_drift = {number(said['p_drift'])}, as above",
    ]


def _several_weeks(said: Said) -> list[str]:
    """Say the looks at this week together with those before it, or why there is none."""
    weeks = said["newest_weeks"]
    if len(weeks) <= 1:
        return []
    if said["p_two_weeks"] is None:
        return ["weeks together: not looked at, since this week is not above its expectation"]
    looks = zip(range(2, len(weeks) + 1), LOOKS[1:], strict=False)
    return [
        *(
            f"{OF_WEEKS[ago].removeprefix('of ')}: tail read in t = {number(week['p'])}"
            for ago, week in enumerate(weeks)
            if ago
        ),
        (
            f"z1, z2, z3 of these weeks: the normal quantile exceeded as rarely, of earlier weeks at most {HIGHEST_EARLIER:g}; c = root(error of the "
            "expectation / (expected + that error)), what the weeks have in common"
        ),
        *(f"{_together(count)} = {number(said[look])}" for count, look in looks),
    ]


def _together(weeks: int) -> str:
    """Say how the quantiles of so many weeks become one p."""
    z, c, own = (
        " + ".join(form.format(n) for n in range(1, weeks + 1))
        for form in ("z{}", "c{}", "(1 - c{} ^ 2)")
    )
    names = {2: "two weeks", 3: "three weeks"}
    return f"{names[weeks]}: p{weeks} = P(normal > ({z}) / root({own} + ({c}) ^ 2))"
