"""Jira Service Management: requests of the service desk's API and issues of Jira's own, with feedback.

The same request comes in two shapes and is known by the number that both have; a key such as
DESK-12 changes when a request moves to another project.
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
from trend_lib.sources.readers.desk_threads import thread
from trend_lib.sources.readers.jira_shapes import request_of
from trend_lib.sources.readers.json_values import joined, number_of, part_of, text_of, things_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.sources.readers.jira_shapes import Request

IS_RESOLVED = {"new": False, "indeterminate": False, "done": True}
QUESTION = "satisfaction"
SCALE = (1, 5)  # of the stars that Jira shows


def read_request(value: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the contact that a request is, and its comments where they were loaded with it."""
    del beside
    request = request_of(value)
    if request is None or request.opened_at is None:
        yield NoRecord("not_a_request")
        return
    said = _contact(request)
    if request.parent:
        yield internal(said)
        return
    yield said
    yield from thread(said, "comment", request.comments)


def _contact(request: Request) -> Object:
    """Return what a request says under our columns' names."""
    is_resolved = IS_RESOLVED.get(request.category)
    return {
        "source_id": request.number,
        "opened_at": request.opened_at,
        "closed_at": request.closed_at if is_resolved else None,
        "updated_at": request.updated_at,
        "due_at": request.due_at,
        "text": joined(request.summary, request.description),
        "channel": "ticket",
        "direction": "in",
        "customer": request.customer,
        "operator": request.operator,
        "queue": request.project,
        "product": request.components,
        "status": request.status,
        "priority": request.priority,
        "is_resolved": is_resolved,
        "left_out": None,
        "part_of": request.parent,
        "ticket": request.reachable,
    }


def read_feedback(value: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the answer to the question that a customer is asked once a request is done."""
    del beside
    request = request_of(value)
    if request is None:
        yield NoRecord("not_a_request")
        return
    given = next((one for one in _feedbacks(value) if number_of(one.get("rating"))), None)
    if given is None:
        return  # it was not rated, or not asked about: Jira does not say which
    yield {
        "contact_ref": request.number,
        "question": QUESTION,
        "score": number_of(given.get("rating")),
        "scale_min": SCALE[0],
        "scale_max": SCALE[1],
        "asked_at": request.closed_at or request.updated_at or request.opened_at,
        "updated_at": request.updated_at,
        "rating": without(given, "comment"),
    }


def _feedbacks(value: Object) -> Iterator[Object]:
    """Yield what may be feedback: added to a request, alone, or in one of an issue's own fields."""
    yield from things_in(part_of(value, "feedback", "values") or value.get("feedback"))
    yield value
    fields = value.get("fields")
    for name, field in fields.items() if isinstance(fields, dict) else ():
        if text_of(name) and name.startswith("customfield_") and isinstance(field, dict):
            yield field


READER = Reader(
    "jira_service_management",
    {
        "contacts": reading(("values", "issues", "issue"), read_request),
        "survey_answers": reading(("values", "issues", "issue"), read_feedback),
    },
)
