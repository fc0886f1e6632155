"""Which rows of a delivery are news: the newest version of a record wins, repeats are counted.

Within a delivery and against what is stored, a version is newer by `updated_at`, else by coming
later. A row that says exactly what is known is repeated; an older version is kept in landing/
but does not become the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.received import quoted

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

VERSIONS = """
CREATE OR REPLACE TEMP TABLE row_versions AS
SELECT
    versions.line, versions.source_id, versions.row_hash, versions.updated_at,
    versions.day, versions.week_start,
    versions.place = 1 AS is_newest_here,
    records.row_hash AS known_hash, records.week_start AS known_week,
    records.delivery_id AS known_delivery, records.line AS known_line
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY source_id ORDER BY updated_at DESC NULLS LAST, line DESC) AS place
    FROM (
        SELECT line, source_id, row_hash, updated_at, day, week_start
        FROM mapped_rows
        WHERE fault IS NULL
        QUALIFY row_number() OVER (PARTITION BY source_id, row_hash ORDER BY line DESC) = 1
    )
) AS versions
LEFT JOIN sources.records
    ON records.source = $source AND records.source_id = versions.source_id
"""
KEPT = "SELECT count(*) FROM row_versions WHERE known_hash IS NULL OR known_hash <> row_hash"
CONTESTED = """
SELECT DISTINCT known_delivery FROM row_versions
WHERE is_newest_here AND known_hash <> row_hash AND updated_at IS NOT NULL
"""
NEWS = """
CREATE OR REPLACE TEMP TABLE news AS
SELECT * FROM row_versions
WHERE is_newest_here AND (known_hash IS NULL OR known_hash <> row_hash)
"""
DROP_STALE = """
DELETE FROM news
USING read_parquet({files}, filename = true, union_by_name = true) AS known
WHERE news.known_delivery = parse_filename(known.filename, true)
  AND news.known_line = known.line
  AND known.updated_at > news.updated_at
"""
STORE_NEW = """
INSERT INTO sources.records
    (source, source_id, holds, week_start, day, delivery_id, line, row_hash)
SELECT $source, source_id, $holds, week_start, day, $delivery_id, line, row_hash
FROM news
"""
FORGET_OLD = """
DELETE FROM sources.records
WHERE source = $source
  AND source_id IN (SELECT source_id FROM news WHERE known_hash IS NOT NULL)
"""
TOUCH = """
INSERT OR REPLACE INTO sources.touched_weeks (week_start, sequence)
SELECT week_start, $sequence FROM (
    SELECT week_start FROM news
    UNION
    SELECT known_week FROM news WHERE known_week IS NOT NULL
)
"""


def compare_with_known(con: duckdb.DuckDBPyConnection, source: str, folder: Path) -> int:
    """Fill `news` with the rows that change a record; return how many rows say something new."""
    con.execute(VERSIONS, {"source": source})
    kept = con.execute(KEPT).fetchone()
    con.execute(NEWS)
    contested = [delivery for (delivery,) in con.execute(CONTESTED).fetchall()]
    if contested:
        files = ", ".join(quoted(str(folder / f"{delivery}.parquet")) for delivery in contested)
        con.execute(DROP_STALE.format(files=f"[{files}]"))
    return int(kept[0]) if kept else 0


def store_news(
    con: duckdb.DuckDBPyConnection, source: str, holds: str, delivery_id: str, sequence: int
) -> None:
    """Make the news the records, and mark every week that changed."""
    con.execute(FORGET_OLD, {"source": source})
    con.execute(STORE_NEW, {"source": source, "holds": holds, "delivery_id": delivery_id})
    con.execute(TOUCH, {"sequence": sequence})
