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
    from collections.abc import Iterable, Sequence
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
        "refs": sorted({source_id for _, source_id in person.records}),
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
    """Return the condition by which a row is the person's: its own id, its customer, or what it speaks about."""
    where = "source_id IN (SELECT unnest($ids))"
    if "customer" in kinds:
        where += " OR customer IN (SELECT unnest($spellings))"
    if "contact_ref" in kinds:
        where += " OR contact_ref IN (SELECT unnest($refs))"
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


def rewrite_original(
    path: Path,
    source: SourceConfig | None,
    lines: Iterable[int],
    starts: Sequence[int],
    person: Person,
) -> bool:
    """Blank the person's lines in a received text; tell whether that was possible, else the file is removed.

    `starts` are the lines at which the file's records begin: what stands from a person's to the next is theirs.
    """
    packed = path.suffix == ".gz"
    content = path.read_bytes()
    if source is None or not _is_lines(path.name.removesuffix(".gz"), source):
        path.unlink()
        return False
    raw = gzip.decompress(content) if packed else content
    if b"\r" in raw and b"\n" not in raw:
        path.unlink()
        return False
    kept = _without(raw, set(lines), sorted(starts))
    for name in person.spellings:
        for encoding in {"utf-8", source.encoding}:
            kept = kept.replace(name.encode(encoding, "ignore") or b"\0\0", ERASED.encode())
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(gzip.compress(kept, mtime=0) if packed else kept)
    os.replace(fresh, path)  # noqa: PTH105 - one atomic step
    return True


def _is_lines(name: str, source: SourceConfig) -> bool:
    """Tell whether a record is so many whole lines of the file."""
    suffix = name[name.index(".") :] if "." in name else ""
    is_text = suffix in TEXT_SUFFIXES and source.format not in {"parquet", "xlsx"}
    return source.reader == TABLE and is_text and not source.encoding.lower().startswith(WIDE)


def _without(raw: bytes, lines: set[int], starts: Sequence[int]) -> bytes:
    """Return the text with the records that begin at these lines blanked, every line where it was."""
    pieces = raw.split(b"\n")
    borders = [*starts, len(pieces) + 1]
    for start, following in pairwise(borders):
        if start in lines:
            pieces[start - 1 : following - 1] = [b""] * (following - start)
    return b"\n".join(pieces)
