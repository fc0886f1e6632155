"""The messages of a ticket as parts of it, so that who wrote how often stays known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.fingerprint import fingerprint
from trend_lib.sources.readers.json_values import joined
from trend_lib.sources.readers.replies import reply_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Object = dict[str, Any]


DIRECTIONS = {True: "in", False: "out", None: None}


@dataclass(frozen=True, slots=True)
class Message:
    """What one person wrote in a ticket, to be read by the other side."""

    number: str | None
    written_at: str | None
    text: str | None
    is_customers: bool | None  # None: the system wrote it, an automatic reply


def thread(ticket: Object, kind: str, messages: Iterable[Message]) -> Iterator[Object]:
    """Yield the messages of a ticket as parts of it; of a deleted one, none."""
    if ticket["left_out"] == "deleted":
        return
    for place, message in enumerate(messages):
        text = joined(reply_alone(message.text or "") if place else message.text)
        if text and text != ticket["text"]:
            number = message.number or fingerprint(ticket["source_id"], str(place))
            yield {
                "source_id": f"{kind}-{number}",
                "part_of": ticket["source_id"],
                "opened_at": message.written_at or ticket["opened_at"],
                "text": text,
                "direction": DIRECTIONS[message.is_customers],
            }


def taken_down(ticket: Object, messages: list[Message]) -> list[Message]:
    """Return the messages of a ticket that has no words beside them.

    Where no customer wrote, the first is what an agent took down for one, on the phone or at a desk.
    """
    is_ours = ticket["direction"] == "out"
    if is_ours or not messages or any(message.is_customers for message in messages):
        return messages
    first, *others = messages
    return [Message(first.number, first.written_at, first.text, is_customers=True), *others]
