"""A Contact Lens analysis: what the customer said, and in which tone, as a part of its contact.

The agent's words are not the subscriber's and stay in landing/. Of an analysis and its redacted
twin the redacted one is the record, in whatever order they come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trend_lib.base.source_columns import TONE_QUARTERS
from trend_lib.sources.readers.connect_contact import CHANNELS
from trend_lib.sources.readers.json_values import part_of
from trend_lib.sources.readers.within import number_in, objects_within, record, text_in
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.sources.reader import Record

IN_NAME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})T(?P<hour>\d{2})[:_.-]?(?P<minute>\d{2})[:_.-]?(?P<second>\d{2})"
)
DAY_IN_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})/")
CONTACT_IN_NAME = re.compile(r"(?:^|/)(?P<contact>[^/]+?)_analysis")
BEFORE_ANY_TWIN = "1990-01-02T00:00:00Z"  # an unredacted text is older than any redacted one
STRONGEST = 5  # sentiment goes from -5 to 5


def is_analysis(value: dict[str, Any]) -> bool:
    """Tell whether an object is an analysis."""
    return "JobStatus" in value or isinstance(value.get("Transcript"), list)


def analysis_record(place: int, name: str, value: dict[str, Any]) -> Record | SetAside:
    """Return what an analysis adds to its contact; its moment stands in the file's name alone."""
    contact = text_in(value, "CustomerMetadata", "ContactId") or _contact_in(name)
    moment = _moment(name, value)
    if not contact or not moment:
        lacking = "moment" if contact else "contact"
        return SetAside(place, f"no_{lacking}_in_name", name)
    is_redacted = text_in(value, "ContentMetadata", "Output") == "Redacted"
    return record(
        place,
        {
            "source_id": f"{contact}:analysis",
            "part_of": contact,
            "opened_at": moment,
            "updated_at": moment if is_redacted else BEFORE_ANY_TWIN,
            "text": "\n".join(_said_by_customer(value)),
            "channel": CHANNELS.get(text_in(value, "Channel") or "", "other"),
            "direction": "in",
            "tone": _on_our_scale(_sentiment(value)),
            **dict(zip(TONE_QUARTERS, _by_quarter(value), strict=True)),
            "contact_record": {},  # a folder of analyses lacks nothing that can be mapped
            "analysis": {"Categories": part_of(value, "Categories", "MatchedCategories")},
        },
    )


def _contact_in(name: str) -> str | None:
    """Return the contact that a file's name begins with."""
    found = CONTACT_IN_NAME.search(name)
    return found["contact"] if found else None


def _moment(name: str, value: dict[str, Any]) -> str | None:
    """Return when the first message of a chat came, else when the file was written, at least the day."""
    first = next(
        (text_in(turn, "AbsoluteTime") for turn in objects_within(value, "Transcript")), None
    )
    found = IN_NAME.search(name)
    written = "{day}T{hour}:{minute}:{second}Z".format(**found.groupdict()) if found else None
    folder = DAY_IN_PATH.search(name)
    return first or written or ("-".join(folder.groups()) if folder else None)


def _said_by_customer(value: dict[str, Any]) -> Iterator[str]:
    """Yield the customer's turns; a turn names its speaker by role, or by an id with a role."""
    roles = {
        text_in(person, "ParticipantId"): text_in(person, "ParticipantRole")
        for person in objects_within(value, "Participants")
    }
    for turn in objects_within(value, "Transcript"):
        speaker = text_in(turn, "ParticipantId")
        said = text_in(turn, "Content")
        if said and _is_text(turn) and roles.get(speaker, speaker) == "CUSTOMER":
            yield said


def _is_text(turn: dict[str, Any]) -> bool:
    """Tell whether a turn is words and not an event or attachment."""
    return (text_in(turn, "ContentType") or "text/plain").startswith("text/")


def _sentiment(value: dict[str, Any]) -> float | None:
    """Return the customer's overall sentiment, which calls and chats keep at different places."""
    overall = part_of(value, "ConversationCharacteristics", "Sentiment", "OverallSentiment")
    of_call = number_in(overall, "CUSTOMER")
    return (
        of_call
        if of_call is not None
        else number_in(overall, "DetailsByParticipantRole", "CUSTOMER")
    )


def _by_quarter(value: dict[str, Any]) -> list[float | None]:
    """Return the customer's sentiment in the quarters of a call; chats and short calls do not have all four."""
    periods = objects_within(
        value,
        "ConversationCharacteristics",
        "Sentiment",
        "SentimentByPeriod",
        "QUARTER",
        "CUSTOMER",
    )
    in_time = sorted(periods, key=lambda period: number_in(period, "BeginOffsetMillis") or 0.0)
    if len(in_time) != len(TONE_QUARTERS):
        return [None] * len(TONE_QUARTERS)
    return [_on_our_scale(number_in(period, "Score")) for period in in_time]


def _on_our_scale(sentiment: float | None) -> float | None:
    """Return a sentiment as a tone, -1 to 1."""
    return None if sentiment is None else max(-1.0, min(1.0, sentiment / STRONGEST))
