"""Freshdesk: tickets of the list, the search or the export, and the ratings of its surveys.

Codes are numbers: source 10 is a mail that an agent began, statuses from 6 on are a desk's own,
and a rating of a survey is a code between -103 and 103.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.desk_objects import (
    Beside,
    NoRecord,
    Object,
    internal,
    reading,
    without,
)
from trend_lib.sources.readers.desk_threads import Message, thread
from trend_lib.sources.readers.json_values import (
    joined,
    moment_of,
    number_of,
    part_of,
    seconds_between,
    text_of,
    things_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

STATUSES = {"2": "open", "3": "pending", "4": "resolved", "5": "closed"}
RESOLVED = ("4", "5")  # a desk's own statuses, from 6 on, never are: Freshdesk's clocks go on
PRIORITIES = {"1": "low", "2": "medium", "3": "high", "4": "urgent"}
CHANNELS = {
    "1": "mail", "2": "ticket", "3": "call", "5": "chat", "6": "chat", "7": "chat", "8": "ticket",
    "9": "ticket", "10": "mail", "13": "chat",
}  # fmt: skip
OUTBOUND = "10"
CHILD, TRACKER = "2", "3"  # association_type: work for other teams, and a list of equal tickets
SCORES = {"103": 7, "102": 6, "101": 5, "100": 4, "-101": 3, "-102": 2, "-103": 1}
LONG_TEXTS = (
    "description",
    "description_text",
    "structured_description",
    "subject",
    "conversations",
)


def read_ticket(ticket: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the contact that a ticket is, and its conversations where they were loaded with it."""
    del beside
    number = text_of(ticket.get("id"))
    if number is None or "requester_id" not in ticket or not ticket.get("created_at"):
        yield NoRecord("not_a_ticket")
        return
    said = _contact(ticket, number)
    if said["part_of"]:
        yield internal(said)
        return
    yield said
    yield from thread(said, "conversation", _conversations(ticket))


def _contact(ticket: Object, number: str) -> Object:
    """Return what a ticket says under our columns' names."""
    status, source = text_of(ticket.get("status")) or "", text_of(ticket.get("source")) or ""
    opened_at = moment_of(ticket.get("created_at"))
    left_out = _left_out(ticket, source)
    return {
        "source_id": number,
        "opened_at": opened_at,
        "closed_at": _closed_at(ticket) if status in RESOLVED else None,
        "updated_at": moment_of(ticket.get("updated_at")),
        "due_at": moment_of(ticket.get("due_by")),
        "text": None if left_out == "deleted" else _text(ticket),
        "channel": CHANNELS.get(source, "other"),
        "direction": "out" if source == OUTBOUND else "in",
        "customer": text_of(ticket.get("requester_id")),
        "operator": text_of(ticket.get("responder_id")),
        "queue": text_of(ticket.get("group_id")),
        "product": text_of(ticket.get("product_id")),
        "status": STATUSES.get(status, status) or None,
        "priority": PRIORITIES.get(text_of(ticket.get("priority")) or ""),
        "is_resolved": status in RESOLVED if status else None,
        "reopened_count": _reopened(ticket),
        "wait_seconds": seconds_between(opened_at, _stat(ticket, "first_responded_at")),
        "left_out": left_out,
        "part_of": _parent(ticket),
        "ticket": without(ticket, *LONG_TEXTS),
    }


def _text(ticket: Object) -> str | None:
    """Return subject and description."""
    description = text_of(ticket.get("description_text")) or text_of(ticket.get("description"))
    return joined(text_of(ticket.get("subject")), description)


def _conversations(ticket: Object) -> Iterator[Message]:
    """Yield what either side wrote later and the other could read."""
    for one in things_in(ticket.get("conversations")):
        if one.get("private") is not True:
            yield Message(
                text_of(one.get("id")),
                moment_of(one.get("created_at")),
                text_of(one.get("body_text")) or text_of(one.get("body")),
                one.get("incoming") is True,
            )


def _left_out(ticket: Object, source: str) -> str | None:
    """Return why a ticket is no contact."""
    if ticket.get("deleted") is True:
        return "deleted"
    if ticket.get("spam") is True:
        return "spam"
    if source == OUTBOUND:
        return "outbound"
    is_tracker = text_of(ticket.get("association_type")) == TRACKER
    return "not_a_contact" if is_tracker else None


def _parent(ticket: Object) -> str | None:
    """Return the ticket that a child ticket was split from."""
    parents = ticket.get("associated_tickets_list")
    is_child = text_of(ticket.get("association_type")) == CHILD
    return text_of(parents[0]) if is_child and isinstance(parents, list) and parents else None


def _stat(ticket: Object, name: str) -> str | None:
    """Return a moment of the ticket's stats, which an export holds only if they were asked for."""
    return moment_of(part_of(ticket, "stats", name))


def _closed_at(ticket: Object) -> str | None:
    """Return when a ticket was resolved, or closed without that."""
    return _stat(ticket, "resolved_at") or _stat(ticket, "closed_at")


def _reopened(ticket: Object) -> int | None:
    """Return whether a ticket was reopened; how often is not told."""
    stats = ticket.get("stats")
    return None if not isinstance(stats, dict) else int(bool(stats.get("reopened_at")))


def read_rating(rating: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield an answer for each question of a rating."""
    del beside
    questions = _questions(rating.get("ratings"))
    if "ticket_id" not in rating or not questions:
        yield NoRecord("no_score", "score") if "ticket_id" in rating else NoRecord("not_a_rating")
    for question, code in questions.items() if "ticket_id" in rating else ():
        score = SCORES.get(text_of(number_of(code)) or "")
        if score is None:
            yield NoRecord("unknown_score", "score")
            continue
        yield {
            "contact_ref": text_of(rating["ticket_id"]),
            "question": question,
            "score": score,
            "scale_min": 1,
            "scale_max": 7,
            "asked_at": moment_of(rating.get("created_at")),
            "answered_at": moment_of(rating.get("created_at")),
            "updated_at": moment_of(rating.get("updated_at")),
            "rating": without(rating, "ratings"),
        }


def _questions(ratings: Any) -> dict[str, Any]:
    """Return the code of each question, written as {question: code} or as a list of the two."""
    if isinstance(ratings, dict):
        return ratings
    listed = {text_of(one.get("question")): one.get("value") for one in things_in(ratings)}
    return {question: code for question, code in listed.items() if question}


READER = Reader(
    "freshdesk",
    {
        "contacts": reading(("results", "tickets", "ticket"), read_ticket),
        "survey_answers": reading(("satisfaction_ratings", "results"), read_rating),
    },
)
