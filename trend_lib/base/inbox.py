"""What people answer, one signed event a file in inbox/: written here alone, by command, Slack and desk.

An event is signed with a key of the home, so that a file which somebody dropped there says nothing. The key is not
the one of customers' hashes: that one is changed now and then, and old answers must still be read again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.base.secrets import answers_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trend_lib.base.home import Home

INBOX = "inbox"  # the folder, and the source that every home has
WAYS = ("slack", "desk", "command")
LONGEST = {"who": 80, "about": 120, "value": 1000, "note": 2000}
LONGEST_FORM = 12_000  # a hundred questions with their answers
NAMED_ABOUT = "^(kind|unresolved|callback:[a-z_]+):"  # what stands before a contact's id in `about`
EVENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,79}")
WORSE = "worse"
FURTHEST = timedelta(weeks=26)  # between the day a countermeasure began and the day it is told of
# what stands before the colon of `about`
EPISODE, TOPIC, KIND, REVIEW = "", "topic", "kind", "review"
UNRESOLVED, CALLBACK = "unresolved", "callback"
CALLED = (UNRESOLVED, CALLBACK)
ABOUTS: Mapping[str, tuple[re.Pattern[str], str]] = {  # its shape, and an example of it
    EPISODE: (re.compile(r"[^:]+"), "2026-W34-T12"),
    TOPIC: (re.compile(r"topic:[0-9]{1,12}(:(uk|ru|en))?"), "topic:12"),
    KIND: (re.compile(r"kind:.+"), "kind:desk:4711"),
    REVIEW: (re.compile(r"review:[0-9]{4}-W[0-9]{2}-[0-9a-f]{10}"), "review:2026-W34-4ee3f7942c"),
    UNRESOLVED: (re.compile(r"unresolved:.+"), "unresolved:desk:4711"),
    CALLBACK: (re.compile(r"callback:[a-z_]+:.+"), "callback:closed_request:desk:4711"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that may be answered."""

    says: str
    needs: tuple[str, ...] = ()  # parts of the answer without which it says nothing
    of: tuple[str, ...] = (EPISODE,)  # what it may be said about
    values: tuple[str, ...] = ()  # what VALUE may be; empty: anything
    longest: int = LONGEST["value"]  # letters of VALUE


