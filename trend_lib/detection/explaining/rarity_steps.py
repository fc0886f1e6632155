"""How rare this week is by chance: tails of the negative binomial, and the p-value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.writing import number, odds

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
    return made.replace("p_one_week", "p1").replace("p_two_weeks", "p2")


def _one_week(said: Said) -> list[str]:
    """Say the tails of this week and of two."""
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
    if said["expected_two_weeks"] is not None and said["last_week"] is not None:
        lines.append(_two_weeks(said, said["counted"] + said["last_week"]))
    return lines


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


def _two_weeks(said: Said, both: int) -> str:
    """Say the tail of two weeks, or why there is none."""
    if said["p_two_weeks"] is None:
        return f"two weeks: {both} contacts; not looked at, since this week is not above its expectation"
    return (
        f"two weeks: {both} contacts, the same with expected and dispersion of two weeks: p2 = "
        f"{number(said['p_two_weeks'])}"
    )
