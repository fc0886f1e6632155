"""Takes a person out of every table of the warehouse, whatever rooms there are, and the file's old blocks with them.

Rows that are theirs go; where others' rows carry their words or their contacts' ids in a list, those are taken out of
it. Counts stay: a week's figures name nobody. Words that somebody else said exactly so are nobody's in particular.
"""
# ruff: noqa: S608 - names come from the warehouse's own list of columns

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import NAMED_ABOUT
from trend_lib.base.masking import mask, patterns_of
from trend_lib.base.warehouse import open_warehouse, transaction

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home

FEWEST_LETTERS = 20  # of a cut quote that is surely from one text
COLUMNS = """
SELECT columns.schema_name || '.' || columns.table_name, columns.column_name, columns.data_type
FROM duckdb_columns() AS columns
INNER JOIN duckdb_tables() AS tables USING (database_name, schema_name, table_name)
WHERE columns.database_name = current_database() AND NOT columns.internal AND NOT tables.temporary
ORDER BY ALL
"""
SAID_BY = """
SELECT schema_name || '.' || table_name, column_name
FROM duckdb_columns()
WHERE
    database_name = current_database() AND column_name IN ('value', 'note') AND (schema_name, table_name) IN (
        SELECT (schema_name, table_name) FROM duckdb_columns() WHERE column_name = 'who'
    )
ORDER BY ALL
"""  # what people answered, and may have quoted somebody in
WORDS = """
SELECT DISTINCT text FROM contacts.contacts
WHERE (contact_id IN (SELECT unnest($contacts)) OR customer_id = $customer) AND text <> ''
  AND text NOT IN (
      SELECT others.text FROM contacts.contacts AS others
      WHERE others.contact_id NOT IN (SELECT unnest($contacts)) AND others.customer_id IS DISTINCT FROM $customer
  )
"""
SINGLE_TERMS = """
SELECT rowid, term FROM weekly.topic_terms
WHERE customers = 1 AND (week_start, topic_id) IN (
    SELECT (week_start, topic_id) FROM topics.contact_topics WHERE contact_id IN (SELECT unnest($contacts))
)
"""
SAID = "SELECT lower(text) FROM contacts.contacts WHERE contact_id IN (SELECT unnest($contacts))"
STEM_LETTERS = 4  # terms are dictionary forms: 'немає інтернету' is counted as 'інтернет'


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person is known in the warehouse."""

    customer: str  # keyed hash
    contacts: tuple[str, ...]  # ids of their contacts
    words: tuple[str, ...] = ()  # redacted texts that nobody else said
    names: tuple[str, ...] = ()  # how sources spell them


def read_words(
    con: duckdb.DuckDBPyConnection, customer: str, contacts: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the texts that only this person said."""
    given = {"customer": customer, "contacts": list(contacts)}
    return tuple(sorted(text for (text,) in con.execute(WORDS, given).fetchall()))


def forget_in_tables(con: duckdb.DuckDBPyConnection, traces: Traces) -> dict[str, int]:
    """Take a person out of all tables; return how many rows of each changed or went."""
    touched: dict[str, int] = {}
    with transaction(con):
        terms = _own_terms(con, {"contacts": list(traces.contacts)})
        forget = "DELETE FROM weekly.topic_terms WHERE rowid IN (SELECT unnest($terms))"
        _add(touched, "weekly.topic_terms", con.execute(forget, {"terms": terms}))
        for table, column, kind in con.execute(COLUMNS).fetchall():
            for sql, params in _statements(table, column, kind, traces):
                _add(touched, table, con.execute(sql, params))
        _mask_answers(con, traces, touched)
    return touched


def _mask_answers(con: duckdb.DuckDBPyConnection, traces: Traces, touched: dict[str, int]) -> None:
    """Take the person's words and names out of what people answered about other things."""
    patterns = patterns_of(traces.words, traces.names)
    for table, column in con.execute(SAID_BY).fetchall():
        said = con.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} <> ''").fetchall()
        masked = [(mask(text, patterns), row) for row, text in said]
        for (fresh, row), (_, text) in zip(masked, said, strict=True):
            if fresh != text:
                change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
                _add(touched, table, con.execute(change, [fresh, row]))


def _own_terms(con: duckdb.DuckDBPyConnection, contacts: dict[str, Any]) -> list[int]:
    """Return the rows of terms that one customer used and that stand in this person's words."""
    said = " ".join(text for (text,) in con.execute(SAID, contacts).fetchall())
    return [
        row
        for row, term in con.execute(SINGLE_TERMS, contacts).fetchall()
        if all(word[:STEM_LETTERS] in said for word in term.lower().split())
    ]


def _statements(
    table: str, column: str, kind: str, traces: Traces
) -> list[tuple[str, dict[str, Any]]]:
    """Return what takes the person out of one column."""
    contacts = {"contacts": list(traces.contacts)}
    if column == "customer_id":
        return [(f"DELETE FROM {table} WHERE {column} = $customer", {"customer": traces.customer})]
    is_id = column == "contact_id" or (table, column) == ("contacts.callbacks", "contact_ref")
    if is_id or column == "about":  # what answers are about
        named = column if is_id else f"regexp_replace(about, '{NAMED_ABOUT}', '')"
        return [(f"DELETE FROM {table} WHERE {named} IN (SELECT unnest($contacts))", contacts)]
    if column == "repeat_of":
        return [
            (
                f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT unnest($contacts))",
                contacts,
            )
        ]
    if column == "text_hash":
        hashes = [
            hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
            for text in traces.words
        ]
        return [
            (f"DELETE FROM {table} WHERE {column} IN (SELECT unnest($hashes))", {"hashes": hashes})
        ]
    if kind == "VARCHAR[]":
        said = {"words": [*traces.words, *traces.contacts], "fewest": FEWEST_LETTERS}
        is_theirs = (
            "list_contains($words, said) OR (length(said) >= $fewest AND "
            "len(list_filter($words, lambda word: starts_with(word, rtrim(said, '… ')))) > 0)"
        )
        return [
            (
                (
                    f"UPDATE {table} SET {column} = list_filter({column}, lambda said: NOT ({is_theirs})) "
                    f"WHERE len(list_filter({column}, lambda said: {is_theirs})) > 0"
                ),
                said,
            )
        ]
    return []


def _add(touched: dict[str, int], table: str, answer: duckdb.DuckDBPyConnection) -> None:
    """Count the rows that a statement changed."""
    changed = answer.fetchone()
    if changed and changed[0]:
        touched[table] = touched.get(table, 0) + int(changed[0])


def write_anew(home: Home) -> None:
    """Copy the warehouse into a new file: a deleted row's bytes would else stay in the old one's free blocks."""
    fresh = home.warehouse.with_name(f".{home.warehouse.name}.new")
    fresh.unlink(missing_ok=True)
    with open_warehouse(home) as con:
        name = con.execute("SELECT current_database()").fetchone()
        con.execute(f"ATTACH '{str(fresh).replace(chr(39), chr(39) * 2)}' AS fresh")
        con.execute(f'COPY FROM DATABASE "{name[0] if name else ""}" TO fresh')
        con.execute("DETACH fresh")
        con.execute("CHECKPOINT")
    fresh.replace(home.warehouse)
