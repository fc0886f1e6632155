"""Genesys Cloud: conversation details of the analytics API, one object a conversation.

A conversation holds all of its legs, told apart by their participant's purpose, and its sums are
whole; each agent after the first is a part, so that the first and the last are known. The newest
version of a conversation that was still open wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.genesys_parts import (
    answering_agents,
    has_answered,
    metrics,
    moments,
    participants,
    seconds,
    sessions,
    wrap_ups,
)
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.within import (
    objects_within,
    of_unknown_shape,
    record,
    text_in,
    total,
)
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record

CHANNELS = {
    "voice": "call", "callback": "call", "chat": "chat", "webchat": "chat", "message": "chat", "email": "mail",
}  # fmt: skip
CUSTOMERS = ("customer", "external")
DIRECTIONS = {"inbound": "in", "outbound": "out"}
HANDLED = (
    ("tHandle",),
    ("tTalkComplete", "tHeldComplete", "tAcw"),
)  # the second where the first is missing
SCHEME = re.compile("(tel|sip):")  # before a number; an e-mail address has none
ADDRESSES = ("ani", "addressFrom"), ("dnis", "addressTo")  # of who reached us; of whom we reached


def read_conversations(
    name: str,  # noqa: ARG001 - all is in the objects
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield a record for each conversation."""
    for found in objects_in(chunks, source.encoding, lists=("conversations",)):
        if isinstance(found, SetAside):
            yield found
        elif text_in(found.value, "conversationId"):
            yield record(found.place, conversation_record(found.value))
            yield from later_agents(found.place, found.value)
        else:
            yield of_unknown_shape(found.place, found.value)


def conversation_record(value: dict[str, Any]) -> dict[str, Any]:
    """Return what a conversation says; its times are milliseconds."""
    direction = DIRECTIONS.get(text_in(value, "originatingDirection") or "", "in")
    agents = list(sessions(value, "agent"))
    queued = list(sessions(value, "acd"))
    customers = list(sessions(value, *CUSTOMERS))
    return {
        "source_id": value["conversationId"],
        "opened_at": text_in(value, "conversationStart"),
        "closed_at": text_in(value, "conversationEnd"),
        "updated_at": max(moments(value), default=None),
        "text": "\n".join(wrap_ups(agents, "wrapUpNote")),
        "channel": _channel(customers or agents),
        "direction": direction,
        "left_out": None if customers or queued else "not_a_contact",
        "customer": _customer(value, customers, direction),
        "queue": _queue(value),
        "operator": next((operator for operator, _ in answering_agents(value)), None),
        "handle_seconds": _handled(agents),
        "hold_seconds": seconds(agents, "tHeldComplete"),
        "wait_seconds": seconds(queued, "tAcd"),
        "transfer_count": total(metrics([*agents, *queued], "nTransferred")),
        "is_abandoned": _is_abandoned(agents, queued),
        "conversation": {
            "divisionIds": value.get("divisionIds"),
            "wrapUpCodes": list(wrap_ups(agents, "wrapUpCode")),
            "attributes": _attributes(value),
        },
    }


def later_agents(place: int, value: dict[str, Any]) -> Iterator[Record]:
    """Yield a part for each agent to whom the conversation was handed on."""
    direction = DIRECTIONS.get(text_in(value, "originatingDirection") or "", "in")
    whole, newest = value["conversationId"], max(moments(value), default=None)
    for number, (operator, begun) in enumerate(answering_agents(value)):
        if number:
            fields = {
                "source_id": f"{whole}:{number}",
                "part_of": whole,
                "opened_at": begun or text_in(value, "conversationStart"),
                "updated_at": newest,
                "direction": direction,
                "operator": operator,
            }
            yield record(place, fields)


def _channel(legs: list[dict[str, Any]]) -> str:
    """Return the channel of the first session."""
    return CHANNELS.get(text_in(legs[0], "mediaType") or "", "other") if legs else "other"


def _customer(value: dict[str, Any], legs: list[dict[str, Any]], direction: str) -> str | None:
    """Return the customer's number or address, else who the directory says they are."""
    keys = ADDRESSES[direction == "out"]
    addresses = (text_in(leg, key) for leg in legs for key in keys)
    known_as = (text_in(who, "externalContactId") for who in participants(value, *CUSTOMERS))
    found = next(filter(None, addresses), None) or next(filter(None, known_as), None)
    scheme = SCHEME.match(found or "")
    return found[scheme.end() :].partition("@")[0] if found and scheme else found


def _handled(agents: list[dict[str, Any]]) -> float | None:
    """Return how long agents dealt with it: talk, hold and what they did afterwards."""
    whole = seconds(agents, "tHandle")
    return seconds(agents, "tTalkComplete", "tHeldComplete", "tAcw") if whole is None else whole


def _queue(value: dict[str, Any]) -> str | None:
    """Return the first queue by its name, else by its id."""
    ids = (
        text_in(segment, "queueId")
        for session in sessions(value, "acd", "agent")
        for segment in objects_within(session, "segments")
    )
    names = (text_in(queue, "participantName") for queue in participants(value, "acd"))
    return next(filter(None, names), None) or next(filter(None, ids), None)


def _is_abandoned(agents: list[dict[str, Any]], queued: list[dict[str, Any]]) -> bool | None:
    """Tell whether the customer left a queue before any agent answered."""
    if has_answered(agents):
        return False
    return True if any(True for _ in metrics(queued, "tAbandon")) else None


def _attributes(value: dict[str, Any]) -> dict[str, Any]:
    """Return what flows wrote on the participants, so that a column can be mapped from it."""
    known: dict[str, Any] = {}
    for participant in objects_within(value, "participants"):
        written = participant.get("attributes")
        known |= written if isinstance(written, dict) else {}
    return known


READER = Reader("genesys_cloud", {"contacts": read_conversations})
