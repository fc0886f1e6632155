"""What is left of the p-value after so many looks: customers, the topic's other series, other topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.writing import number

if TYPE_CHECKING:
    Said = dict[str, Any]


def correction_lines(said: Said, week: str) -> list[str]:
    """Say the way from p to q."""
    del week  # every step is told of the same
    if said.get("q_value") is None:
        return []
    small = said["tests_too_small"]
    ranked = number(
        said["larger_p"] / said["weight"] * said["tests_in_family"] / said["rank_in_family"]
    )
    return [
        (
            f"customers, judged as contacts are: {said['customers']} came, {number(said['expected_customers'])} "
            f"expected, p = {number(said['p_customers'])}; the larger of both p counts: {number(said['larger_p'])}"
        ),
        f"the topic has {said['tests_in_family']} series"
        + (f", {small} of them too small to test (counted with p = 1)" if small else "")
        + f"; this one is number {said['rank_in_family']} by p / weight, its weight {number(said['weight'])}",
        (
            f"{number(said['larger_p'])} / {number(said['weight'])} x {said['tests_in_family']} / "
            f"{said['rank_in_family']} = {ranked}; the smallest such figure of this and less rare series, at most 1: p in the "
            f"topic = {number(said['p_in_family'])}"
        ),
        f"the topic's own p, its smallest: {number(said['topic_p_value'])}",
        (
            f"{said['topics']} topics were tested, all contacts as one of them; where this series is just named, {said['topics_selected']} of "
            "them are selected (Benjamini-Hochberg over the topics' own p)"
        ),
        (
            f"q = {number(said['q_value'])}: the smallest rate with p in the topic <= rate x "
            f"{said['topics_selected']} / {said['topics']}"
        ),
    ]
