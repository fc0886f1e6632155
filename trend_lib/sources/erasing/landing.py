"""The erasure of a person from what was received, in steps that can each be done again."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.base.forgetting import Traces, forget_in_tables, read_words, write_anew
from trend_lib.base.inbox import INBOX
from trend_lib.base.warehouse import HELD, transaction
from trend_lib.sources.drop_folder import find_files
from trend_lib.sources.erasing.event import erase_events
from trend_lib.sources.erasing.person import (
    CUSTOMER,
    Person,
    landed_files,
    record_hash,
    with_all_about,
)
from trend_lib.sources.erasing.rewriting import (
    LandedFile,
    Places,
    Rewritten,
    look_at,
    rewrite_original,
    rewrite_rows,
    unpacked,
)
from trend_lib.sources.inbox import received_sources
from trend_lib.sources.received import quoted
from trend_lib.sources.staging import workbench

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.sources.erasing.person import Record

NOTE = "records of a person were erased"
OLD_BLOCKS = (
    "warehouse_to_be_written_anew"  # a mark in landing/: deleted rows still stand in the file
)
FORGET = (
    "DELETE FROM sources.records WHERE source = ? AND source_id = ?",
    "DELETE FROM sources.earlier_versions WHERE source = ? AND source_id = ?",
)
NOTE_DELIVERY = """
UPDATE sources.deliveries SET note = concat_ws('; ', note, $note)
WHERE source = $source AND delivery_id = $delivery AND (note IS NULL OR NOT contains(note, $note))
"""
FORGET_RAW = "UPDATE sources.quarantine SET raw = NULL WHERE source = ? AND delivery_id = ? AND raw IS NOT NULL"
QUARANTINED = "SELECT line FROM sources.quarantine WHERE source = ? AND delivery_id = ?"
REMEMBER = "INSERT OR REPLACE INTO sources.erased (source, record_hash, erased_at) VALUES (?, ?, ?)"


def erase_received(
    con: duckdb.DuckDBPyConnection, home: Home, person: Person, words: tuple[str, ...]
) -> Rewritten:
    """Take a person out of landing/, drop/, inbox/ and `sources.*`; remember by hashes who that was.

    Of a delivery first the bytes, whose lines the rows know, then the rows: so a crash can be made good.
    """
    done = Rewritten()
    shutil.rmtree(workbench(home.folder("landing")), ignore_errors=True)  # what a crash left there
    _erase_landed(con, home, person, done)
    _empty_drop(home, done, person)
    done.events = erase_events(home, person, words)
    _forget_records(con, home, person)
    return done


def erase_earlier(
    con: duckdb.DuckDBPyConnection, home: Home, records: set[Record], names: tuple[str, ...]
) -> None:
    """Take out what was received before about contacts that are known only now to be of somebody erased.

    A survey's score may come days before the ticket it is about; a score says nobody's name. It is last remembered
    whose they are, so that a crash on the way is made good by the next landing.
    """
    (home.folder("landing") / OLD_BLOCKS).touch()
    person = Person("", names, with_all_about(con, home, records))
    contacts = {f"{source}:{source_id}" for source, source_id in person.records}
    contacts |= {f":{source_id}" for _, source_id in records}  # named without a source, not found
    words = read_words(con, person.customer_id, tuple(contacts))
    _erase_landed(con, home, person, Rewritten())
    erase_events(home, person, words)
    forget_in_tables(con, Traces(person.customer_id, tuple(sorted(contacts)), words))
    _forget_records(con, home, person)


def leave_no_old_blocks(home: Home) -> None:
    """Write the warehouse anew after an `erase_earlier`; one that is held open, at the next landing."""
    mark = home.folder("landing") / OLD_BLOCKS
    if mark.exists() and home.warehouse not in HELD:
        write_anew(home)
        mark.unlink()


def _erase_landed(
    con: duckdb.DuckDBPyConnection, home: Home, person: Person, done: Rewritten
) -> None:
    """Take a person out of every landed delivery."""
    for source, path in landed_files(home):
        file = look_at(con, path, source, person)
        if file.lines or (source != INBOX and (file.has_mentions or _names_person(path, person))):
            _erase_original(con, home, file, person, done)
            rewrite_rows(con, file, person)
            done.rows += len(file.lines)
            done.deliveries.add((source, path.stem))


def _places(con: duckdb.DuckDBPyConnection, file: LandedFile) -> Places:
    """Return where a delivery's records begin, also those that were set aside."""
    sql = f"SELECT line FROM read_parquet({quoted(str(file.path))})"  # noqa: S608 - a path of ours
    kept = {line for (line,) in con.execute(sql).fetchall()}
    found = con.execute(QUARANTINED, [file.source, file.path.stem]).fetchall()
    unread = frozenset(line for (line,) in found) - kept
    return Places(sorted(kept | unread), frozenset(file.lines), unread)


def _originals(path: Path) -> list[Path]:
    """Return the received file beside its rows, under whatever suffix."""
    return [one for one in path.parent.glob(f"{path.stem}*") if one != path]


def _names_person(path: Path, person: Person) -> bool:
    """Tell whether an original still names the person, though none of its rows does."""
    names = person.named_in("utf-8")
    return any(name in unpacked(one, one.name) for one in _originals(path) for name in names)


def _erase_original(
    con: duckdb.DuckDBPyConnection, home: Home, file: LandedFile, person: Person, done: Rewritten
) -> None:
    """Blank or remove the bytes as they were received, and what quarantine shows of them."""
    source = next((one for one in received_sources(home) if one.name == file.source), None)
    places = _places(con, file)
    for original in _originals(file.path):
        is_kept = rewrite_original(original, original.name, source, places, person)
        done.rewritten += is_kept
        done.removed += not is_kept
    delivery = file.path.stem
    con.execute(FORGET_RAW, [file.source, delivery])
    con.execute(NOTE_DELIVERY, {"note": NOTE, "source": file.source, "delivery": delivery})


def _empty_drop(home: Home, done: Rewritten, person: Person) -> None:
    """Remove from drop/ the landed files that held the person; say which others name them, and leave those."""
    for source in received_sources(home):
        names = person.named_in(source.encoding) if source.name != INBOX else []
        for file in find_files(home.path, source):
            sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
            if (source.name, sha256) in done.deliveries:
                file.unlink()
                done.removed += 1
            elif names and any(name in unpacked(file, file.name) for name in names):
                done.left.append(file.relative_to(home.path).as_posix())


def _forget_records(con: duckdb.DuckDBPyConnection, home: Home, person: Person) -> None:
    """Delete the records; keep the hashes by which they and their customer are known if a later file brings them."""
    now = datetime.now(UTC).replace(tzinfo=None)
    remembered = [*person.records, *([(CUSTOMER, person.name)] if person.name else [])]
    with transaction(con):
        for record in person.records:
            for forget in FORGET:
                con.execute(forget, list(record))
        for record in remembered:
            con.execute(REMEMBER, [record[0], record_hash(home, record), now])
