"""How often a ticket was resolved and open again later, told by its versions where its source is silent.

Every version received lies in landing/; from resolved to open in the next one that says anything is
one reopening. Two versions between which a ticket was solved and opened again show none.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.contacts.contact_rows import spoken_records
from trend_lib.contacts.landed_rows import read_lines, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

EARLIER = """
SELECT DISTINCT
    records.source, records.source_id, records.whole_id, records.whole_week AS week_start, records.day,
    earlier_versions.line, deliveries.sequence,
    $landing || records.source || '/' || earlier_versions.delivery_id || '.parquet' AS file
FROM sources.earlier_versions
INNER JOIN sources.records USING (source, source_id)
INNER JOIN sources.deliveries
    ON deliveries.source = records.source AND deliveries.delivery_id = earlier_versions.delivery_id
WHERE
    records.whole_week BETWEEN $first_week AND $last_week AND list_contains($weeks, records.whole_week)
    AND records.holds = 'contacts'
"""
SAID = ["source", "whole_id", "source_id", "is_resolved"]
Ticket = tuple[str, str, str]  # source, whole, record


def with_reopenings(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    weeks: Sequence[Week],
    records: pa.Table,
    wholes: pa.Table,
) -> pa.Table:
    """Return the wholes with the reopenings that are seen, where they are more than the source says."""
    seen = _seen(con, home, weeks, records)
    if not seen:
        return wholes
    named = zip(
        wholes["source"].to_pylist(),
        wholes["whole_id"].to_pylist(),
        wholes["reopened_count"].to_pylist(),
        strict=True,
    )
    counts = [_larger(said, seen.get((source, own))) for source, own, said in named]
    place = wholes.column_names.index("reopened_count")
    return wholes.set_column(place, "reopened_count", pa.array(counts, pa.float64()))


def _seen(
    con: duckdb.DuckDBPyConnection, home: Home, weeks: Sequence[Week], records: pa.Table
) -> dict[tuple[str, str], int]:
    """Count reopenings by whole, of those of which any earlier version is there."""
    given = {"landing": f"{home.path / 'landing'}/", **span_of(weeks)}
    wanted = con.sql(EARLIER, params=given).to_arrow_table()
    is_there = {file: Path(file).is_file() for file in set(wanted["file"].to_pylist())}
    wanted = wanted.filter(
        pa.array([is_there[file] for file in wanted["file"].to_pylist()], pa.bool_())
    )
    if wanted.num_rows == 0:
        return {}
    versions: dict[Ticket, list[dict[str, Any]]] = defaultdict(list)
    told = spoken_records(read_lines(con, wanted, "contacts"))
    for version in told.select([*SAID, "updated_at", "sequence", "line"]).to_pylist():
        versions[_ticket(version)].append(version)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for newest in records.select(SAID).to_pylist():
        earlier = versions.get(_ticket(newest))
        if earlier:
            counted[newest["source"], newest["whole_id"]] += _reopened(
                [*sorted(earlier, key=_age), newest]
            )
    return dict(counted)


def _ticket(record: dict[str, Any]) -> Ticket:
    """Return what a version is a version of."""
    return record["source"], record["whole_id"], record["source_id"]


def _age(version: dict[str, Any]) -> tuple[bool, Any, int, int]:
    """Order versions by their own clock where they have one, else by when they came."""
    updated_at = version["updated_at"]
    return updated_at is not None, updated_at, version["sequence"], version["line"]


def _reopened(versions: list[dict[str, Any]]) -> int:
    """Count the steps from resolved to open; versions that say neither are passed over."""
    said = [version["is_resolved"] for version in versions if version["is_resolved"] is not None]
    return sum(before and not after for before, after in pairwise(said))


def _larger(said: float | None, seen: int | None) -> float | None:
    """Return the larger of two counts that may be unknown."""
    return max((count for count in (said, seen) if count is not None), default=None)
