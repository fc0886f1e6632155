"""One delivery: read, compared with what is known, kept, and written down in one transaction."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import transaction
from trend_lib.sources.erasing.returning import take_out_erased
from trend_lib.sources.exchanged_dates import look_exchanged
from trend_lib.sources.landed import RowCounts
from trend_lib.sources.quarantine import forget_rejected, store_quarantine
from trend_lib.sources.reading import read_file
from trend_lib.sources.received import AS_LANDED, quoted
from trend_lib.sources.staging import keep
from trend_lib.sources.versions import Comparison, compare_with_known, store_news

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.sources.arrival import Arrival
    from trend_lib.sources.reading import Reading

STORE_DELIVERY = """
INSERT OR REPLACE INTO sources.deliveries (
    source, delivery_id, path, bytes, received_at, sequence,
    rows_read, rows_kept, rows_repeated, rows_quarantined, state, note
)
SELECT ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM sources.deliveries), ?, ?, ?, ?, ?, ?
RETURNING sequence
"""
ADD_NOTE = """
UPDATE sources.deliveries SET note = concat_ws('; ', note, ?) WHERE source = ? AND delivery_id = ?
"""
LANDED = "SELECT delivery_id FROM sources.deliveries WHERE source = ? AND state = 'landed'"
NOTHING_MAPPED = "CREATE OR REPLACE TEMP TABLE mapped_rows AS SELECT 1 AS line WHERE false"


def landed_before(con: duckdb.DuckDBPyConnection, source: str) -> set[str]:
    """Return the hashes of all files that a source has delivered."""
    return {sha256 for (sha256,) in con.execute(LANDED, [source]).fetchall()}


def land_delivery(con: duckdb.DuckDBPyConnection, arrival: Arrival) -> RowCounts:
    """Land a delivery whole; raise `SourceError`, with nothing kept, when it looks wrong."""
    source, staged = arrival.source, arrival.staged
    reading = take_out_erased(con, arrival, read_file(con, arrival))
    folder = arrival.home.folder("landing") / source.name
    rows = arrival.bench / "rows.parquet"
    write_rows(con, reading, rows)
    found = compare_with_known(con, arrival, folder) if reading.good else Comparison(0, 0)
    counts = RowCounts(
        reading.rows_read, found.kept, reading.good - found.kept, len(reading.set_aside)
    )
    if not counts.is_accounted:
        raise DataCheckError(f"{source.name}: rows read = kept + repeated + set aside", 1)
    keep(staged, rows, folder)
    with transaction(con):
        sequence = _store_delivery(con, arrival, counts, "landed", note_of(con, arrival, reading))
        store_quarantine(con, source.name, staged, reading.set_aside, arrival.home.config.privacy)
        if reading.good:
            store_rows(con, arrival, found, sequence)
    return counts


def store_rows(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, found: Comparison, sequence: int
) -> None:
    """Make the news of a delivery the records; what looks wrong about them goes into its note."""
    noticed = store_news(con, arrival, found, sequence)
    if noticed:
        con.execute(ADD_NOTE, [noticed, arrival.source.name, arrival.staged.sha256])


def refuse_delivery(con: duckdb.DuckDBPyConnection, arrival: Arrival, said: str) -> None:
    """Write down that a delivery was refused and why; it is tried again at every run."""
    with transaction(con):
        _store_delivery(con, arrival, RowCounts(), "refused", said)


def tidy_up(con: duckdb.DuckDBPyConnection, bench: Path) -> None:
    """Give back the memory and the disk that landing needed."""
    forget_rejected(con)
    con.execute("DROP TABLE IF EXISTS mapped_rows; DROP TABLE IF EXISTS row_versions")
    shutil.rmtree(bench, ignore_errors=True)


def write_rows(con: duckdb.DuckDBPyConnection, reading: Reading, rows: Path) -> None:
    """Write the good rows as Parquet, in the order of the file."""
    if reading.mapping is None:
        con.execute(NOTHING_MAPPED)
    columns = ", ".join(reading.mapping.columns) if reading.mapping else "line"
    good = "WHERE fault IS NULL" if reading.mapping else ""
    con.execute(
        f"COPY (SELECT {columns} FROM mapped_rows {good}) TO {quoted(str(rows))} "  # noqa: S608 - our own names
        f"({AS_LANDED})"
    )


def note_of(con: duckdb.DuckDBPyConnection, arrival: Arrival, reading: Reading) -> str | None:
    """Return what looks wrong about a landed delivery, in words."""
    notes = list(reading.notes)
    if reading.spans_months and not arrival.source.dates.repair:
        notes += filter(None, [look_exchanged(con, arrival.source.name)])
    return "; ".join(notes) or None


def _store_delivery(
    con: duckdb.DuckDBPyConnection,
    arrival: Arrival,
    counts: RowCounts,
    state: str,
    note: str | None,
) -> int:
    """Insert the delivery's row, over one that was refused; return its place in the order of landing."""
    stored = con.execute(
        STORE_DELIVERY,
        [
            arrival.source.name, arrival.staged.sha256, arrival.path, arrival.staged.size,
            arrival.received_at,
            counts.read, counts.kept, counts.repeated, counts.quarantined, state, note,
        ],
    ).fetchone()  # fmt: skip
    return int(stored[0]) if stored else 0
