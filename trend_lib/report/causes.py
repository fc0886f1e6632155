"""Which spikes rose together, as far as places, days and words tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say
from trend_lib.report import figures
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
    others = together_with(causes, episode.episode_id)
    names = [name_of(row.topic_name) for row in episodes if row.episode_id in others]
    places = [plain_text(slice_name(told), 40) for told in _told(own.why, "place:")]
    days = [
        figures.day(date.fromisoformat(told), say("d MMMM"))
        for told in sorted(_told(own.why, "day:"))
    ]
    return say(
        SENTENCES[bool(places), bool(days)],
        names=_listed([say("“{name}”", name=plain_text(name, 80)) for name in names]),
        places=_listed(places), days=_listed(days),
    )  # fmt: skip


def together_with(causes: Sequence[Cause], episode_id: str) -> set[str]:
    """Return the episodes that rose with one."""
    own = {row.cause_id for row in causes if row.episode_id == episode_id}
    return {row.episode_id for row in causes if row.cause_id in own} - {episode_id}


def _told(why: Sequence[str], kind: str) -> list[str]:
    """Return what is shared of a kind."""
    return [one.removeprefix(kind) for one in why if one.startswith(kind)]


def _listed(names: Sequence[str]) -> str:
    """Name the first few; how many more there are."""
    told = ", ".join(names[:TOLD])
    more = len(names) - TOLD
    return say("{names} and {more} more", names=told, more=more) if more > 0 else told
