"""Reads deliveries again from landing/, by today's settings: those with rows set aside, or all.

The whole delivery is read anew, so rows read = kept + repeated + set aside stays true of it; rows
that say what they said before leave their records alone, and a version that came later stays the
record unless the row says by `updated_at` that it is newer. A retry only adds: where a record of
the delivery would be lost, nothing is changed. Twice does nothing the second time.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.errors import DataCheckError, MisuseError, SourceError
from trend_lib.base.warehouse import open_warehouse, transaction
from trend_lib.sources.arrival import Arrival
from trend_lib.sources.delivery import note_of, store_rows, tidy_up, write_rows
from trend_lib.sources.erasing.returning import take_out_erased
from trend_lib.sources.inbox import received_sources
from trend_lib.sources.landed import ReadAgain, RowCounts
from trend_lib.sources.quarantine import store_quarantine
from trend_lib.sources.reading import Reading, read_file
from trend_lib.sources.received import quoted
from trend_lib.sources.staging import Staged, fresh_workbench
from trend_lib.sources.versions import compare_with_known

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

DELIVERIES = """
SELECT delivery_id, path, bytes, received_at, sequence, rows_quarantined
FROM sources.deliveries
WHERE source = ? AND state = 'landed' AND (rows_quarantined > 0 OR ?)
ORDER BY sequence
"""
PIECES = """
SELECT line, reason, column_name FROM sources.quarantine WHERE source = ? AND delivery_id = ?
"""
LOST = """
SELECT count(*)
FROM sources.records
WHERE
    source = $source AND delivery_id = $delivery_id
    AND source_id NOT IN (SELECT source_id FROM row_versions)
"""
LEAVE_UNCHANGED = """
UPDATE row_versions SET is_news = false
WHERE
    known_delivery = $delivery_id
    AND known_line = line
    AND line NOT IN (
        SELECT line
        FROM (SELECT * EXCLUDE (filename), count(*) AS copies FROM {both} GROUP BY ALL)
        WHERE copies < 2
    )
"""
GIVE_WAY = """
UPDATE row_versions SET is_news = false
FROM sources.deliveries
WHERE
    row_versions.is_news
    AND deliveries.source = $source
    AND deliveries.delivery_id = row_versions.known_delivery
    AND deliveries.sequence > $sequence
    AND NOT coalesce(row_versions.updated_at > row_versions.known_update, false)
"""
READ_AGAIN = """
UPDATE sources.deliveries
SET rows_read = ?, rows_kept = ?, rows_repeated = ?, rows_quarantined = ?, note = ?
WHERE source = ? AND delivery_id = ?
"""
FORGET_PIECES = "DELETE FROM sources.quarantine WHERE source = ? AND delivery_id = ?"
HAS_NEWS = "SELECT coalesce(bool_or(is_news), false) FROM row_versions"
PARQUET = "read_parquet({files}, filename = true, union_by_name = true)"


class Kept(NamedTuple):
    """A delivery as it was landed."""

    delivery_id: str
    path: str
    size: int
    received_at: datetime
    sequence: int
    set_aside: int


def read_deliveries_again(home: Home, only: str | None, *, whole: bool) -> list[ReadAgain]:
    """Read again what one source or all delivered: `whole`, or where rows are set aside."""
    sources = [source for source in received_sources(home) if only in {None, source.name}]
    if only is not None and not sources:
        raise MisuseError(f"no source is called {only!r} in trends.toml")
    with open_warehouse(home) as con:
        bench = fresh_workbench(home.folder("landing"))
        retried = []
        for source in sources:
            for row in con.execute(DELIVERIES, [source.name, whole]).fetchall():
                kept = Kept(*row)
                staged = _in_landing(home.folder("landing") / source.name, kept)
                arrival = Arrival(home, source, staged, kept.path, kept.received_at, bench)
                retried.append(_retry(con, arrival, kept))
        tidy_up(con, bench)
    return retried


def _in_landing(folder: Path, kept: Kept) -> Staged:
    """Return a delivery's bytes where landing keeps them."""
    name = PurePosixPath(kept.path).name
    staged = Staged(folder, name, kept.delivery_id, kept.size)
    return replace(staged, path=folder / staged.kept_name)


