"""What other settings would have done with the alarms that people marked: a chart and its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.report.chart_data import Axis, CurveChart, Place
from trend_lib.report.timeline import readable_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    Answer = Mapping[str, Any]

ROOM = 1.08  # beyond the largest number, so that a point at the edge is whole


def marks_chart(answer: Answer) -> CurveChart | None:
    """Return useful alarms that would be told again against false ones, a point a pair of settings; None without marks."""
    budget = answer["budget"]
    tried = sorted({(row["false_told"], row["useful_told"]) for row in answer["tried"]})
    if not any(useful or false for false, useful in tried):
        return None
    best: list[Place] = []
    for false, useful in tried:
        if not best or useful > best[-1].y:
            best.append(Place(false, useful))
    right = ROOM * max(1, tried[-1][0])
    now, then = budget["now"], budget["then"]
    is_other = then is not None and _place(then, "") != _place(now, "")
    return CurveChart(
        described=say(
            "Useful alarms told again against false ones, for {n} pairs of settings", n=len(answer["tried"])
        ),
        tried=tuple(Place(*pair) for pair in tried),
        best=(*best, Place(right, best[-1].y)),
        now=_place(now, "now"),
        then=_place(then, "suggested") if is_other else None,
        limit=None,
        across=_counts(right),
        up=_counts(ROOM * max(1, *(useful for _, useful in tried))),
    )  # fmt: skip


def marks_sentences(answer: Answer) -> list[str]:
    """Say what today's settings, the suggested ones and the most careful ones would do with the marked alarms."""
    budget = answer["budget"]
    said = [_told("Today's settings", budget["now"])]
    if budget["then"] is not None and _pair(budget["then"]) != _pair(budget["now"]):
        said.append(_told("The suggested ones", budget["then"]))
    careful = _most_careful(answer)
    if careful is not None:
        rate, floor = _pair(careful)
        said.append(
            say(
                "Without losing a useful one, false_discovery_rate = {rate} with min_excess = {floor} would tell "
                "{false} instead of {now} false ones.",
                rate=f"{rate:g}", floor=f"{floor:g}", false=careful["false_told"], now=budget["now"]["false_told"],
            )
        )  # fmt: skip
    return said


def _told(whose: str, pair: Answer) -> str:
    """Say what a pair of settings would tell."""
    return say(
        "{whose} would tell {useful} useful and {false} false ones.",
        whose=whose, useful=pair["useful_told"], false=pair["false_told"],
    )  # fmt: skip


def _most_careful(answer: Answer) -> Answer | None:
    """Return the pair that loses no useful alarm and tells fewest false ones, of equals that which catches most."""
    now = answer["budget"]["now"]
    better = [
        row
        for row in answer["tried"]
        if row["useful_told"] >= now["useful_told"] and row["false_told"] < now["false_told"]
    ]
    return min(
        better, key=lambda row: (row["false_told"], -row["caught_share"], _pair(row)), default=None
    )


def _pair(row: Answer) -> tuple[float, float]:
    """Return which settings these are."""
    return row["false_discovery_rate"], row["min_excess"]


def _place(row: Answer, name: str) -> Place:
    """Return where a pair of settings lies."""
    return Place(row["false_told"], row["useful_told"], name)


def _counts(high: float) -> Axis:
    """Return an axis of whole numbers from zero."""
    step = max(1.0, readable_step(high))
    return Axis(
        0.0, high, tuple((step * at, f"{step * at:g}") for at in range(int(high / step) + 1)), ""
    )
