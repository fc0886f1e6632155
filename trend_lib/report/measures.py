"""Countermeasures: what is under way, what is still watched, and what was settled this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say
from trend_lib.report.bulletin import Watched
from trend_lib.report.counted import count_sentence
from trend_lib.report.spikes import SETTLED, STATES, since
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode
    from trend_lib.report.stored import StoredWeek

SETTLED_AS = {
    "closed": mark("Closed this week: {names}."),
    "false_alarm": mark("Marked as false alarms: {names}."),
    "known_event": mark("Known events, as people said: {names}."),
}


def make_watched(stored: StoredWeek) -> tuple[Watched, ...]:
    """Return spikes with a countermeasure under way, and earlier ones that did not alarm again."""
    return tuple(
        _watched(stored, row)
        for row in stored.episodes
        if row.state == "countermeasure" or (not row.grade and row.state not in SETTLED)
    )


def settled_sentence(stored: StoredWeek) -> str:
    """Name the spikes that were settled this week; empty when none was."""
    said = [
        say(SETTLED_AS[state], names=names) for state in SETTLED if (names := _named(stored, state))
    ]
    return " ".join(said)


def _named(stored: StoredWeek, state: str) -> str:
    """Name the episodes in a state."""
    names = [name_of(row.topic_name) for row in stored.episodes if row.state == state]
    return "; ".join(say("“{name}”", name=plain_text(name, 80)) for name in names)


def _watched(stored: StoredWeek, row: Episode) -> Watched:
    """Write one row; a measure that nobody has begun is only suggested."""
    status, status_class = STATES[row.state]
    owner = plain_text(row.owner or "", 80)
    return Watched(
        name=name_of(row.topic_name),
        status=say(status),
        status_class=status_class,
        since=since(row, stored.week),
        sentence=count_sentence(row),
        countermeasure=_measure(row),
        owner=owner or say("Nobody yet"),
        has_owner=bool(owner),
    )


def _measure(row: Episode) -> str:
    """Return the countermeasure under way, the one suggested, or that there is none."""
    measure = plain_text(row.countermeasure or "")
    if not measure:
        return say("None named")
    return (
        measure if row.state == "countermeasure" else say("Suggested: {measure}", measure=measure)
    )
