"""What customers answered in Zendesk: satisfaction ratings, those inside tickets, survey responses.

A rating is good or bad: a score of 1 or 0. `offered` was asked and not answered; `unoffered` was
never asked and is nothing at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.readers.desk_objects import Beside, NoRecord, Object, without
from trend_lib.sources.readers.json_values import (
    moment_of,
    number_of,
    part_of,
    text_of,
    things_in,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "satisfaction"  # the same for all ways to tell it: one ticket has one rating
NEVER_ASKED = ("", "unoffered")
ASKED = "offered"
SCORES = {"good": 1, "bad": 0}
HIGHEST_RATING = 5  # of a survey that does not list what could be chosen


def read_rating(value: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the answers of a rating, of a ticket with its rating, or of a survey response."""
    if isinstance(value.get("answers"), list):
        yield from _read_response(value)
    elif "ticket_id" in value and "score" in value:
        asked_at, answered_at = value.get("created_at"), value.get("updated_at")
        yield from _scored(value, text_of(value["ticket_id"]), asked_at, answered_at)
    elif "satisfaction_rating" in value or "requester_id" in value:
        yield from _read_ticket(value, beside)
    else:
        yield NoRecord("not_a_rating")


def _read_ticket(ticket: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the rating inside a ticket; it has no date, and the ticket's last change is none."""
    rating = ticket.get("satisfaction_rating")
    if not isinstance(rating, dict):
        return
    metrics = ticket.get("metric_set") or beside.find("metric_sets", ticket.get("id"), "ticket_id")
    asked_at = part_of(metrics, "solved_at") or ticket.get("created_at")
    updated_at = rating.get("updated_at") or ticket.get("updated_at")
    for said in _scored(rating, text_of(ticket.get("id")), asked_at, None):
        if isinstance(said, dict):
            said["updated_at"] = moment_of(updated_at)
        yield said


def _scored(
    rating: Object, ticket: str | None, asked_at: object, answered_at: object
) -> Iterator[Object | NoRecord]:
    """Yield a rating that was given or asked for."""
    score = word_of(rating.get("score")).partition("_")[0].removesuffix("withcomment")
    if score in NEVER_ASKED:
        return
    if score not in {ASKED, *SCORES}:
        yield NoRecord("unknown_score", "score")
        return
    yield {
        "contact_ref": ticket,
        "question": QUESTION,
        "score": SCORES.get(score),
        "scale_min": 0,
        "scale_max": 1,
        "asked_at": moment_of(asked_at),
        "answered_at": moment_of(answered_at) if score != ASKED else None,
        "updated_at": moment_of(answered_at),
        "rating": without(rating, "url"),
    }


def _read_response(response: Object) -> Iterator[Object | NoRecord]:
    """Yield the answers of a survey response that are scores."""
    ticket = _ticket_asked_about(response)
    scored = [answer for answer in things_in(response["answers"]) if _rating(answer) is not None]
    if not scored or ticket is None:
        yield (
            NoRecord("no_score", "score")
            if ticket
            else NoRecord("missing_contact_ref", "contact_ref")
        )
    for answer in scored if ticket else ():
        yield {
            "contact_ref": ticket,
            "question": text_of(part_of(answer, "question", "alias")) or QUESTION,
            "score": _rating(answer),
            "scale_min": 1,
            "scale_max": _highest(answer),
            "asked_at": moment_of(answer.get("created_at") or response.get("created_at")),
            "answered_at": moment_of(answer.get("updated_at") or answer.get("created_at")),
            "updated_at": moment_of(answer.get("updated_at")),
            "rating": without(response, "answers"),
        }


def _ticket_asked_about(response: Object) -> str | None:
    """Return the ticket of a response: its subject is written `zen:ticket:35436`."""
    for subject in things_in(response.get("subjects")):
        named = text_of(subject.get("zrn")) or ""
        if number := text_of(subject.get("id")) or named.rpartition(":")[2]:
            return number
    return text_of(response.get("ticket_id"))


def _rating(answer: Object) -> float | None:
    """Return the score of an answer, if it is one."""
    return number_of(answer.get("rating"))


def _highest(answer: Object) -> float:
    """Return the best score that could be chosen."""
    options = things_in(part_of(answer, "question", "options"))
    ratings = (number_of(option.get("rating")) for option in options)
    return max((rating for rating in ratings if rating is not None), default=HIGHEST_RATING)
