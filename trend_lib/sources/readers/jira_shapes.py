"""The two shapes of a Jira request, as one: from the service desk's API, and from Jira's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.atlassian_document import plain_text
from trend_lib.sources.readers.desk_objects import Object, without
from trend_lib.sources.readers.desk_threads import Message
from trend_lib.sources.readers.json_values import (
    by_name,
    joined,
    moment_of,
    part_of,
    text_of,
    things_in,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = ("iso8601", "jira", "epochMillis")  # the ways in which one date is told, best first
IDENTITIES = ("accountId", "name", "emailAddress", "key")


@dataclass(frozen=True, slots=True)
class Request:
    """What either shape says."""

    number: str
    opened_at: str | None = None
    closed_at: str | None = None
    updated_at: str | None = None
    due_at: str | None = None
    summary: str | None = None
    description: str | None = None
    comments: tuple[Message, ...] = ()
    customer: str | None = None
    operator: str | None = None
    project: str | None = None
    components: str | None = None
    status: str | None = None
    category: str = ""  # new, indeterminate or done: what a desk's own status means
    priority: str | None = None
    parent: str | None = None
    reachable: Object | None = None


def request_of(value: Object) -> Request | None:
    """Return what an object says as a request, None when it is neither shape."""
    if isinstance(value.get("fields"), dict) and text_of(value.get("id")):
        return _issue(value, value["fields"], str(text_of(value["id"])))
    number = text_of(value.get("issueId")) or text_of(value.get("issueKey"))
    return _service_request(value, number) if number else None


def _service_request(value: Object, number: str) -> Request:
    """Read the shape of the service desk's API."""
    fields = by_name(things_in(value.get("requestFieldValues")), "fieldId", "value")
    status = value.get("currentStatus")
    reporter = value.get("reporter")
    changed_at = _moment(part_of(status, "statusDate"))
    return Request(
        number=number,
        opened_at=_moment(value.get("createdDate")),
        closed_at=changed_at,
        updated_at=changed_at,
        due_at=_due_at(part_of(value, "sla", "values") or value.get("sla")),
        summary=text_of(value.get("summary")) or text_of(part_of(fields, "summary")),
        description=plain_text(part_of(fields, "description")),
        comments=tuple(_comments(reporter, part_of(value, "comments", "values"))),
        customer=_identity(reporter),
        project=_project(value.get("issueKey")),
        status=text_of(part_of(status, "status")),
        category=word_of(part_of(status, "statusCategory")),
        reachable={
            **without(value, "comments", "summary"),
            "requestFieldValues": _short(without(fields, "description", "summary")),
        },
    )


def _issue(value: Object, fields: Object, number: str) -> Request:
    """Read the shape of Jira's own API, whose version 3 writes texts as trees."""
    category = word_of(part_of(fields, "status", "statusCategory", "key"))
    parent = part_of(fields, "parent", "id") if part_of(fields, "issuetype", "subtask") else None
    names = [text_of(component.get("name")) for component in things_in(fields.get("components"))]
    return Request(
        number=number,
        opened_at=_moment(fields.get("created")),
        closed_at=_moment(fields.get("resolutiondate")),
        updated_at=_moment(fields.get("updated")),
        due_at=_due_at(list(fields.values())) or _moment(fields.get("duedate")),
        summary=text_of(fields.get("summary")),
        description=plain_text(fields.get("description")),
        comments=tuple(_comments(fields.get("reporter"), part_of(fields, "comment", "comments"))),
        customer=_identity(fields.get("reporter")),
        operator=_identity(fields.get("assignee")),
        project=text_of(part_of(fields, "project", "key")) or _project(value.get("key")),
        components=", ".join(name for name in names if name) or None,
        status=text_of(part_of(fields, "status", "name")),
        category=category or ("done" if fields.get("resolution") else ""),
        priority=text_of(part_of(fields, "priority", "name")),
        parent=text_of(parent),
        reachable={
            **without(value, "fields", "renderedFields", "changelog"),
            "fields": _short(without(fields, "description", "comment", "summary")),
        },
    )


def _moment(value: Any) -> str | None:
    """Return a moment, written plainly or as an object of several ways to write it."""
    if not isinstance(value, dict):
        return moment_of(value)
    return next((moment for way in WRITTEN if (moment := moment_of(value.get(way)))), None)


def _due_at(goals: Any) -> str | None:
    """Return when the first of the running clocks breaks its promise."""
    ends = [_moment(part_of(goal, "ongoingCycle", "breachTime")) for goal in things_in(goals)]
    return min((end for end in ends if end), default=None)


def _identity(person: Any) -> str | None:
    """Return by what a person is known; what that is differs between cloud and server."""
    return next((name for key in IDENTITIES if (name := text_of(part_of(person, key)))), None)


def _comments(reporter: Any, comments: Any) -> Iterator[Message]:
    """Yield the comments that either side could read."""
    known = _identity(reporter)
    for comment in things_in(comments):
        if comment.get("jsdPublic") is not False and comment.get("public") is not False:
            yield Message(
                text_of(comment.get("id")),
                _moment(comment.get("created")),
                plain_text(comment.get("body")),
                known is not None and _identity(comment.get("author")) == known,
            )


def _project(key: Any) -> str | None:
    """Return the project in a key: DESK of DESK-12."""
    return (text_of(key) or "").rpartition("-")[0] or None


def _short(fields: Object) -> Object:
    """Return fields whose trees are texts and whose choices are their names, to be reached by a path."""
    return {name: _shortened(field) for name, field in fields.items()}


def _shortened(field: Any) -> Any:
    """Return a tree as text and a list of named things as their names."""
    if isinstance(field, dict) and field.get("type") == "doc":
        return plain_text(field)
    if isinstance(field, list):
        names = [text_of(one if not isinstance(one, dict) else _name(one)) for one in field]
        return joined(", ".join(name for name in names if name))
    return field


def _name(thing: Object) -> Any:
    """Return what a thing is called."""
    return next((thing[key] for key in ("name", "value", "displayName") if key in thing), None)
