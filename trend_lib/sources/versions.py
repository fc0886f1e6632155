"""Which rows of a delivery are news: the newest version of a record wins, repeats are counted.

Within a delivery and against what is stored, a version is newer by `updated_at`, else by coming
later. A row that says exactly what is known is repeated; an older version is kept in landing/
but does not become the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.sources.received import quoted
from trend_lib.sources.wholes import join_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

    from trend_lib.sources.arrival import Arrival

VERSIONS = """
CREATE OR REPLACE TEMP TABLE row_versions AS
SELECT
    versions.line, versions.source_id, versions.row_hash, versions.updated_at,
    versions.day, versions.week_start, versions.part_of,
    records.row_hash AS known_hash, records.week_start AS known_week,
    records.delivery_id AS known_delivery, records.line AS known_line,
    records.updated_at AS known_update,
    records.part_of AS known_part_of, records.whole_id AS known_whole,
    records.whole_week AS known_whole_week,
    versions.row_hash IS DISTINCT FROM records.row_hash
    OR records.delivery_id = $delivery_id AS says_something_new,  -- so only where it is read again
    versions.place = 1 AND says_something_new AND NOT coalesce(
        records.delivery_id <> $delivery_id AND records.updated_at > versions.updated_at, false
    ) AS is_news
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY source_id ORDER BY updated_at DESC NULLS LAST, line DESC) AS place
    FROM (
        SELECT line, source_id, row_hash, updated_at, day, week_start, {part_of} AS part_of
        FROM mapped_rows
        WHERE fault IS NULL
        QUALIFY row_number() OVER (PARTITION BY source_id, row_hash ORDER BY line DESC) = 1
    )
) AS versions
LEFT JOIN sources.records
    ON records.source = $source AND records.source_id = versions.source_id
"""
COUNTS = """
SELECT
    count(*) FILTER (WHERE says_something_new),
    count(*) FILTER (WHERE is_news AND known_hash IS NOT NULL),
    list(DISTINCT known_delivery) FILTER (
        WHERE is_news AND updated_at IS NOT NULL AND known_update IS NULL
    ),
    bool_or(is_news AND (part_of IS NOT NULL OR known_part_of IS NOT NULL)) OR EXISTS (
        SELECT 1 FROM sources.records WHERE source = $source AND part_of IS NOT NULL
    )
FROM row_versions
"""
# Homes of older versions kept `updated_at` in landing/ alone.
DROP_STALE = """
UPDATE row_versions SET is_news = false
FROM read_parquet({files}, filename = true, union_by_name = true) AS known
WHERE row_versions.is_news
  AND row_versions.known_delivery = parse_filename(known.filename, true)
  AND row_versions.known_line = known.line
  AND known.updated_at > row_versions.updated_at
"""
STORE_NEW = """
INSERT INTO sources.records
    (
        source, source_id, holds, week_start, day, delivery_id, line, row_hash, updated_at,
        part_of, whole_id, whole_week
    )
SELECT
    $source, source_id, $holds, week_start, day, $delivery_id, line, row_hash, updated_at,
    part_of, source_id, week_start
FROM row_versions
WHERE is_news
"""
KEEP_EARLIER = """
INSERT INTO sources.earlier_versions (source, source_id, delivery_id, line)
SELECT $source, source_id, known_delivery, known_line
FROM row_versions
WHERE is_news AND known_hash IS NOT NULL
UNION ALL
SELECT $source, source_id, $delivery_id, line
FROM row_versions
WHERE NOT is_news AND says_something_new
"""  # what became of a ticket is told by its versions (contacts/reopenings.py)
FORGET_OLD = """
DELETE FROM sources.records
WHERE source = $source
  AND source_id IN (SELECT source_id FROM row_versions WHERE is_news AND known_hash IS NOT NULL)
"""
TOUCH = """
INSERT OR REPLACE INTO sources.touched_weeks (week_start, sequence)
SELECT DISTINCT week_start, $sequence
FROM (
    SELECT unnest([week_start, known_week, known_whole_week]) AS week_start
    FROM row_versions
    WHERE is_news
)
WHERE week_start IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a delivery's rows say beside what is known."""

    kept: int  # rows that say something new, be it of an older version
    replacing: int  # records of which a version is known already
    has_parts: bool = False  # whether any record of the source is a part of another, or was


def compare_with_known(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, folder: Path
) -> Comparison:
    """Fill `row_versions`, where `is_news` marks the rows that become the record."""
    source = arrival.source
    is_mapped = "part_of" in source.columns
    part_of = "nullif(part_of, source_id)" if is_mapped else "CAST(NULL AS VARCHAR)"
    con.execute(
        VERSIONS.format(part_of=part_of),
        {"source": source.name, "delivery_id": arrival.staged.sha256},
    )
    counted = con.execute(COUNTS, {"source": source.name}).fetchall()
    kept, replacing, contested, has_parts = counted[0]
    if contested:
        _drop_stale(con, folder, contested)
    return Comparison(kept, replacing, has_parts)


def _drop_stale(con: duckdb.DuckDBPyConnection, folder: Path, deliveries: Iterable[str]) -> None:
    """Drop news that landed files know a later version of; what is no longer there cannot say so."""
    files = [folder / f"{delivery}.parquet" for delivery in deliveries]
    there = [quoted(str(file)) for file in files if file.is_file()]
    if there:
        con.execute(DROP_STALE.format(files=f"[{', '.join(there)}]"))


def forget_replaced(con: duckdb.DuckDBPyConnection, source: str) -> None:
    """Delete the records of which `row_versions` has a newer version."""
    con.execute(FORGET_OLD, {"source": source})


def store_news(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, comparison: Comparison, sequence: int
) -> str | None:
    """Make the news the records, and mark every week that changed; return what looks wrong."""
    source = arrival.source
    if source.holds == "contacts" and {"status", "is_resolved"} & set(source.columns):
        con.execute(KEEP_EARLIER, {"source": source.name, "delivery_id": arrival.staged.sha256})
    if comparison.replacing:
        forget_replaced(con, source.name)
    con.execute(
        STORE_NEW,
        {"source": source.name, "holds": source.holds, "delivery_id": arrival.staged.sha256},
    )
    con.execute(TOUCH, {"sequence": sequence})
    return join_parts(con, source.name, sequence) if comparison.has_parts else None
