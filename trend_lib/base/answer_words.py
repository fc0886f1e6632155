"""What people answered, in words: the same at the desk and in Slack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trend_lib.base import figures
from trend_lib.base.inbox import WORSE
from trend_lib.base.speech import mark, say, translated

if TYPE_CHECKING:
    from collections.abc import Mapping

SAID: Mapping[str, str] = {  # by action
    "acknowledge": mark("{who} looks into it."),
    "take": mark("{who} took it."),
    "assign": mark("{who} gave it to {value}."),
    "start": mark("{who} began a countermeasure: {value}"),
    "finish": mark("{who} finished the countermeasure."),
    "false_alarm": mark("{who} called it a false alarm."),
    "known_event": mark("{who} named what lies behind it: {value}"),
    "useful": mark("{who} found it worth having been told."),
    "snooze": mark("{who} put it to sleep."),
    "wake": mark("{who} woke it."),
    "close": mark("{who} closed it."),
    "reopen": mark("{who} opened it again."),
    "apart": mark("{who} says that it has a cause of its own."),
    "rename": mark("{who} calls it “{value}”."),
    "merge": mark("{who} made it a part of topic {value}."),
    "split": mark("{who} made its part {value} a topic of its own."),
    "move": mark("{who} moved {value} to it."),
    "pin": mark("{who} pinned it."),
    "unpin": mark("{who} unpinned it."),
    "kind": mark("{who} says its kind: {value}."),
    "evaluate": mark("{who} filled in the form."),
    "replace": mark("{who} could not hear it."),
    "solved": mark("{who} heard from the subscriber that it is solved."),
    "not_solved": mark("{who} heard from the subscriber that it is not solved."),
    "spoke": mark("{who} asked the subscriber at a key point."),
    "tried": mark("{who} called without success."),
    "take_off": mark("{who} took it off the list."),
}
WHY_NOT: Mapping[str, str] = {  # as the fold of states writes them
    "it was so already": mark("Changed nothing: it was so already."),
    "it is not over": mark("Changed nothing: it is not over."),
    "it is over: reopen it first": mark("Changed nothing: it is over. Open it again first."),
    "there is no such episode": mark("Changed nothing: there is no such episode."),
    "it does not say what was begun": mark("Changed nothing: it does not say what was begun."),
    "no countermeasure is under way": mark("Changed nothing: no countermeasure is under way."),
    "no countermeasure of that name is under way": mark(
        "Changed nothing: no countermeasure of that name is under way."
    ),
    "it is told by itself": mark("Changed nothing: it is told by itself."),
    "its topic has a newer episode": mark("Changed nothing: its topic has a newer episode."),
}


def told(  # noqa: PLR0913, PLR0917 - the parts of an answer
    action: str,
    who: str,
    value: str | None,
    until: str | None,
    note: str,
    since: str | None = None,
) -> str:
    """Return an answer in one line."""
    said = _ended(translated(SAID.get(action, action)).format(who=who, value=value or ""))
    began = [say("Since {day}.", day=_day(since))] if since else []
    parts = [said, *began, *_until(action, value, until)]
    if note:
        parts.append(
            say("Expected effect: {effect}", effect=_ended(note))
            if action == "start"
            else _ended(note)
        )
    return " ".join(parts)


def why_not_told(why: str) -> str:
    """Return why an answer changed nothing."""
    return translated(WHY_NOT.get(why, why))


def _until(action: str, value: str | None, until: str | None) -> list[str]:
    """Say what the day of an answer means."""
    if action == "snooze" and value == WORSE and not until:
        return [say("Until it gets worse.")]
    if action == "snooze" and value == WORSE and until:
        return [say("Until {day}, or until it gets worse.", day=_day(until))]
    if not until:
        return []
    day = _day(until)
    return [say("Until {day}.", day=day) if action == "snooze" else say("Due {day}.", day=day)]


def _day(written: str) -> str:
    """Return a day as people write it; another system may have written anything."""
    try:
        return figures.day(date.fromisoformat(written))
    except ValueError:
        return written


def _ended(text: str) -> str:
    """End a text with a full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
