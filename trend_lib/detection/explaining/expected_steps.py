"""What a normal week would bring, method by method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.scatter_steps import scatter_lines
from trend_lib.detection.explaining.writing import OF_WEEKS, number, short
from trend_lib.detection.level import HALF_LIFE_WEEKS, SMALLEST_RATE
from trend_lib.detection.season_doubt import WEEKS_A_YEAR

if TYPE_CHECKING:
    Said = dict[str, Any]

OF_METHOD = {
    "seasonal": "seasonal: over a year of history, so level, trend and season can be told apart",
    "drift": "drift: most of two months was high, so what is normal is told by the time before the last quarter",
    "level": "level: under a year of history, so the newest weeks say most",
    "novelty": "novelty: never or hardly seen before, so there is no level to compare with",
}


def expected_lines(said: Said, week: str) -> list[str]:
    """Say the expectation and how it is made."""
    del week  # every step is told of the same
    if said["expected"] is None:
        return []
    methods = {"level": _level, "seasonal": _seasonal, "drift": _seasonal, "novelty": _novelty}
    made = methods[said["method"]](said)
    return [
        f"method {OF_METHOD[said['method']]}",
        *made,
        f"expected = {number(said['expected'])}",
        *_weeks_before(said),
        f"95 of 100 normal weeks: {short(said['lower'])} to {short(said['upper'])}",
    ]


def sudden_lines(said: Said, week: str) -> list[str]:
    """Say what the seasonal method expects, where a drift says more and is shown above."""
    if "sudden" not in said:
        return []
    sudden = said["sudden"]
    return [*expected_lines(sudden, week), *scatter_lines(sudden, week)]


def _level(_: Said) -> list[str]:
    """Say the weighted mean; a week is worth half as much after each half-life."""
    return [
        f"each week counts weight x 0.5 ^ (weeks ago / {HALF_LIFE_WEEKS:g}); weeks of an outbreak weigh under 1",
        (
            f"expected = sum(that x contacts) / sum(that x exposure) + {SMALLEST_RATE:g}; exposure is 1 where "
            "none is listed"
        ),
    ]


def _novelty(said: Said) -> list[str]:
    """Say the mean under a prior that knows nothing."""
    return [
        f"expected = {said['expected_from']}: half a contact and half a week are lent, so that it has a mean"
    ]


def _seasonal(said: Said) -> list[str]:
    """Say the curve and its value at this week."""
    curve = said["curve"]
    step = " + step (in the weeks of the new level)" if "step" in curve else ""
    return [
        (
            "a curve through those weeks, weeks of past outbreaks weighing less: log of expected = level + trend x "
            "years + cos 1 x cos(2 pi years) + sin 1 x sin(2 pi years) + cos 2 x cos(4 pi years) + sin 2 x "
            f"sin(4 pi years){step} + log(exposure), years from this week on"
        ),
        *held_line(said),
        curve_line(curve),
        "this week years = 0, so expected = exp(" + " + ".join(_at_this_week(curve)) + ")",
    ]


def held_line(said: Said) -> list[str]:
    """Say how far the season was held back, where the other series told."""
    if "wave_deviations" not in said:
        return []
    yearly, half_yearly = (number(one) for one in said["wave_deviations"])
    return [
        (
            f"its yearly wave (cos 1, sin 1) is held to 0 with a deviation of {yearly}, its half-yearly one with {half_yearly}: so "
            "strong a season may be by its own weeks and by what all series show"
        )
    ]


def curve_line(curve: dict[str, float]) -> str:
    """Say the coefficients of a curve."""
    return "; ".join(f"{name} = {number(value)}" for name, value in curve.items())


def _at_this_week(curve: dict[str, float]) -> list[str]:
    """Return the terms that are not 0 in the week under test."""
    return [name for name in curve if name != "trend a year" and not name.startswith("sin")]


def _weeks_before(said: Said) -> list[str]:
    """Say what is expected of the earlier weeks that are looked at together with this one."""
    return [
        f"expected {OF_WEEKS[ago]} = {number(week['expected'])}: {_at(said, ago)}"
        for ago, week in enumerate(said["newest_weeks"])
        if ago
    ]


def _at(said: Said, ago: int) -> str:
    """Say how the expectation of a week before follows."""
    exposures = said.get("exposure_over_this_weeks")
    is_last = (
        {} if exposures is None else dict(zip((1, 2), reversed(exposures.values()), strict=False))
    )
    exposure = f"; its exposure is {number(is_last[ago])}" if ago in is_last else ""
    if said["method"] == "seasonal":
        return f"the same with years = -{ago} / {number(WEEKS_A_YEAR)}{exposure}"
    return f"expected x exposure of that week{exposure}"
