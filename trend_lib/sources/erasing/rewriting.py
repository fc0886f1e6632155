"""Landed files without a person: rows rewritten, the lines of received text blanked, other originals removed.

A delivery stays what it was by name (its hash), so that the same file is never landed again. Lines keep their numbers.
"""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from trend_lib.base.settings import TABLE
from trend_lib.sources.received import AS_LANDED, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.erasing.person import Person

ERASED = "[erased]"
TEXT_SUFFIXES = ("", ".csv", ".txt", ".tsv", ".tab", ".jsonl", ".ndjson")
WIDE = ("utf-16", "utf-32", "utf_16", "utf_32", "ucs")  # line ends are not single bytes


@dataclass
class Rewritten:
    """What was done to files."""

    rows: int = 0
    rewritten: int = 0
    removed: int = 0
    events: int = 0  # people's answers in inbox/ and landing/inbox/
    left: list[str] = field(default_factory=list)  # in drop/, not landed: they may name the person
    deliveries: set[tuple[str, str]] = field(
        default_factory=set
    )  # source and delivery that held the person


@dataclass(frozen=True, slots=True)
class LandedFile:
    """A file of landed rows, and what of it is a person's."""

    source: str
    path: Path
    columns: dict[str, str]  # name -> type
    lines: tuple[int, ...]  # rows of the person
    has_mentions: bool  # other rows name them


def look_at(con: duckdb.DuckDBPyConnection, path: Path, source: str, person: Person) -> LandedFile:
    """Say which rows of a file are the person's."""
    relation = f"read_parquet({quoted(str(path))})"
    columns = {row[0]: row[1] for row in con.execute(f"DESCRIBE FROM {relation}").fetchall()}
    where = _belongs(columns)
    given = {
        "ids": [source_id for own, source_id in person.records if own == source],
        "spellings": list(person.spellings),
    }
    asked = {name: value for name, value in given.items() if f"${name}" in where}
    sql = f"SELECT line FROM {relation} WHERE {where} ORDER BY line"  # noqa: S608 - our own names
    lines = tuple(line for (line,) in con.execute(sql, asked).fetchall())
    return LandedFile(
        source, path, columns, lines, _mentions(con, relation, _texts(columns), person.spellings)
    )


def rewrite_rows(con: duckdb.DuckDBPyConnection, file: LandedFile, person: Person) -> None:
    """Write a file's rows anew, without the person's and without their names in those of others."""
    masked = ", ".join(
        f"{_masked(name, person.spellings)} AS {name}" for name in _texts(file.columns)
    )
    fresh = file.path.with_name(f".{file.path.name}.new")
    con.execute(
        f"COPY (SELECT * {f'REPLACE ({masked})' if masked else ''} FROM read_parquet({quoted(str(file.path))}) "  # noqa: S608
        "WHERE line NOT IN (SELECT unnest($lines)) ORDER BY line) "
        f"TO {quoted(str(fresh))} ({AS_LANDED})",
        {"lines": list(file.lines)},
    )
    os.replace(fresh, file.path)  # noqa: PTH105 - one atomic step


def _texts(columns: dict[str, str]) -> list[str]:
    """Return the columns in which people may be named."""
    return [
        name
        for name, kind in columns.items()
        if kind == "VARCHAR" and name not in {"source_id", "row_hash"}
    ]


def _belongs(kinds: dict[str, str]) -> str:
    """Return the condition by which a row is the person's: its own id, or its customer."""
    where = "source_id IN (SELECT unnest($ids))"
    if "customer" in kinds:
        where += " OR customer IN (SELECT unnest($spellings))"
    return where


def _mentions(
    con: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[str], spellings: Sequence[str]
) -> bool:
    """Tell whether other rows name the person."""
    conditions = [f"contains({column}, {quoted(name)})" for column in columns for name in spellings]
    if not conditions:
        return False
    sql = f"SELECT 1 FROM {relation} WHERE {' OR '.join(conditions)} LIMIT 1"  # noqa: S608
    return con.execute(sql).fetchone() is not None


def _masked(column: str, spellings: Sequence[str]) -> str:
    """Return the SQL of a column whose mentions of the person are taken out."""
    sql = column
    for name in sorted(spellings, key=len, reverse=True):
        sql = f"replace({sql}, {quoted(name)}, {quoted(ERASED)})"
    return sql


def mask_mapped(
    con: duckdb.DuckDBPyConnection, columns: Sequence[str], names: Sequence[str]
) -> None:
    """Take a person's names out of rows that were read and are not yet kept."""
    if names and columns:
        masked = ", ".join(f"{column} = {_masked(column, names)}" for column in columns)
        con.execute(f"UPDATE mapped_rows SET {masked}")  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Places:
    """Where a received file's records begin, and which of them are a person's."""

    starts: Sequence[int]  # what stands from one to the next is one record
    theirs: frozenset[int]
    unread: frozenset[int] = frozenset()  # set aside: theirs where they name the person


def rewrite_original(
    path: Path, name: str, source: SourceConfig | None, places: Places, person: Person
) -> bool:
    """Blank the person's lines in a received text; tell whether that was possible, else the file is removed.

    `name` is what landing/ calls the file, wherever it lies now.
    """
    packed = name.endswith(".gz")
    if source is None or not _is_lines(name.removesuffix(".gz"), source):
        path.unlink()
        return False
    raw = unpacked(path, name)
    if b"\r" in raw and b"\n" not in raw:
        path.unlink()
        return False
    names = person.named_in(source.encoding)
    kept = _without(raw, places, names)
    for written in names:
        kept = kept.replace(written, ERASED.encode())
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(gzip.compress(kept, mtime=0) if packed else kept)
    os.replace(fresh, path)  # noqa: PTH105 - one atomic step
    return True


def unpacked(path: Path, name: str) -> bytes:
    """Return what a received file says."""
    content = path.read_bytes()
    return gzip.decompress(content) if name.endswith(".gz") else content


def _is_lines(name: str, source: SourceConfig) -> bool:
    """Tell whether a record is so many whole lines of the file."""
    suffix = name[name.index(".") :] if "." in name else ""
    is_text = suffix in TEXT_SUFFIXES and source.format not in {"parquet", "xlsx"}
    return source.reader == TABLE and is_text and not source.encoding.lower().startswith(WIDE)


def _without(raw: bytes, places: Places, names: Sequence[bytes]) -> bytes:
    """Return the text with the person's records blanked, every line where it was."""
    pieces = raw.split(b"\n")
    for start, following in pairwise([*sorted(places.starts), len(pieces) + 1]):
        record = slice(start - 1, following - 1)
        if start in places.theirs or (start in places.unread and _names(pieces[record], names)):
            pieces[record] = [b""] * (following - start)
    return b"\n".join(pieces)


def _names(lines: Sequence[bytes], names: Sequence[bytes]) -> bool:
    """Tell whether lines name the person."""
    return any(name in line for line in lines for name in names)
