"""Zendesk: tickets of any export (incremental, search, list), ratings of tickets, survey responses.

A ticket comes again after each change, and the newest version counts; a deleted one comes once
more, a merged one stays beside the ticket that it was merged into.
"""

from __future__ import annotations

import re
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
from trend_lib.sources.readers.desk_threads import Message, thread
from trend_lib.sources.readers.json_values import (
    by_name,
    joined,
    minutes_as_seconds,
    moment_of,
    number_of,
    part_of,
    text_of,
    things_in,
    word_of,
)
from trend_lib.sources.readers.zendesk_channels import channel_of, is_outbound
from trend_lib.sources.readers.zendesk_ratings import read_rating

if TYPE_CHECKING:
    from collections.abc import Iterator

IS_RESOLVED = {
    "new": False, "open": False, "pending": False, "hold": False, "solved": True, "closed": True,
}  # fmt: skip
MERGED = "closed_by_merge"  # the tag that Zendesk itself puts on
OTHER_TICKET = re.compile(r"#(\d+)")
NAMED = {
    "requester": ("users", "requester_id"),
    "assignee": ("users", "assignee_id"),
    "group": ("groups", "group_id"),
    "organization": ("organizations", "organization_id"),
    "brand": ("brands", "brand_id"),
}
LONG_TEXTS = ("description", "comments", "raw_subject", "subject", "fields")


def read_ticket(ticket: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the contact that a ticket is, and its comments where they were loaded with it."""
    number = text_of(ticket.get("id"))
    is_ticket = "requester_id" in ticket and "ticket_id" not in ticket
    if number is None or not is_ticket or not ticket.get("created_at"):
        yield NoRecord("not_a_ticket")
        return
    said = _contact(ticket, number, beside)
    yield merged(said) if said["part_of"] else said
    yield from thread(said, "comment", _comments(ticket, beside))


def _contact(ticket: Object, number: str, beside: Beside) -> Object:
    """Return what a ticket says under our columns' names."""
    metrics = _metrics(ticket, number, beside)
    status = word_of(ticket.get("status"))
    left_out = _left_out(ticket, status)
    return {
        "source_id": number,
        "opened_at": moment_of(ticket.get("created_at")),
        "closed_at": moment_of(metrics.get("solved_at")) if IS_RESOLVED.get(status) else None,
        "updated_at": _version(ticket),
        "due_at": moment_of(ticket.get("due_at")),
        "text": None if left_out == "deleted" else _text(ticket),
        "channel": channel_of(ticket),
        "direction": "out" if left_out == "outbound" else "in",
        "customer": text_of(ticket.get("requester_id")),
        "operator": text_of(ticket.get("assignee_id")),
        "queue": text_of(ticket.get("group_id")),
        "status": status or None,
        "priority": text_of(ticket.get("priority")),
        "is_resolved": IS_RESOLVED.get(status),
        "reopened_count": number_of(metrics.get("reopens")),
        "transfer_count": _transfers(metrics),
        "wait_seconds": minutes_as_seconds(part_of(metrics, "reply_time_in_minutes", "calendar")),
        "left_out": left_out,
        "part_of": _merged_into(ticket),
        "ticket": _reachable(ticket, metrics, beside),
    }


def _metrics(ticket: Object, number: str, beside: Beside) -> Object:
    """Return a ticket's metric set, from within it or from beside the list of tickets."""
    within = ticket.get("metric_set")
    return within if isinstance(within, dict) else beside.find("metric_sets", number, "ticket_id")


def _version(ticket: Object) -> str | None:
    """Return when this version was made: the export's stamp moves with changes `updated_at` misses."""
    moments = [moment_of(ticket.get(key)) for key in ("updated_at", "generated_timestamp")]
    # Both are UTC; the stamp counts whole seconds, so it is never before its own version.
    return max((moment.replace("Z", "+00:00") for moment in moments if moment), default=None)


def _text(ticket: Object) -> str | None:
    """Return subject and description."""
    subject, description = text_of(ticket.get("subject")), text_of(ticket.get("description"))
    if subject and description and description.startswith(subject.rstrip(".…")):
        subject = None  # Zendesk makes a subject of the first words of a message without one
    return joined(subject, description)


def _comments(ticket: Object, beside: Beside) -> Iterator[Message]:
    """Yield the public comments; the first is the description once more."""
    description = text_of(ticket.get("description"))
    for comment in things_in(ticket.get("comments")):
        words = text_of(comment.get("plain_body")) or text_of(comment.get("body"))
        if comment.get("public") is not False and words != description:
            yield Message(
                text_of(comment.get("id")),
                moment_of(comment.get("created_at")),
                words,
                _is_customers(comment, ticket, beside),
            )


def _is_customers(comment: Object, ticket: Object, beside: Beside) -> bool:
    """Tell whether the requester or another customer wrote a comment."""
    author = text_of(comment.get("author_id"))
    if author is not None and author == text_of(ticket.get("requester_id")):
        return True
    return word_of(beside.find("users", author).get("role")) == "end-user"


def _transfers(metrics: Object) -> float | None:
    """Return how often a ticket went to another group."""
    groups = number_of(metrics.get("group_stations"))
    return None if groups is None else max(groups - 1, 0)


def _left_out(ticket: Object, status: str) -> str | None:
    """Return why a ticket is no contact."""
    if status == "deleted":
        return "deleted"
    if word_of(part_of(ticket, "via", "channel")) == "sample_ticket":
        return "test"
    if is_outbound(ticket):
        return "outbound"
    if _is_merged(ticket) and _merged_into(ticket) is None:
        return "not_a_contact"  # the ticket it went into counts, and nothing says which that is
    return None


def _is_merged(ticket: Object) -> bool:
    """Tell whether a ticket was closed because it was merged into another."""
    tags = ticket.get("tags")
    return isinstance(tags, list) and MERGED in tags


def _merged_into(ticket: Object) -> str | None:
    """Return the ticket that this one was merged into, where anything says so."""
    for key in ("merged_ticket", "merged_into_id"):
        if told := text_of(part_of(ticket, key, "id")) or text_of(ticket.get(key)):
            return told
    if not _is_merged(ticket):
        return None
    notes = [text_of(comment.get("body")) or "" for comment in things_in(ticket.get("comments"))]
    found = OTHER_TICKET.search(notes[-1]) if notes else None  # the merge writes the last comment
    return found[1] if found else None


def _reachable(ticket: Object, metrics: Object, beside: Beside) -> Object:
    """Return the ticket for paths of trends.toml: fields by id, the people and group it names."""
    named = {name: beside.find(those, ticket.get(key)) for name, (those, key) in NAMED.items()}
    fields = by_name(ticket.get("custom_fields"), "id", "value")
    return {**named, **without(ticket, *LONG_TEXTS), "custom_fields": fields, "metric_set": metrics}


READER = Reader(
    "zendesk",
    {
        "contacts": reading(("tickets", "results", "ticket"), read_ticket),
        "survey_answers": reading(
            ("satisfaction_ratings", "survey_responses", "tickets", "results", "ticket"),
            read_rating,
        ),
    },
)
