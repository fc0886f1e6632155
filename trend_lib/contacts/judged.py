"""What people said afterwards: evaluations of contacts, call-backs, and people's answers to us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from trend_lib.base.privacy import hash_customers, redact_texts
from trend_lib.base.secrets import hash_key
from trend_lib.base.warehouse import replace_rows, table_of
from trend_lib.contacts.landed_rows import read_landed
from trend_lib.contacts.references import with_contacts
from trend_lib.contacts.text import plain_name, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

TEXT, NUMBER, FLAG, MOMENT = pa.string(), pa.float64(), pa.bool_(), pa.timestamp("us")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A table of this room that is built from one kind of records, a row each."""

    holds: str
    query: str  # of its check
    row: Callable[[Row], Row]  # from a record with `contact_id` and `customer_id`
    columns: dict[str, pa.DataType]
    key: tuple[str, ...]
    moment: str
    texts: tuple[str, ...]  # written by people: redacted
    has_contact: bool = True


def store_judged(con: duckdb.DuckDBPyConnection, home: Home, week: Week, built: Judged) -> int:
    """Replace the week's rows of a table; return how many there are."""
    landed = {built.holds: read_landed(con, home, [week], built.holds)}
    known = with_contacts(con, landed) if built.has_contact else landed
    return store_records(con, week, built, judged_records(home, known[built.holds], built))


def store_records(
    con: duckdb.DuckDBPyConnection, week: Week, built: Judged, records: Sequence[Row]
) -> int:
    """Do so from records that are read and redacted already."""
    if not records and not has_rows(con, built.query, week):
        return 0  # most homes have none; a check that has nothing to look at costs as much
    rows = judged_rows(records, built)
    try:
        replace_rows(con, built.query, week, rows)
    except duckdb.ConstraintException:  # a corrected date moved a record here: rare
        _forget_elsewhere(con, built, rows, week)
        replace_rows(con, built.query, week, rows)
    return int(rows.num_rows)


def has_rows(con: duckdb.DuckDBPyConnection, query_name: str, week: Week) -> bool:
    """Tell whether a query's table holds any row of the week."""
    found = f"SELECT 1 FROM {table_of(query_name)} WHERE week_start = ? LIMIT 1"  # noqa: S608 - our own names
    return con.execute(found, [week.start]).fetchone() is not None


def judged_records(home: Home, landed: pa.Table, built: Judged) -> list[Row]:
    """Return landed records redacted and hashed."""
    records: list[Row] = landed.to_pylist()
    for text in built.texts:
        _redact(records, text, home)
    _hash(records, home)
    return records


def judged_rows(records: Sequence[Row], built: Judged) -> pa.Table:
    """Return the rows that a table has of a week's records: each key once in its newest word."""
    newest: dict[tuple[Any, ...], Row] = {}
    for record in sorted(records, key=lambda one: (one[built.moment], one["source_id"])):
        row = {**_common(record), **built.row(record)}
        newest[tuple(row[name] for name in built.key)] = row
    return pa.Table.from_pylist(list(newest.values()), pa.schema(built.columns.items()))


def _common(record: Row) -> Row:
    """Return what every one of these tables has."""
    return {"week_start": record["week_start"], "source": record["source"]}


def _redact(records: Sequence[Row], column: str, home: Home) -> None:
    """Take personal data out of a text column, in place; no words stay none."""
    said = sorted({record[column] for record in records if record[column]})
    words = redact_texts([plain_text(value) for value in said], home.config.privacy)
    redacted = dict(zip(said, words, strict=True))
    for record in records:
        record[column] = redacted.get(record[column], "")


def _hash(records: Sequence[Row], home: Home) -> None:
    """Put a keyed hash beside each customer."""
    customers = [record.get("customer") for record in records]
    if any(customers):
        hashed = hash_customers(customers, hash_key(home.path), home.config.privacy.phone_regions)
        for record, customer_id in zip(records, hashed, strict=True):
            record["customer_id"] = customer_id


