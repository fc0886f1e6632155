"""Alarm or not: every condition with its yes or no, and the verdict in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.writing import number, plural, short
from trend_lib.detection.unprecedented import TIMES, is_unprecedented

if TYPE_CHECKING:
    Said = dict[str, Any]

NOT_TESTED = {
    "baseline_too_short": "too few whole weeks of history to compare with",
    "too_few_contacts": "a slice with under one contact a week in the last half year, and this week under the "
    "floor of contacts",
    "no_contacts_ever": "nobody ever wrote about it",
    "source_incomplete": "data of this week is missing, so a low count would be no fall and a high one no rise",
}


def verdict_line(said: Said, week: str) -> str:
    """Say the verdict as one would say it aloud."""
    against = "" if said["expected"] is None else (
        f", {short(said['expected'])} expected (95 of 100 normal weeks: {short(said['lower'])} to "
        f"{short(said['upper'])})")  # fmt: skip
    return f"{week}: {plural(said['observed'], 'contact')}{against}. {_verdict(said)}"


def _verdict(said: Said) -> str:
    """Say alarm, or why none."""
    if said["is_alarm"]:
        return "Alarm."
    if said["status"] != "tested":
        return f"Not tested: {NOT_TESTED.get(said['status'], said['status'])}."
    if said["why_no_alarm"]:
        return f"No alarm: {said['why_no_alarm']}."
    if said["observed"] <= said["expected"]:
        return "No alarm: it did not rise."
    return f"No alarm: by chance alone a normal week looks so high with p = {said['p_value']:.2g}."


def decision_lines(said: Said, week: str) -> list[str]:
    """Say each condition; an alarm needs all of them."""
    del week  # every step is told of the same
    if said["status"] != "tested":
        return [f"not tested ({said['status']}): {NOT_TESTED.get(said['status'], said['status'])}"]
    excess = said["observed"] - said["expected"]
    return [
        _condition(said["observed"] >= said["min_contacts"],
                   f"{plural(said['observed'], 'contact')}, the floor is {said['min_contacts']} (min_contacts)"),
        _condition(excess >= said["min_excess"],
                   f"{_rise(excess)}, the floor is {said['min_excess']:g} (min_excess)"),
        _condition(said["q_value"] <= said["false_discovery_rate"],
                   f"q = {number(said['q_value'])}, at most {said['false_discovery_rate']:g} "
                   "(false_discovery_rate)"),
        *_size_lines(said),
        f"an alarm needs every yes{_or_of_size(said)}: {'alarm' if said['is_alarm'] else 'no alarm'}",
    ]  # fmt: skip


def _or_of_size(said: Said) -> str:
    """Say that the size may stand in for q, where it may."""
    is_young = said["highest_before"] is not None
    is_common = said["q_value"] > said["false_discovery_rate"]
    return ", or the size's in place of q's" if is_young and is_common else ""


def _size_lines(said: Said) -> list[str]:
    """Say what stands in for q where a series is too young for its odds to be known."""
    if not _or_of_size(said):
        return []
    highest, by = said["highest_before"], said["unprecedented_by"]
    is_huge = bool(is_unprecedented(said["observed"], highest, by))
    lines = [
        "or, in place of q, of a whole topic under a year old its size (unprecedented.py):",
        _condition(is_huge, f"at least {TIMES:g} x {number(highest)}, its highest week so far that was no alarm, "
                   f"and {by} contacts more than that (unprecedented_by; 0: never)"),
    ]  # fmt: skip
    is_stopped = is_huge and not said["is_alarm"] and said["why_no_alarm"]
    return [*lines, _condition(False, said["why_no_alarm"])] if is_stopped else lines  # noqa: FBT003


def _rise(excess: float) -> str:
    """Say the rise, or that there is none."""
    return (
        f"a rise of {number(excess)}"
        if excess > 0
        else f"no rise, {number(-excess)} under the expected"
    )


def _condition(holds: bool, what: str) -> str:  # noqa: FBT001 - the answer itself
    """Write one condition."""
    return f"{'yes' if holds else 'NO '}  {what}"