CONTENT = ("content", "not_content")
OUTCOMES = ("no_answer", "callback_later", "refused", "wrong_number", "opted_out")
TAKEN_OFF = ("duplicate", "not_a_request", "left_us", "other_reason")
ACTIONS: Mapping[str, Action] = {
    "acknowledge": Action("I saw it and look into it"),
    "take": Action("I own it"),
    "assign": Action("VALUE owns it", ("value",)),
    "start": Action("a countermeasure began: VALUE, FROM a day (else today), due UNTIL, its expected effect in NOTE", ("value",)),
    "finish": Action("its countermeasure is done: the newest, or the one that VALUE names"),
    "false_alarm": Action("nothing happened"),
    "known_event": Action("VALUE lies behind it, which we knew of", ("value",)),
    "useful": Action("worth having been told"),
    "snooze": Action("tell me nothing UNTIL a day, or with VALUE 'worse' until it gets worse"),
    "wake": Action("ends a snooze"),
    "close": Action("it is over"),
    "reopen": Action("it is not over after all"),
    "apart": Action("it did not rise by the cause of those it is told with: tell it by itself"),
    "rename": Action("people call the topic VALUE; of topic:12:uk, in that language alone", ("value",), (TOPIC,)),
    "merge": Action("the topic is part of topic VALUE", ("value",), (TOPIC,)),
    "split": Action("the topic's subtopic VALUE is a topic of its own", ("value",), (TOPIC,)),
    "move": Action("subtopic or contact VALUE belongs to the topic", ("value",), (TOPIC,)),
    "pin": Action("a refit leaves the topic as it is", (), (TOPIC,)),
    "unpin": Action("a refit may change the topic again", (), (TOPIC,)),
    "kind": Action("the contact is marketing, technical or customer_service: VALUE", ("value",), (KIND,)),
    "evaluate": Action('the form, filled in: VALUE {"form": "call", "version": "2", "answers": {"greeting": "yes"}}', ("value",), (REVIEW,), longest=LONGEST_FORM),
    "replace": Action("it cannot be heard: VALUE no_recording, not_audible, wrong_operator, private or other", ("value",), (REVIEW,)),
    "solved": Action("the subscriber says that it is solved; VALUE content or not_content, if they said", (), CALLED, CONTENT),
    "not_solved": Action("the subscriber says that it is not solved; VALUE as above", (), CALLED, CONTENT),
    "spoke": Action("the subscriber was asked about a key point and is VALUE content or not_content", ("value",), (CALLBACK,), CONTENT),
    "tried": Action(f"called without success: VALUE {', '.join(OUTCOMES)}", ("value",), CALLED, OUTCOMES),
    "take_off": Action(f"nobody needs to call: VALUE {', '.join(TAKEN_OFF)}, NOTE says more", ("value",), CALLED, TAKEN_OFF),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said, about what, and when."""

    said_at: datetime  # with its offset
    who: str
    way: str
    action: str
    about: str  # an episode; anything else has one of the prefixes of ABOUTS
    value: str | None = None
    until: str | None = None  # a day
    note: str = ""
    event_id: str = ""  # so that the same press told twice is one; empty: by all that it says
    since: str | None = None  # the day on which a countermeasure began; empty: the one it was said

    def event(self) -> dict[str, str | None]:
        """Return what is written of it, before it is signed."""
        said = {**asdict(self), "said_at": self.said_at.isoformat()}
        if self.since is None:
            del said["since"]
        return {**said, "event_id": self.event_id or _digest(said)}


def write_answer(home: Home, answer: Answer) -> Path:
    """Write one event file, in one step; the same event again leaves the first as it is.

    Raises:
        MisuseError: The answer lacks what its action needs, or holds what cannot be.
    """
    fault = find_fault(answer)
    if fault:
        raise MisuseError(fault)
    event = answer.event()
    path = home.folder(INBOX) / f"{event['event_id']}.json"
    if not path.exists():
        signed = {**event, "signature": sign(event, answers_key(home.path))}
        write_whole(path, json.dumps(signed, ensure_ascii=False, indent=1))
    return path


def find_fault(answer: Answer) -> str:
    """Return what is wrong with an answer, with the cure; nothing when all is well."""
    action = ACTIONS.get(answer.action)
    if action is None:
        return f"there is no answer {answer.action!r}; there are: {', '.join(ACTIONS)}"
    lacking = [name for name in ("who", "about", *action.needs) if not getattr(answer, name)]
    if lacking:
        return f"{answer.action} needs {' and '.join(lacking)}: {action.says}"
    if action.values and answer.value and answer.value not in action.values:
        return f"{answer.action} does not know value {answer.value!r}: {action.says}"
    if answer.action == "snooze" and not answer.until and answer.value != WORSE:
        return f"snooze needs until (a day), or value {WORSE!r}"
    if answer.until and not _is_day(answer.until):
        return f"until {answer.until!r} is not a day: write it as 2026-08-19"
    return (
        _find_unlikely(answer)
        or _find_misplaced(answer.about, answer.action)
        or _find_unfit(answer)
    )


def _find_unlikely(answer: Answer) -> str:
    """Return what is wrong with the day from which a countermeasure is said to be under way."""
    if not answer.since:
        return ""
    if answer.action != "start":
        return "only a countermeasure that started has a day from which it is under way: leave from out"
    if not _is_day(answer.since):
        return f"from {answer.since!r} is not a day: write it as 2026-08-19"
    if abs(date.fromisoformat(answer.since) - answer.said_at.date()) > FURTHEST:
        return f"from {answer.since} is more than half a year away: look at the year"
    return ""


def about_of(about: str) -> str:
    """Return the prefix of what an answer is about."""
    prefix, colon, _ = about.partition(":")
    return prefix if colon else EPISODE


def _find_misplaced(about: str, action: str) -> str:
    """Return that an action is not said of this."""
    prefix = about_of(about)
    fits = ABOUTS.get(prefix, ABOUTS[EPISODE])[0].fullmatch(about)
    if fits and prefix in ACTIONS[action].of:
        return ""
    examples = " or ".join(ABOUTS[one][1] for one in ACTIONS[action].of)
    return f"{action} is not said of {about!r}, but of such as {examples}: {ACTIONS[action].says}"


def _find_unfit(answer: Answer) -> str:
    """Return which part is too long or of another shape."""
    for name, longest in (LONGEST | {"value": ACTIONS[answer.action].longest}).items():
        if len(getattr(answer, name) or "") > longest:
            return f"{name} is longer than {longest} characters: shorten it"
    if answer.way not in WAYS:
        return f"no way of answering is called {answer.way!r}; there are: {', '.join(WAYS)}"
    if answer.said_at.tzinfo is None:
        return "said_at needs an offset from UTC"
    if answer.event_id and not EVENT_ID.fullmatch(answer.event_id):
        return "an event_id is 8 to 80 letters, digits, - and _"
    return ""


def sign(event: Mapping[str, Any], key: bytes) -> str:
    """Return the signature of an event: an HMAC over all of it but the signature itself."""
    said = {name: value for name, value in event.items() if name != "signature"}
    return hmac.digest(key, _canonical(said), "sha256").hex()


def is_signed(event: Mapping[str, Any], key: bytes) -> bool:
    """Tell whether an event is as the home wrote it."""
    signature = event.get("signature")
    return isinstance(signature, str) and hmac.compare_digest(
        signature.encode(errors="replace"), sign(event, key).encode()
    )


def _canonical(event: Mapping[str, Any]) -> bytes:
    """Return an event as bytes that do not depend on the order of its keys."""
    written = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode(errors="replace")


def _digest(event: Mapping[str, Any]) -> str:
    """Return what an event is known by: all that it says."""
    return hashlib.sha256(_canonical(event)).hexdigest()[:32]


def _is_day(written: str) -> bool:
    """Tell a day."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it, and a power cut leaves all or nothing."""
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    with half.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
