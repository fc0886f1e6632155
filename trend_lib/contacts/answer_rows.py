"""Survey answers: each question once a contact, scores inside their scale or unanswered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from trend_lib.contacts.text import plain_name

if TYPE_CHECKING:
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


def answer_rows(landed: pa.Table) -> PreparedAnswers:
    """Return rows of contacts.survey_answers, from records with the contact that each is about."""
    asked = _as_asked(landed)
    rows = asked.take(pa.array(_newest(asked), pa.int64()))
    is_outside = pc.and_(pc.is_null(asked["score"]), _is_number(landed["score"]))
    return PreparedAnswers(
        rows,
        repeated=landed.num_rows - rows.num_rows,
        outside_scale=pc.sum(is_outside).as_py() or 0,
    )


def _as_asked(landed: pa.Table) -> pa.Table:
    """Return a row a record; a score outside its scale is no answer."""
    lowest = pc.if_else(_is_number(landed["scale_min"]), landed["scale_min"], LOWEST)
    highest = pc.if_else(_is_number(landed["scale_max"]), landed["scale_max"], HIGHEST)
    score = landed["score"]
    is_within = pc.and_(pc.greater_equal(score, lowest), pc.less_equal(score, highest))
    is_answer = pc.fill_null(is_within, fill_value=False)
    said = landed["question"].to_pylist()
    ours = {one: (plain_name(one) or NO_QUESTION).lower() for one in set(said)}
    columns = {
        "week_start": landed["week_start"],
        "contact_id": pc.fill_null(landed["contact_id"], ":"),
        "question": pa.array([ours[one] for one in said], pa.string()),
        "score": pc.if_else(is_answer, score, None),
        "scale_min": lowest,
        "scale_max": highest,
        "asked_at": landed["asked_at"],
        "answered_at": pc.if_else(is_answer, landed["answered_at"], None),
        "source": landed["source"],
    }
    return pa.table(columns, pa.schema(ROW_TYPES.items()))


def _is_number(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tell numbers from nothing and from NaN."""
    return pc.fill_null(pc.invert(pc.is_nan(values)), fill_value=False)


def _newest(asked: pa.Table) -> list[int]:
    """Return the place of each contact's and question's newest answer.

    An answer beats none, then the later asked; the score only makes the choice repeatable.
    """
    newness = pa.table(
        {
            "has_score": pc.is_valid(asked["score"]),
            "asked_at": asked["asked_at"],
            "score": pc.fill_null(asked["score"], 0.0),
            "place": pa.array(range(asked.num_rows), pa.int64()),
        }
    )
    oldest_first = pc.sort_indices(newness, [(name, "ascending") for name in newness.column_names])
    keys = [*zip(asked["contact_id"].to_pylist(), asked["question"].to_pylist(), strict=True)]
    newest = {keys[place]: place for place in oldest_first.to_pylist()}
    return sorted(newest.values())


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
