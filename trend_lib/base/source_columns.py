"""What a source may hold, and the columns of each: said here once, for settings, landing and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Holds = Literal["contacts", "survey_answers", "evaluations", "callbacks", "answers"]
ColumnType = Literal["text", "moment", "seconds", "number", "count", "flag"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of record: its columns beside `source_id`, in the order in which they are landed."""

    event: str  # the moment that says to which week a record belongs
    columns: Mapping[str, ColumnType]
    needed: frozenset[str]  # what a table must map
    needed_texts: tuple[str, ...] = ()  # without one of these a row is no record
    known_by: tuple[str, ...] = ()  # without a `source_id`; none: by all that it says

    def of_type(self, *types: ColumnType) -> tuple[str, ...]:
        """Return the columns of these types, in order."""
        return tuple(name for name, kind in self.columns.items() if kind in types)


TONE_QUARTERS = tuple(f"tone_quarter_{number}" for number in (1, 2, 3, 4))  # of the talk; -1 .. 1
HOLDINGS: Mapping[str, Holding] = {
    "contacts": Holding(
        event="opened_at",
        columns={
            "text": "text", "channel": "text", "direction": "text", "customer": "text",
            "region": "text", "product": "text", "operator": "text", "queue": "text",
            "status": "text", "priority": "text",
            "part_of": "text",  # source_id of the record that this one is a part of
            "left_out": "text",  # why it is no contact: spam | outbound | deleted | not_a_contact | test
            "opened_at": "moment", "closed_at": "moment", "due_at": "moment", "updated_at": "moment",
            "handle_seconds": "seconds", "hold_seconds": "seconds", "wait_seconds": "seconds",
            "transfer_count": "count", "reopened_count": "count",
            "is_resolved": "flag", "is_abandoned": "flag",
            "tone": "number",  # -1 .. 1
            **dict.fromkeys(TONE_QUARTERS, "number"),
        },
        needed=frozenset({"opened_at", "text"}),
    ),
    "survey_answers": Holding(
        event="asked_at",
        columns={
            "contact_source": "text", "contact_ref": "text", "question": "text",
            "asked_at": "moment", "answered_at": "moment", "updated_at": "moment",
            "score": "number", "scale_min": "number", "scale_max": "number",
        },
        needed=frozenset({"contact_ref", "question", "score", "asked_at"}),
        needed_texts=("contact_ref", "question"),
        known_by=("contact_source", "contact_ref", "question"),
    ),
    "evaluations": Holding(  # one record a question of a filled-in form
        event="evaluated_at",
        columns={
            "evaluation_id": "text", "contact_source": "text", "contact_ref": "text",
            "operator": "text", "reviewer": "text", "form": "text", "form_version": "text",
            "section": "text", "question": "text", "answer": "text",
            "evaluated_at": "moment", "updated_at": "moment",
            "points": "number",  # 0 .. 1, of what the question can give
            "weight": "number",
            "score": "number",  # 0 .. 1, of the whole form
            "is_not_applicable": "flag",
        },
        needed=frozenset({"evaluation_id", "question", "evaluated_at"}),
        needed_texts=("evaluation_id", "question"),
        known_by=("evaluation_id", "question"),
    ),
    "callbacks": Holding(
        event="called_at",
        columns={
            "worklist": "text",  # new_connection | closed_request | key_point | unresolved | ...
            "contact_source": "text", "contact_ref": "text", "customer": "text", "operator": "text",
            "outcome": "text",  # reached | no_answer | refused | wrong_number | callback_later | opted_out
            "text": "text",
            "called_at": "moment", "updated_at": "moment",
            "attempt": "count",
            "is_solved": "flag", "is_content": "flag",
        },
        needed=frozenset({"worklist", "called_at", "outcome"}),
        needed_texts=("outcome",),
        known_by=("worklist", "contact_source", "contact_ref", "customer", "attempt", "called_at"),
    ),
    "answers": Holding(  # what people said to us: an event each
        event="said_at",
        columns={
            "who": "text", "way": "text", "action": "text", "about": "text", "value": "text",
            "since": "text", "until": "text", "note": "text",
            "said_at": "moment", "updated_at": "moment",
        },
        needed=frozenset({"said_at", "action"}),
        needed_texts=("action",),
    ),
}  # fmt: skip
COLUMNS_OF: Mapping[str, frozenset[str]] = {
    holds: frozenset({"source_id", *holding.columns}) for holds, holding in HOLDINGS.items()
}