def _retry(con: duckdb.DuckDBPyConnection, arrival: Arrival, kept: Kept) -> ReadAgain:
    """Read one delivery again, or say why it is left as it was."""
    before = kept.set_aside
    try:
        reading = _read(con, arrival)
        is_changed = _replace(con, arrival, reading, kept)
    except SourceError as error:
        return ReadAgain(arrival.source.name, kept.path, before, before, why_not=str(error))
    now = len(reading.set_aside)
    return ReadAgain(arrival.source.name, kept.path, before, now, is_changed)


def _read(con: duckdb.DuckDBPyConnection, arrival: Arrival) -> Reading:
    """Read a delivery by today's settings."""
    if not arrival.staged.path.is_file():
        raise SourceError("is no longer in landing/: put the export into drop/ again")
    return take_out_erased(con, arrival, read_file(con, arrival))


def _replace(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, reading: Reading, kept: Kept
) -> bool:
    """Keep what a delivery says now, if that is not what it said; tell whether."""
    source, staged = arrival.source, arrival.staged
    landed = arrival.home.folder("landing") / source.name / f"{staged.sha256}.parquet"
    rows = arrival.bench / "rows.parquet"
    if reading.mapping is None:
        return False
    write_rows(con, reading, rows)
    found = compare_with_known(con, arrival, landed.parent)
    _refuse_loss(con, arrival)
    _choose_news(con, arrival, kept.sequence, [landed, rows])
    pieces = Counter((piece.line, piece.reason, piece.column) for piece in reading.set_aside)
    stored = con.execute(PIECES, [source.name, staged.sha256]).fetchall()
    if pieces == Counter(stored) and con.execute(HAS_NEWS).fetchone() == (False,):
        return False
    counts = RowCounts(
        reading.rows_read, found.kept, reading.good - found.kept, len(reading.set_aside)
    )
    if not counts.is_accounted:
        raise DataCheckError(f"{source.name}: rows read = kept + repeated + set aside", 1)
    with transaction(con):
        _store(con, arrival, reading, counts)
        store_rows(con, arrival, found, kept.sequence)
        os.replace(rows, landed)  # noqa: PTH105 - one atomic step
    return True


def _refuse_loss(con: duckdb.DuckDBPyConnection, arrival: Arrival) -> None:
    """Refuse settings by which a record of the delivery would be none, or another."""
    given = {"source": arrival.source.name, "delivery_id": arrival.staged.sha256}
    lost = (con.execute(LOST, given).fetchone() or (0,))[0]
    if lost:
        raise SourceError(
            f"would lose {lost} records by today's settings, which set them aside or know them by another "
            f"source_id: nothing is changed; correct [[sources]] {arrival.source.name} in trends.toml"
        )


def _choose_news(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, sequence: int, versions: list[Path]
) -> None:
    """Leave alone what says the same as before, and what a later delivery said better."""
    files = ", ".join(quoted(str(file)) for file in versions)
    both = PARQUET.format(files=f"[{files}]")
    con.execute(LEAVE_UNCHANGED.format(both=both), {"delivery_id": arrival.staged.sha256})
    con.execute(GIVE_WAY, {"source": arrival.source.name, "sequence": sequence})


def _store(
    con: duckdb.DuckDBPyConnection, arrival: Arrival, reading: Reading, counts: RowCounts
) -> None:
    """Write down anew what became of the delivery's rows."""
    of_delivery = [arrival.source.name, arrival.staged.sha256]
    said = [counts.read, counts.kept, counts.repeated, counts.quarantined]
    con.execute(READ_AGAIN, [*said, note_of(con, arrival, reading), *of_delivery])
    con.execute(FORGET_PIECES, of_delivery)
    privacy = arrival.home.config.privacy
    store_quarantine(con, arrival.source.name, arrival.staged, reading.set_aside, privacy)
