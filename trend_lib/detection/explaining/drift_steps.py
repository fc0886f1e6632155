"""Whether it crept up for two months: the slow drift's own curve, eight weeks, three sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.drift import DRIFT_GUARD, HIGHEST
from trend_lib.detection.explaining.expected_steps import curve_line, held_line
from trend_lib.detection.explaining.scatter_steps import moderated, together_lines
from trend_lib.detection.explaining.writing import number

if TYPE_CHECKING:
    Said = dict[str, Any]


def drift_lines(said: Said, week: str) -> list[str]:
    """Say how p of a drift came about, where one was looked for."""
    del week  # every step is told of the same
    if "drift" not in said:
        return []
    drift = said["drift"]
    newest, before, both = (number(one["p"]) for one in drift["sums"])
    return [
        f"the same curve once more, through the weeks up to {DRIFT_GUARD + 1} weeks ago, so that a slow rise is no part of it:",
        *held_line(drift),
        curve_line(drift["curve"]),
        *together_lines(drift),
        *_weeks(drift),
        (
            f"cut = expected + {HIGHEST:g} x root of (together x expected); a week counts for that at most in the sum of four, lest "
            "an outbreak of some weeks pass for a drift"
        ),
        *(_sum(one, moderated(drift)) for one in drift["sums"]),
        (
            "p of a sum = (I(contacts) + I(contacts + 1)) / 2, I(x) = the regularised incomplete beta function with x and size at "
            "(dispersion - 1) / dispersion, read in Student's t: the tail as below, and for cut weeks between whole numbers"
        ),
        f"p_drift = the largest of {both}, {newest} ^ 2 and {before} ^ 2 = {number(said['p_drift'])}",
    ]


def _weeks(drift: Said) -> list[str]:
    """List the eight weeks, without those that were not whole."""
    return [
        f"{name}  contacts {one['contacts']}  expected {number(one['expected'])}  cut {number(one['at_most'])}"
        for name, one in drift["weeks"].items()
    ]


def _sum(one: Said, together: float) -> str:
    """Say one sum, its tail and what that is made of."""
    return (
        f"{one['of']}: contacts {number(one['contacts'])}, expected {number(one['expected'])}, dispersion = "
        f"{number(together)} x (1 + {number(one['fit_variance'])} / expected) = {number(one['dispersion'])}, p = {number(one['p'])}"
    )
