"""Which contact a survey answer, an evaluation or a call-back is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
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
FROM ({NAMED.format(name="source_id")} UNION ALL {NAMED.format(name="whole_id")})
GROUP BY place
"""  # noqa: S608 - our own names


def contacts_referred_to(con: duckdb.DuckDBPyConnection, landed: pa.Table) -> list[str | None]:
    """Return the contact of each record: `source:ref` where it is not known, None where it names none."""
    sources, refs = (
        [(said or "").strip() for said in landed[name].to_pylist()]
        for name in ("contact_source", "contact_ref")
    )
    con.register(
        "referred",
        pa.table(
            {
                "place": pa.array(range(len(refs)), pa.int64()),
                "contact_source": pa.array(sources, pa.string()),
                "contact_ref": pa.array(refs, pa.string()),
            }
        ),
    )
    try:
        found = dict(con.execute(FOUND).fetchall())
    finally:
        con.unregister("referred")
    named = zip(sources, refs, strict=True)
    return [
        found.get(place, f"{source}:{ref}" if ref else None)
        for place, (source, ref) in enumerate(named)
    ]
