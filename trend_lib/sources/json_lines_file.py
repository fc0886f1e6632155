"""JSON lines: one object a line; keys by name, or by a path with dots (`via.channel`)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError
from trend_lib.base.source_columns import HOLDINGS
from trend_lib.sources.decoding import CleanText
from trend_lib.sources.dialect import JSON_LINES
from trend_lib.sources.header import as_names, mapped_names, require_columns
from trend_lib.sources.numbered_file import numbered_relation
from trend_lib.sources.received import Received, quoted
from trend_lib.sources.record_lines import RecordWriter, line_batches
from trend_lib.sources.unpacking import open_streams

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged

LOOKED_AT = 1_000  # rows in which a mapped key must appear once
IS_OBJECT = (
    "coalesce(json_valid(c0) AND json_type(CASE WHEN json_valid(c0) THEN c0 END) = 'OBJECT', false)"
)


def receive_json_lines(
    con: duckdb.DuckDBPyConnection, staged: Staged, source: SourceConfig, numbered: Path
) -> Received:
    """Write the numbered lines of a JSON lines file, and say how to select from them."""
    nul_bytes = 0
    with numbered.open("wb") as out:
        writer = RecordWriter(out, JSON_LINES)
        for _, chunks in open_streams(staged, source):
            text = CleanText(chunks, source.encoding)
            writer.write(line_batches(text))
            nul_bytes += text.nul_bytes
    if not writer.rows_read:
        return Received(0, notes=("the file is empty",))
    names = mapped_names(source)
    lines = numbered_relation(numbered, JSON_LINES, 1)
    notes = [f"{nul_bytes} NUL bytes dropped"] if nul_bytes else []
    notes += _check_keys(con, lines, names, source)
    counted = Received(writer.rows_read, set_aside=tuple(writer.set_aside), notes=tuple(notes))
    return objects_in(lines, names, counted)


def objects_in(lines: str, names: list[str], counted: Received) -> Received:
    """Say how to select the texts of the named keys from numbered lines of JSON objects."""
    paths = {name: _paths(name) for name in names}
    wanted = list(dict.fromkeys(path for pair in paths.values() for path in pair))
    fields = {
        name.strip(): ", ".join(f"fields[{wanted.index(path) + 1}]" for path in pair)
        for name, pair in paths.items()
    }
    return replace(
        counted,
        relation=_extracted(lines, wanted),
        columns={name: f"coalesce({texts}, NULL)" for name, texts in fields.items()},
        delimiter=JSON_LINES.delimiter.decode(),
        fault="fault",
        raw="c0",
    )


def _extracted(lines: str, paths: list[str]) -> str:
    """Return the FROM item with the text at every path, each row parsed once."""
    quoted_paths = ", ".join(quoted(path) for path in paths)
    return (
        f"(SELECT line, c0, CASE WHEN NOT {IS_OBJECT} THEN 'bad_json' END AS fault, "  # noqa: S608 - our own text, quoted paths
        f"CASE WHEN {IS_OBJECT} THEN json_extract_string(c0, [{quoted_paths}]) END AS fields "
        f"FROM {lines})"
    )


def _paths(name: str) -> tuple[str, ...]:
    """Return where a key may lie: at the top under its whole name, or along its dots."""
    whole = "$." + json.dumps(name, ensure_ascii=False)
    along = "$." + ".".join(json.dumps(part, ensure_ascii=False) for part in name.split("."))
    return (whole,) if whole == along else (whole, along)


def _check_keys(
    con: duckdb.DuckDBPyConnection, lines: str, names: list[str], source: SourceConfig
) -> list[str]:
    """Refuse a file that lacks a needed key; note the optional ones that no row has.

    Writers of JSON lines leave out what is empty, so a missing key is no proof of a change.
    """
    some = f"(SELECT c0 FROM {lines} WHERE {IS_OBJECT} LIMIT {LOOKED_AT})"  # noqa: S608 - our own text
    tests = [
        " OR ".join(f"json_exists(c0, {quoted(path)})" for path in _paths(name)) for name in names
    ]
    flags = ", ".join(f"bool_or({test})" for test in tests)
    keys = "list_sort(list_distinct(flatten(list(json_keys(c0)))))"
    found = con.execute(f"SELECT count(*), {keys}, {flags} FROM {some}").fetchone() or ()  # noqa: S608 - the same
    if not found[0]:
        return ["no line holds a JSON object: one object a line is expected, not one array"]
    there = {name for name, is_there in zip(names, found[2:], strict=True) if is_there}
    needed = {
        name
        for target in HOLDINGS[source.holds].needed
        for name in as_names(source.columns[target])
    }
    if needed - there:
        require_columns(sorted({*(found[1] or []), *there}), source)
        raise SourceError(f"has no row with {', '.join(sorted(needed - there))}")
    absent = ", ".join(repr(name) for name in names if name not in there)
    return [f"no row has {absent}"] if absent else []
