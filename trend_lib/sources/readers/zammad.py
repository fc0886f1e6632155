"""Zammad: tickets, best with names instead of ids (`expand=true`), and the articles that hold the words.

Articles stand inside their tickets or in files of their own, where each is a part of its ticket.
A merge moves the articles to the other ticket, so a merged ticket is no contact any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.desk_objects import (
    Beside,
    NoRecord,
    Object,
    merged,
    reading,
    without,
)
from trend_lib.sources.readers.desk_threads import Message, taken_down, thread
from trend_lib.sources.readers.json_values import (
    joined,
    moment_of,
    seconds_between,
    text_of,
    things_in,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = {"1": "new", "2": "open", "3": "pending reminder", "4": "closed", "5": "merged"}
IS_RESOLVED = {
    "new": False, "open": False, "pending reminder": False, "pending close": False, "closed": True,
}  # fmt: skip
PRIORITIES = {"1": "low", "2": "normal", "3": "high"}
IS_CUSTOMERS = {"customer": True, "agent": False}
SENDERS = {"1": "agent", "2": "customer", "3": "system"}
TYPES = {
    "1": "email", "2": "sms", "3": "chat", "4": "fax", "5": "phone", "6": "twitter", "7": "twitter",
    "8": "facebook", "9": "facebook", "10": "note", "11": "web",
}  # fmt: skip
CHANNELS = {"email": "mail", "phone": "call", "web": "ticket", "note": "ticket", "fax": "other"}
CHATS = ("chat", "sms", "twitter", "facebook", "telegram", "whatsapp")
NOBODY = "-"  # the owner of a ticket that nobody took
LONG_TEXTS = ("articles", "title", "note")


def read_object(value: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the contact that a ticket is, with its articles, or the part that an article alone is."""
    del beside
    if text_of(value.get("id")) is None or not value.get("created_at"):
        yield NoRecord("not_a_ticket")
    elif "ticket_id" in value:
        yield _article(value)
    elif "title" in value or "state_id" in value or "state" in value:
        ticket = _ticket(value)
        is_part = ticket["status"] == "merged" and ticket["part_of"]
        yield merged(ticket) if is_part else ticket
        yield from thread(ticket, "article", taken_down(ticket, list(_articles(value))))
    else:
        yield NoRecord("not_a_ticket")


def _ticket(ticket: Object) -> Object:
    """Return the contact that a ticket is."""
    state = _named(ticket, "state", STATES)
    target = text_of(ticket.get("merged_ticket"))
    is_outbound = _is_outbound(ticket)
    opened_at = moment_of(ticket.get("created_at"))
    left_out = _left_out(state, target, is_outbound=is_outbound)
    return {
        "source_id": text_of(ticket.get("id")),
        "opened_at": opened_at,
        "closed_at": moment_of(ticket.get("close_at")) if IS_RESOLVED.get(state) else None,
        "updated_at": moment_of(ticket.get("updated_at")),
        "due_at": moment_of(ticket.get("escalation_at") or ticket.get("close_escalation_at")),
        "text": None if left_out == "deleted" else joined(text_of(ticket.get("title"))),
        "channel": _channel(_named(ticket, "create_article_type", TYPES)),
        "direction": "out" if is_outbound else "in",
        "customer": text_of(ticket.get("customer")) or text_of(ticket.get("customer_id")),
        "operator": _owner(ticket),
        "queue": text_of(ticket.get("group")) or text_of(ticket.get("group_id")),
        "status": state or None,
        "priority": _priority(ticket),
        "is_resolved": IS_RESOLVED.get(state),
        "wait_seconds": seconds_between(opened_at, moment_of(ticket.get("first_response_at"))),
        "left_out": left_out,
        "part_of": target,
        "ticket": without(ticket, *LONG_TEXTS),
    }


def _article(article: Object) -> Object:
    """Return the part of a contact that an article is; a note among agents says nothing."""
    sender = _named(article, "sender", SENDERS)
    is_internal = article.get("internal") is True
    return {
        "source_id": f"article-{text_of(article.get('id'))}",
        "part_of": text_of(article.get("ticket_id")),
        "opened_at": moment_of(article.get("created_at")),
        "updated_at": moment_of(article.get("updated_at")),
        "text": None if is_internal else joined(text_of(article.get("body"))),
        "direction": None if is_internal else {"customer": "in", "agent": "out"}.get(sender),
    }


def _articles(ticket: Object) -> Iterator[Message]:
    """Yield the articles of a ticket that either side could read."""
    for article in things_in(ticket.get("articles")):
        if article.get("internal") is not True:
            yield Message(
                text_of(article.get("id")),
                moment_of(article.get("created_at")),
                text_of(article.get("body")),
                IS_CUSTOMERS.get(_named(article, "sender", SENDERS)),
            )


def _named(value: Object, name: str, names: dict[str, str]) -> str:
    """Return a name in small letters; without `expand` only its id is there."""
    return word_of(value.get(name)) or names.get(text_of(value.get(f"{name}_id")) or "", "")


def _channel(kind: str) -> str:
    """Return our word for the kind of article that began a ticket."""
    return "chat" if kind.startswith(CHATS) else CHANNELS.get(kind, "other" if kind else "ticket")


def _is_outbound(ticket: Object) -> bool:
    """Tell whether an agent wrote to or called the customer first."""
    sender = _named(ticket, "create_article_sender", SENDERS)
    kind = _named(ticket, "create_article_type", TYPES)
    return sender == "agent" and (kind in {"email", "phone"} or kind.startswith(CHATS))


def _left_out(state: str, target: str | None, *, is_outbound: bool) -> str | None:
    """Return why a ticket is no contact."""
    if state == "removed":
        return "deleted"
    if state == "merged" and not target:
        return "not_a_contact"
    return "outbound" if is_outbound else None


def _owner(ticket: Object) -> str | None:
    """Return who has the ticket; the user with id 1 is the system."""
    owner = text_of(ticket.get("owner")) or text_of(ticket.get("owner_id"))
    return None if owner in {NOBODY, "1"} else owner


def _priority(ticket: Object) -> str | None:
    """Return the priority without the digit that sorts it."""
    return _named(ticket, "priority", PRIORITIES).lstrip("0123456789 ") or None


READER = Reader("zammad", {"contacts": reading(("tickets", "ticket"), read_object)})
