"""What people said of the last year's spikes: how many were worth being told, by method and topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.precision import precision_of
from trend_lib.base.speech import mark, say
from trend_lib.report import figures
from trend_lib.report.words import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trend_lib.report.rows_effects import Marks
    from trend_lib.report.stored import StoredWeek

METHODS = {
    "seasonal": mark("season and trend"),
    "level": mark("level of the last weeks"),
    "drift": mark("slow drift"),
    "novelty": mark("hardly seen before"),
}
TOPICS_NAMED = 3  # with most false alarms
FEWEST_FALSE = 2  # of a topic that is named: one is anybody's


def marks_sentence(stored: StoredWeek) -> str:
    """Say how precise the alarms were, as people marked them; empty where there were no spikes."""
    rows = stored.marks
    episodes = sum(row.episodes for row in rows)
    if not episodes:
        return ""
    useful, false, known = (
        sum(getattr(row, name) for row in rows)
        for name in ("useful", "false_alarms", "known_events")
    )
    if not useful + false + known:
        return say(
            "Nobody has marked a spike of the last 52 weeks as useful or false yet, so how precise alarms are is not known."
        )
    said = [say(
        "Spikes of the last 52 weeks: {episodes}. As people said, useful: {useful}, false alarms: {false}, "
        "known events: {known}, not marked: {unmarked}.",
        episodes=figures.count(episodes), useful=figures.count(useful), false=figures.count(false),
        known=figures.count(known), unmarked=figures.count(episodes - useful - false - known),
    )]  # fmt: skip
    if useful + false > 0:
        said += [_precision(useful, false), _by_method(rows), _most_false(rows)]
    return " ".join(one for one in said if one)


def _precision(useful: int, false: int) -> str:
    """Say the share of useful ones among those judged, with Wilson's interval."""
    found = precision_of(useful, false)
    if found is None:
        return ""
    return say(
        "Useful among those called useful or false: {share} (95% interval: {low} to {high}).",
        share=figures.percent(found.share), low=figures.percent(found.lower), high=figures.percent(found.upper),
    )  # fmt: skip


def _by_method(rows: Iterable[Marks]) -> str:
    """Say the same of each method, in numbers."""
    judged: dict[str, tuple[int, int]] = {}
    for row in rows:
        useful, together = judged.get(row.method, (0, 0))
        judged[row.method] = (useful + row.useful, together + row.useful + row.false_alarms)
    told = [
        say("{name} {useful} of {judged}", name=say(METHODS[method]),
            useful=figures.count(judged[method][0]), judged=figures.count(judged[method][1]))
        for method in METHODS if judged.get(method, (0, 0))[1]
    ]  # fmt: skip
    return say("By method: {methods}.", methods=", ".join(told))


def _most_false(rows: Iterable[Marks]) -> str:
    """Name the topics that were most often called false; empty when none was twice."""
    judged: dict[str, tuple[int, int]] = {}
    for row in rows:
        false, together = judged.get(row.topic_name, (0, 0))
        judged[row.topic_name] = (
            false + row.false_alarms,
            together + row.useful + row.false_alarms,
        )
    often = sorted(
        (item for item in judged.items() if item[1][0] >= FEWEST_FALSE),
        key=lambda item: (-item[1][0], item[0]),
    )
    told = [
        say("“{topic}” {false} of {judged}", topic=name_of(topic), false=figures.count(false), judged=figures.count(together))
        for topic, (false, together) in often[:TOPICS_NAMED]
    ]  # fmt: skip
    return say("Most false alarms: {topics}.", topics=", ".join(told)) if told else ""
