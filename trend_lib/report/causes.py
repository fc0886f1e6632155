"""Which spikes rose together, as far as places, days and words tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.counted import expected_text
from trend_lib.report.words import name_of, plain_text, slice_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.rows import Cause, Episode

TOLD = 3  # names, places or days in a sentence
SENTENCES = {  # by what is told of the place and of the days
    (True, True): mark("Rose together with {names}, in {places}, on {days}: it may be one cause."),
    (True, False): mark("Rose together with {names}, in {places}: it may be one cause."),
    (False, True): mark("Rose together with {names}, on {days}: it may be one cause."),
    (False, False): mark("Rose together with {names}, in the same places on the same days: it may be one cause."),
}  # fmt: skip


def together_sentence(
    causes: Sequence[Cause], episodes: Sequence[Episode], episode: Episode
) -> str:
    """Name the spikes that rose with one, and what they share; empty when none did."""
    own = next((row for row in causes if row.episode_id == episode.episode_id), None)
    if own is None:
        return ""
    others = together_with(causes, episode.episode_id) - _told_with(episodes, episode)
    if not others:
        return ""
    names = [name_of(row.topic_name) for row in episodes if row.episode_id in others]
    places, days = _places(own), _days(own)
    return say(
        SENTENCES[bool(places), bool(days)],
        names=_listed([say("“{name}”", name=plain_text(name, 80)) for name in names]),
        places=_listed(places), days=_listed(days),
    )  # fmt: skip


def members_title(causes: Sequence[Cause], episode: Episode) -> str:
    """Say that topics rose by the same cause as an episode, and by what that is told."""
    own = next((row for row in causes if row.episode_id == episode.episode_id), None)
    if own is None:
        return say("Rose by the same cause")
    places, days = _listed(_places(own)), _listed(_days(own))
    return say("Rose by the same cause, in {places}, on {days}", places=places, days=days)


def member_sentences(episodes: Sequence[Episode], episode: Episode) -> tuple[str, ...]:
    """Say of each topic that rose by the same cause, and is told with this one, what it brought."""
    return tuple(_member(row) for row in episodes if row.led_by == episode.episode_id)


def _member(row: Episode) -> str:
    """Write one member with its own figures."""
    name = say("“{name}”", name=plain_text(name_of(row.topic_name), 80))
    counted = say_many(
        row.observed, "{name}: {observed} contact, expected {expected}",
        "{name}: {observed} contacts, expected {expected}",
        name=name, observed=figures.count(row.observed), expected=expected_text(row),
    )  # fmt: skip
    return counted if row.grade else say("{counted}; back within its range", counted=counted)


def _told_with(episodes: Sequence[Episode], episode: Episode) -> set[str]:
    """Return the episodes that are told with one, as its members, or as it is one itself."""
    leader = episode.led_by or episode.episode_id
    told = {row.episode_id for row in episodes if row.led_by == leader}
    return {*told, leader} if told else set()


def together_with(causes: Sequence[Cause], episode_id: str) -> set[str]:
    """Return the episodes that rose with one."""
    own = {row.cause_id for row in causes if row.episode_id == episode_id}
    return {row.episode_id for row in causes if row.cause_id in own} - {episode_id}


def _places(cause: Cause) -> list[str]:
    """Return the places in which rises met."""
    return [plain_text(slice_name(told), 40) for told in _told(cause.why, "place:")]


def _days(cause: Cause) -> list[str]:
    """Return the days on which rises met."""
    days = sorted(_told(cause.why, "day:"))
    return [figures.day(date.fromisoformat(told), say("d MMMM")) for told in days]


def _told(why: Sequence[str], kind: str) -> list[str]:
    """Return what is shared of a kind."""
    return [one.removeprefix(kind) for one in why if one.startswith(kind)]


def _listed(names: Sequence[str]) -> str:
    """Name the first few; how many more there are."""
    more = len(names) - TOLD
    if more <= 0:
        return figures.listing(names)
    return say("{names} and {more} more", names=", ".join(names[:TOLD]), more=more)
