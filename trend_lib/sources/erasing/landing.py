"""The erasure of a person from what was received, in steps that can each be done again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.base.warehouse import transaction
from trend_lib.sources.drop_folder import find_files
from trend_lib.sources.erasing.person import Person, landed_files, record_hash
from trend_lib.sources.erasing.rewriting import (
    LandedFile,
    Rewritten,
    look_at,
    rewrite_original,
    rewrite_rows,
)
from trend_lib.sources.inbox import received_sources
from trend_lib.sources.received import quoted

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

NOTE = "records of a person were erased"
FORGET_RECORD = "DELETE FROM sources.records WHERE source = ? AND source_id = ?"
NOTE_DELIVERY = """
UPDATE sources.deliveries SET note = concat_ws('; ', note, $note)
WHERE source = $source AND delivery_id = $delivery AND (note IS NULL OR NOT contains(note, $note))
"""
FORGET_RAW = "UPDATE sources.quarantine SET raw = NULL WHERE source = ? AND delivery_id = ? AND raw IS NOT NULL"
QUARANTINED = "SELECT line FROM sources.quarantine WHERE source = ? AND delivery_id = ?"
REMEMBER = "INSERT OR REPLACE INTO sources.erased (source, record_hash, erased_at) VALUES (?, ?, ?)"


def erase_received(con: duckdb.DuckDBPyConnection, home: Home, person: Person) -> Rewritten:
    """Take a person out of landing/, drop/ and `sources.*`; remember their records' hashes.

    Of a delivery first the bytes, whose lines the rows know, then the rows: so a crash can be made good.
    """
    done = Rewritten()
    for source, path in landed_files(home):
        file = look_at(con, path, source, person)
        if file.lines or file.has_mentions or _names_person(path, person):
            _erase_original(con, home, file, person, done)
            rewrite_rows(con, file, person)
            done.rows += len(file.lines)
            done.deliveries.add((source, path.stem))
    _empty_drop(home, done, person)
    _forget_records(con, home, person)
    return done


def _starts(con: duckdb.DuckDBPyConnection, source: str, path: Path) -> list[int]:
    """Return the lines at which a delivery's records begin, also those that were set aside."""
    sql = f"SELECT line FROM read_parquet({quoted(str(path))})"  # noqa: S608 - a path of ours
    kept = [line for (line,) in con.execute(sql).fetchall()]
    aside = [line for (line,) in con.execute(QUARANTINED, [source, path.stem]).fetchall()]
    return sorted({*kept, *aside})


def _originals(path: Path) -> list[Path]:
    """Return the received file beside its rows, under whatever suffix."""
    return [one for one in path.parent.glob(f"{path.stem}*") if one != path]


def _names_person(path: Path, person: Person) -> bool:
    """Tell whether an original still names the person, though none of its rows does."""
    names = [name.encode() for name in person.spellings]
    return any(name in one.read_bytes() for one in _originals(path) for name in names)


def _erase_original(
    con: duckdb.DuckDBPyConnection, home: Home, file: LandedFile, person: Person, done: Rewritten
) -> None:
    """Blank or remove the bytes as they were received, and what quarantine shows of them."""
    source = next((one for one in received_sources(home) if one.name == file.source), None)
    starts = _starts(con, file.source, file.path)
    for original in _originals(file.path):
        is_kept = rewrite_original(original, source, file.lines, starts, person)
        done.rewritten += is_kept
        done.removed += not is_kept
    delivery = file.path.stem
    con.execute(FORGET_RAW, [file.source, delivery])
    con.execute(NOTE_DELIVERY, {"note": NOTE, "source": file.source, "delivery": delivery})


def _empty_drop(home: Home, done: Rewritten, person: Person) -> None:
    """Remove from drop/ the landed files that held the person; say which others name them, and leave those."""
    deliveries = {delivery for _, delivery in done.deliveries}
    names = [name.encode() for name in person.spellings]
    for source in home.config.sources:
        for file in find_files(home.path, source):
            content = file.read_bytes()
            if hashlib.sha256(content).hexdigest() in deliveries:
                file.unlink()
                done.removed += 1
            elif any(name in content for name in names):
                done.left.append(file.relative_to(home.path).as_posix())


def _forget_records(con: duckdb.DuckDBPyConnection, home: Home, person: Person) -> None:
    """Delete the records, and keep the hashes by which they are known if a later file brings them again."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with transaction(con):
        for record in person.records:
            con.execute(FORGET_RECORD, list(record))
            con.execute(REMEMBER, [record[0], record_hash(home, record), now])


def erase_returned(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Take out again what a later file brought back of people who were erased."""
    known = {row[0] for row in con.execute("SELECT record_hash FROM sources.erased").fetchall()}
    if not known:
        return
    sources = "SELECT source, source_id FROM sources.records WHERE source IN (SELECT source FROM sources.erased)"
    returned = [
        (source, source_id)
        for source, source_id in con.execute(sources).fetchall()
        if record_hash(home, (source, source_id)) in known
    ]
    if returned:
        erase_received(con, home, Person("", (), tuple(returned)))
