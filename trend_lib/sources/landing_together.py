"""Lands many answers of inbox/ in one go: each stays a delivery of its own, the questions are asked once for all.

One by one an answer costs the warehouse a dozen statements, whatever it says. Taken together are files of which each
is one whole answer that nobody else of them says too; a file with anything odd about it (a wrong signature, a date
that cannot be read, an answer told twice, somebody who was erased) is left to be landed by itself, as any other file.
A crash leaves what one leaves there: until the one transaction commits, none of the files counts as received.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from trend_lib.base.warehouse import transaction
from trend_lib.sources.arrival import Arrival
from trend_lib.sources.erasing.returning import holds_erased
from trend_lib.sources.known_export import receive_pieces
from trend_lib.sources.landed import RowCounts
from trend_lib.sources.mapping import Mapping
from trend_lib.sources.reader import Record
from trend_lib.sources.readers import read_file_of
from trend_lib.sources.reading import map_rows
from trend_lib.sources.staging import Staged, keep_all, stage
from trend_lib.sources.versions import compare_with_known, forget_replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig

FEWEST = 3  # fewer are as quick one by one
AT_ONCE = 1_000
LANDED_TOGETHER = "landed_together"
CLEAN = """
SELECT line
FROM (SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY line) AS telling FROM mapped_rows)
WHERE telling = 1 AND fault IS NULL {unread}
ORDER BY line
"""
KEEP_CLEAN = "DELETE FROM mapped_rows WHERE line NOT IN (SELECT unnest($lines))"
NUMBERED = """
CREATE OR REPLACE TEMP TABLE numbered_answers AS
SELECT landed.*, row_versions.says_something_new, row_versions.is_news,
    (SELECT coalesce(max(sequence), 0) FROM sources.deliveries) + row_number() OVER (ORDER BY landed.line) AS sequence
FROM landed_together AS landed INNER JOIN row_versions ON landed.line = row_versions.line
"""
STORE_DELIVERIES = """
INSERT INTO sources.deliveries (
    source, delivery_id, path, bytes, received_at, sequence,
    rows_read, rows_kept, rows_repeated, rows_quarantined, state, note
)
SELECT
    $source, delivery_id, path, bytes, $received_at, sequence,
    1, CAST(says_something_new AS BIGINT), CAST(NOT says_something_new AS BIGINT), 0, 'landed', NULL
FROM numbered_answers
"""
STORE_RECORDS = """
INSERT INTO sources.records (
    source, source_id, holds, week_start, day, delivery_id, line, row_hash, updated_at, part_of, whole_id, whole_week
)
SELECT
    $source, source_id, $holds, week_start, day, delivery_id, place, row_hash, updated_at, NULL, source_id, week_start
