"""Survey answers: each question once a contact, scores inside their scale or unanswered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.contacts.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from trend_lib.base.weeks import Week

LOWEST, HIGHEST = 1.0, 5.0  # the quality line's scale, where the source names none
NO_QUESTION = "overall"
ROW_TYPES = {
    "week_start": pa.date32(), "contact_id": pa.string(), "question": pa.string(),
    "score": pa.float64(), "scale_min": pa.float64(), "scale_max": pa.float64(),
    "asked_at": pa.timestamp("us"), "answered_at": pa.timestamp("us"), "source": pa.string(),
}  # fmt: skip


# A contact asked again in a later week has one answer: the same choice as within a week.
IN_OTHER_WEEKS = """
    SELECT stored.contact_id, stored.question,
        (stored.score IS NOT NULL, stored.asked_at) > (fresh.score IS NOT NULL, fresh.asked_at) AS is_newer
    FROM contacts.survey_answers AS stored
    INNER JOIN fresh_answers AS fresh
        ON stored.contact_id = fresh.contact_id AND stored.question = fresh.question
    WHERE stored.week_start <> $week_start
"""


@dataclass(frozen=True, slots=True)
class PreparedAnswers:
    """The rows, and what was done to them on the way, for the log."""

    rows: pa.Table
    repeated: int  # a question answered twice about one contact: the newest answer stands
    outside_scale: int  # scores that their scale does not have, kept as unanswered


def answer_rows(landed: pa.Table, contact_ids: Sequence[str | None]) -> PreparedAnswers:
    """Return rows of contacts.survey_answers, each about the contact of the same place."""
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    outside_scale = 0
    for record, contact_id in zip(landed.to_pylist(), contact_ids, strict=True):
        row = _answer_row(record, contact_id or ":")
        outside_scale += row["score"] is None and _is_number(record["score"])
        key = (row["contact_id"], row["question"])
        newest[key] = max(row, newest.get(key, row), key=_newness)
    rows = pa.Table.from_pylist(list(newest.values()), pa.schema(ROW_TYPES.items()))
    return PreparedAnswers(
        rows,
        repeated=landed.num_rows - rows.num_rows,
        outside_scale=outside_scale,
    )


def _answer_row(record: dict[str, Any], contact_id: str) -> dict[str, Any]:
    """Return one row; a score outside its scale is no answer."""
    lowest = record["scale_min"] if _is_number(record["scale_min"]) else LOWEST
    highest = record["scale_max"] if _is_number(record["scale_max"]) else HIGHEST
    score = record["score"]
    is_answer = _is_number(score) and lowest <= score <= highest
    return {
        "week_start": record["week_start"],
        "contact_id": contact_id,
        "question": (plain_name(record["question"]) or NO_QUESTION).lower(),
        "score": score if is_answer else None,
        "scale_min": lowest,
        "scale_max": highest,
        "asked_at": record["asked_at"],
        "answered_at": record["answered_at"] if is_answer else None,
        "source": record["source"],
    }


def _is_number(value: float | None) -> bool:
    """Tell a number from nothing and from NaN."""
    return value is not None and value == value  # noqa: PLR0124 - NaN is not itself


def _newness(row: dict[str, Any]) -> tuple[bool, datetime, float]:
    """An answer beats none, then the later asked; the score only makes the choice repeatable."""
    return (row["score"] is not None, row["asked_at"], row["score"] or 0.0)


def newest_of_all_weeks(con: duckdb.DuckDBPyConnection, rows: pa.Table, week: Week) -> pa.Table:
    """Return the rows that no other week answers better, and delete those that these answer better."""
    con.register("fresh_answers", rows)
    try:
        stored = con.execute(IN_OTHER_WEEKS, {"week_start": week.start}).fetchall()
    finally:
        con.unregister("fresh_answers")
    for contact_id, question, is_newer in stored:
        if not is_newer:
            con.execute(
                "DELETE FROM contacts.survey_answers WHERE contact_id = ? AND question = ?",
                [contact_id, question],
            )
    better = {(contact_id, question) for contact_id, question, is_newer in stored if is_newer}
    keys = zip(rows["contact_id"].to_pylist(), rows["question"].to_pylist(), strict=True)
    return rows.filter(pa.array([key not in better for key in keys], pa.bool_()))