def _forget_elsewhere(
    con: duckdb.DuckDBPyConnection, built: Judged, rows: pa.Table, week: Week
) -> None:
    """Delete these keys' rows of other weeks."""
    con.register("moved_here", rows.select(list(built.key)))
    keys = ", ".join(built.key)
    try:
        con.execute(
            f"DELETE FROM {table_of(built.query)} WHERE week_start <> ? "  # noqa: S608 - our own names
            f"AND ({keys}) IN (SELECT ({keys}) FROM moved_here)",
            [week.start],
        )
    finally:
        con.unregister("moved_here")


def _share(said: float | None) -> float | None:
    """Return a share of 0 to 1; what lies outside says nothing."""
    return said if said is not None and 0 <= said <= 1 else None


def _evaluation(record: Row) -> Row:
    """Return one question of a filled-in form."""
    return {
        "evaluation_id": f"{record['source']}:{record['evaluation_id']}",
        "contact_id": record["contact_id"],
        "operator_id": plain_name(record["operator"]),
        "reviewer_id": plain_name(record["reviewer"]),
        "form": plain_name(record["form"]) or "",
        "form_version": plain_name(record["form_version"]),
        "section": plain_name(record["section"]),
        "question": plain_name(record["question"]) or "",
        "answer": record["answer"],
        "points": None if record["is_not_applicable"] else _share(record["points"]),
        "weight": record["weight"],
        "is_not_applicable": bool(record["is_not_applicable"]),
        "score": _share(record["score"]),
        "evaluated_at": record["evaluated_at"],
    }


def _callback(record: Row) -> Row:
    """Return one attempt to reach a customer."""
    attempt = record["attempt"]
    return {
        "callback_id": f"{record['source']}:{record['source_id']}",
        "worklist": (plain_name(record["worklist"]) or "").lower(),
        "contact_id": record["contact_id"],
        "customer_id": record.get("customer_id"),
        "operator_id": plain_name(record["operator"]),
        "attempt": round(attempt) if attempt is not None and attempt >= 0 else None,
        "called_at": record["called_at"],
        "outcome": (plain_name(record["outcome"]) or "").lower(),
        "is_solved": record["is_solved"],
        "is_content": record["is_content"],
        "text": record["text"],
    }


def _said(record: Row) -> Row:
    """Return one answer of a person."""
    return {
        "answer_id": f"{record['source']}:{record['source_id']}",
        "said_at": record["said_at"],
        "who": plain_name(record["who"]) or "",
        "way": (plain_name(record["way"]) or "").lower(),
        "action": (plain_name(record["action"]) or "").lower(),
        "about": plain_name(record["about"]),
        "value": record["value"] or None,
        "since": plain_name(record["since"]),
        "until": plain_name(record["until"]),
        "note": record["note"],
    }


WEEK = {"week_start": pa.date32(), "source": TEXT}
JUDGED = (
    Judged(
        "evaluations", "2_contacts/24_evaluations", _evaluation,
        {**WEEK, "evaluation_id": TEXT, "contact_id": TEXT, "operator_id": TEXT, "reviewer_id": TEXT,
         "form": TEXT, "form_version": TEXT, "section": TEXT, "question": TEXT, "answer": TEXT, "points": NUMBER,
         "weight": NUMBER, "is_not_applicable": FLAG, "score": NUMBER, "evaluated_at": MOMENT},
        ("evaluation_id", "question"), "evaluated_at", ("answer", "form", "section", "question"),
    ),
    Judged(
        "callbacks", "2_contacts/25_callbacks", _callback,
        {**WEEK, "callback_id": TEXT, "worklist": TEXT, "contact_id": TEXT, "customer_id": TEXT,
         "operator_id": TEXT, "attempt": pa.int64(), "called_at": MOMENT, "outcome": TEXT, "is_solved": FLAG,
         "is_content": FLAG, "text": TEXT},
        ("callback_id",), "called_at", ("text", "worklist", "outcome"),
    ),
    Judged(
        "answers", "2_contacts/26_answers", _said,
        {**WEEK, "answer_id": TEXT, "said_at": MOMENT, "who": TEXT, "way": TEXT, "action": TEXT, "about": TEXT,
         "value": TEXT, "since": TEXT, "until": TEXT, "note": TEXT},
        ("answer_id",), "said_at", ("value", "note"), has_contact=False,
    ),
)  # fmt: skip