FROM row_versions INNER JOIN numbered_answers USING (line)
WHERE row_versions.is_news
"""
TOUCH = """
INSERT OR REPLACE INTO sources.touched_weeks (week_start, sequence)
SELECT week_start, max(sequence)
FROM (
    SELECT unnest([week_start, known_week, known_whole_week]) AS week_start, sequence
    FROM row_versions INNER JOIN numbered_answers USING (line) WHERE row_versions.is_news
)
WHERE week_start IS NOT NULL
GROUP BY week_start
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits to be landed: our copy of it, and how it is called below the home."""

    staged: Staged
    path: str


@dataclass(frozen=True, slots=True)
class Together:
    """What was landed in one go."""

    hashes: frozenset[str] = frozenset()
    rows: RowCounts = field(default_factory=RowCounts)


def batches_of(files: Sequence[Path]) -> Iterable[Sequence[Path]]:
    """Return the files in such parts as are landed together; none where that would save nothing."""
    parts = (files[first : first + AT_ONCE] for first in range(0, len(files), AT_ONCE))
    return (part for part in parts if len(part) >= FEWEST)


def stage_all(
    files: Iterable[tuple[Path, str]], bench: Path, before: Collection[str]
) -> dict[Path, Waiting]:
    """Copy and hash files that are whole and new, each once; what stands in the way of others is said later."""
    bench.mkdir(exist_ok=True)
    found: dict[Path, Waiting] = {}
    seen = set(before)
    for file, path in files:
        try:
            staged = stage(file, bench)
        except OSError:
            continue
        if staged is not None and staged.sha256 not in seen:
            seen.add(staged.sha256)
            copy = staged.path.replace(bench / staged.kept_name)
            found[file] = Waiting(replace(staged, path=copy), path)
    return found


def land_together(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    source: SourceConfig,
    waiting: Iterable[Waiting],
    received_at: datetime,
) -> Together:
    """Land those of the files that are one answer each; the others are as if nobody had looked at them."""
    answers = _single_answers(source, waiting)
    if len(answers) < FEWEST:
        return Together()
    bench = answers[0][0].staged.path.parent
    nameless = Staged(bench, "", "", 0)
    arrival = Arrival(home, source, nameless, "", received_at, bench)
    records = ([replace(record, place=1)] for _, record in answers)  # a line each
    received = receive_pieces(records, source, bench / "numbered")
    if received.rows_read != len(answers) or received.set_aside:
        return Together()
    zone = home.config.home.timezone
    reading = map_rows(con, Mapping(source, received, zone, received_at))
    if reading.mapping is None or holds_erased(con, arrival, reading):
        return Together()
    unread = "".join(f" AND NOT unread_{column}" for column in reading.mapping.optional)
    lines = [line for (line,) in con.execute(CLEAN.format(unread=unread)).fetchall()]
    if not lines:
        return Together()
    con.execute(KEEP_CLEAN, {"lines": lines})
    compare_with_known(con, arrival, home.folder("landing") / source.name)
    landed = {line: answers[line - 1] for line in lines}
    _write(con, home, source, landed, reading.mapping.columns)
    return _store(con, source, landed, received_at)


def _single_answers(
    source: SourceConfig, waiting: Iterable[Waiting]
) -> list[tuple[Waiting, Record]]:
    """Return the files that hold one answer alone, up to one that holds several: they might say the same."""
    read = read_file_of(source)
    found = []
    for one in waiting:
        pieces = list(read(one.staged.name, iter([one.staged.path.read_bytes()]), source))
        if len(pieces) > 1:
            break
        found += [(one, piece) for piece in pieces if isinstance(piece, Record)]
    return found


def _write(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    source: SourceConfig,
    landed: dict[int, tuple[Waiting, Record]],
    columns: list[str],
) -> None:
    """Put each answer's bytes and its row into landing/."""
    asked = f"SELECT {', '.join(columns)} FROM mapped_rows ORDER BY line"  # noqa: S608 - our own names
    rows = con.sql(asked).to_arrow_table()
    kept = []
    for place, (waiting, record) in enumerate(landed.values()):
        row = rows.slice(place, 1)
        number = row.schema.get_field_index("line")
        line = pa.array([record.place], row.schema.field(number).type)
        fresh = waiting.staged.path.with_suffix(".parquet")
        pq.write_table(
            row.set_column(number, row.schema.field(number), line), fresh, compression="zstd"
        )
        kept.append((waiting.staged, fresh))
    keep_all(kept, home.folder("landing") / source.name)


def _store(
    con: duckdb.DuckDBPyConnection,
    source: SourceConfig,
    landed: dict[int, tuple[Waiting, Record]],
    received_at: datetime,
) -> Together:
    """Write all deliveries and their records down in one transaction."""
    told = [
        (line, one.staged.sha256, one.path, one.staged.size, record.place)
        for line, (one, record) in landed.items()
    ]
    names = ("line", "delivery_id", "path", "bytes", "place")
    con.register(LANDED_TOGETHER, pa.table(dict(zip(names, zip(*told, strict=True), strict=True))))
    given = {"source": source.name}
    with transaction(con):
        con.execute(NUMBERED)
        con.execute(STORE_DELIVERIES, {**given, "received_at": received_at})
        forget_replaced(con, source.name)
        con.execute(STORE_RECORDS, {**given, "holds": source.holds})
        con.execute(TOUCH)
    con.unregister(LANDED_TOGETHER)
    news = con.execute(
        "SELECT count(*) FILTER (says_something_new) FROM numbered_answers"
    ).fetchone()
    con.execute("DROP TABLE numbered_answers")
    kept = int(news[0]) if news else 0
    hashes = frozenset(one.staged.sha256 for one, _ in landed.values())
    return Together(hashes, RowCounts(len(hashes), kept, len(hashes) - kept, 0))
