"""Countermeasures: what is under way, what is still watched, and what was settled this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.begun import begun_sentence
from trend_lib.report.bulletin_measures import Watched
from trend_lib.report.causes import member_sentences
from trend_lib.report.counted import count_sentence
from trend_lib.report.spikes import SETTLED, STATES, alarming_episodes, since
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode
    from trend_lib.report.stored import StoredWeek

LISTED = 40  # rows; a full page with long names stays within its limit, and the appendix has all
SETTLED_AS = {
    "closed": mark("Closed this week: {names}."),
    "false_alarm": mark("Marked as false alarms: {names}."),
    "known_event": mark("Known events, as people said: {names}."),
}


def make_watched(stored: StoredWeek) -> tuple[Watched, ...]:
    """Return spikes with a countermeasure under way, and earlier ones that did not alarm again."""
    return tuple(_watched(stored, row) for row in _worth_watching(stored)[:LISTED])


def watched_note(stored: StoredWeek) -> str:
    """Say how many more there are than the page lists; empty when it lists all."""
    more = len(_worth_watching(stored)) - LISTED
    if more <= 0:
        return ""
    return say_many(
        more, "{number} more is watched and not listed here.",
        "{number} more are watched and not listed here.", number=figures.count(more),
    )  # fmt: skip


def _worth_watching(stored: StoredWeek) -> list[Episode]:
    """Return the episodes with a countermeasure under way, and those that did not alarm and are not over.

    What is told with another is told there.
    """
    worth = [
        row
        for row in stored.episodes
        if row.state == "countermeasure" or (not row.grade and row.state not in SETTLED)
    ]
    told = {row.episode_id for row in (*worth, *alarming_episodes(stored))}
    return [row for row in worth if row.led_by not in told]


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
        members=member_sentences(stored.episodes, row),
        countermeasure=begun_sentence(stored.countermeasures, row.episode_id) or _suggested(row),
        owner=owner or say("Nobody yet"),
        has_owner=bool(owner),
    )


def _suggested(row: Episode) -> str:
    """Return the countermeasure suggested, or that there is none."""
    measure = plain_text(row.countermeasure or "")
    return say("Suggested: {measure}", measure=measure) if measure else say("None named")
