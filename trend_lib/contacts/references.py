"""Which contact a survey answer, an evaluation or a call-back is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

# A reference may name a part: a leg of a call, a merged ticket; or a whole that no record is, as a
# call is but its events. Without a source it is looked for in all.
NAMED = """
SELECT referred.place, records.source || ':' || records.whole_id AS contact_id
FROM referred
INNER JOIN sources.records
    ON records.{name} = referred.contact_ref
    AND (referred.contact_source = '' OR records.source = referred.contact_source)
WHERE records.holds = 'contacts'
"""
FOUND = f"""
SELECT place, min(contact_id)
FROM (
    {NAMED.format(name="source_id")} UNION ALL
    {NAMED.format(name="whole_id")} AND records.whole_id <> records.source_id
)
GROUP BY place
"""  # noqa: S608 - our own names
Reference = tuple[str, str]  # source, which may be empty, and id


def with_contacts(
    con: duckdb.DuckDBPyConnection, landed: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """Return tables of records with `contact_id`: `source:ref` where it is not known, none where none is named.

    All tables are asked about in one go, as every question goes through all records there are.
    """
    named = {table: _named_in(records) for table, records in landed.items()}
    asked = sorted({one for names in named.values() for one in names if one[1]})
    found = _found(con, asked) if asked else {}
    said = {
        table: [found.get(one, f"{one[0]}:{one[1]}") if one[1] else None for one in names]
        for table, names in named.items()
    }
    return {
        table: records.append_column("contact_id", pa.array(said[table], pa.string()))
        for table, records in landed.items()
    }


def _named_in(records: pa.Table) -> list[Reference]:
    """Return the source and the id that each record names; empty where it names none."""
    sources, refs = (
        [(said or "").strip() for said in records[name].to_pylist()]
        for name in ("contact_source", "contact_ref")
    )
    return list(zip(sources, refs, strict=True))


def _found(con: duckdb.DuckDBPyConnection, asked: list[Reference]) -> dict[Reference, str]:
    """Return the contact of each reference to what was received."""
    sources, refs = zip(*asked, strict=True)
    con.register(
        "referred",
        pa.table(
            {
                "place": pa.array(range(len(asked)), pa.int64()),
                "contact_source": pa.array(sources, pa.string()),
                "contact_ref": pa.array(refs, pa.string()),
            }
        ),
    )
    try:
        found = con.execute(FOUND).fetchall()
    finally:
        con.unregister("referred")
    return {asked[place]: contact_id for place, contact_id in found}
