"""A contact record of Amazon Connect: one leg of a contact, and the scores a flow left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.json_values import part_of
from trend_lib.sources.readers.within import number_in, record, text_in, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record

CHANNELS = {"VOICE": "call", "CHAT": "chat", "EMAIL": "mail", "TASK": "ticket"}
BY_US = {"OUTBOUND", "EXTERNAL_OUTBOUND", "AGENT_REPLY", "FLOW"}  # nobody called us
HANDED_ON = {"TRANSFER", "QUEUE_TRANSFER"}
HANDLING = ("AgentInteractionDuration", "CustomerHoldDuration", "AfterContactWorkDuration")


def is_contact(value: dict[str, Any]) -> bool:
    """Tell whether an object is a contact record."""
    return isinstance(value.get("ContactId"), str) and "InitiationTimestamp" in value


def contact_record(value: dict[str, Any]) -> dict[str, Any]:
    """Return what a contact record says; a leg of a chain is a part of the chain's first contact."""
    before = _first_of_chain(value)
    return {
        "source_id": value["ContactId"],
        "part_of": before,
        "updated_at": text_in(value, "LastUpdateTimestamp"),
        "opened_at": text_in(value, "InitiationTimestamp"),
        "closed_at": text_in(value, "DisconnectTimestamp"),
        "text": "",
        "channel": CHANNELS.get(text_in(value, "Channel") or "", "other"),
        "direction": _direction(value),
        "left_out": None if before or not _is_between_us(value) else "not_a_contact",
        "customer": text_in(value, "CustomerEndpoint", "Address"),
        "queue": text_in(value, "Queue", "Name"),
        "operator": text_in(value, "Agent", "Username"),
        "wait_seconds": number_in(value, "Queue", "Duration"),
        "handle_seconds": total(number_in(value, "Agent", duration) for duration in HANDLING),
        "hold_seconds": number_in(value, "Agent", "CustomerHoldDuration"),
        "transfer_count": 1 if _method(value) in HANDED_ON else None,
        "is_abandoned": _is_abandoned(value),
        "contact_record": value,
        "analysis": {},
    }


def score_records(place: int, value: dict[str, Any], source: SourceConfig) -> Iterator[Record]:
    """Yield a record for each contact attribute that `[sources.values] question` names."""
    asked_at = text_in(value, "DisconnectTimestamp") or text_in(value, "InitiationTimestamp")
    attributes = part_of(value, "Attributes")
    asked = source.values.get("question", {}) if isinstance(attributes, dict) else {}
    for question in asked:
        if question not in attributes:
            continue
        score = text_in(attributes, question)
        yield record(
            place,
            {
                "contact_ref": _first_of_chain(value) or value["ContactId"],
                "question": question,
                "score": score,
                "asked_at": asked_at,
                "answered_at": asked_at if score else None,
                "updated_at": text_in(value, "LastUpdateTimestamp"),
                "contact_record": value,
            },
        )


def _first_of_chain(value: dict[str, Any]) -> str | None:
    """Return the contact that this one goes on, nothing for the first."""
    before = text_in(value, "InitialContactId") or text_in(value, "PreviousContactId")
    return before if before != value["ContactId"] else None


def _method(value: dict[str, Any]) -> str:
    """Return how the contact began."""
    return text_in(value, "InitiationMethod") or ""


def _direction(value: dict[str, Any]) -> str:
    """Tell who began: a call-back was asked for, a voice call through the API is dialled by us."""
    is_dialled = _method(value) == "API" and text_in(value, "Channel") == "VOICE"
    return "out" if is_dialled or _method(value) in BY_US else "in"


def _is_between_us(value: dict[str, Any]) -> bool:
    """Tell whether no customer takes part: a supervisor listens, or an agent has a task."""
    return _method(value) == "MONITOR" or text_in(value, "Channel") == "TASK"


def _is_abandoned(value: dict[str, Any]) -> bool | None:
    """Tell whether the customer left the queue unserved; who served themselves never queued."""
    if part_of(value, "Agent"):
        return False
    has_ended = bool(text_in(value, "DisconnectTimestamp"))
    goes_on = bool(text_in(value, "NextContactId") or part_of(value, "TransferredToEndpoint"))
    return True if part_of(value, "Queue") and has_ended and not goes_on else None
