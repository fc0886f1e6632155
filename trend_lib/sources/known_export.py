"""Files that a reader knows: its records as numbered JSON lines, what it set aside counted.

A reader's own key for our column is the column's name, so a source need map nothing; what it maps
in `[sources.columns]` is looked up in what the reader left of the original object.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from trend_lib.base.source_columns import COLUMNS_OF
from trend_lib.sources.dialect import JSON_LINES
from trend_lib.sources.file_format import unpacked_name
from trend_lib.sources.header import mapped_names
from trend_lib.sources.json_lines_file import objects_in
from trend_lib.sources.numbered_file import numbered_relation
from trend_lib.sources.readers import read_file_of
from trend_lib.sources.received import Received
from trend_lib.sources.record_lines import MAX_RECORD_BYTES, RAW_BYTES, SetAside
from trend_lib.sources.unpacking import open_streams

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record
    from trend_lib.sources.staging import Staged

NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")  # not the text of a backslash before u0000


def receive_known_export(staged: Staged, source: SourceConfig, numbered: Path) -> Received:
    """Write what a reader finds in a file as numbered JSON, and say how to select from it."""
    read = read_file_of(source)
    with numbered.open("wb") as out:
        writer = PieceWriter(out)
        for name, chunks in open_streams(staged, source):
            writer.write(read(unpacked_name(name), chunks, source))
    if not writer.rows_read:
        return Received(0, notes=("the file is empty",))
    names = mapped_names(source)
    notes = [f"no row has {name!r}" for name in sorted(_own_keys(source) - writer.keys)]
    counted = Received(
        writer.rows_read,
        set_aside=tuple(writer.set_aside),
        notes=tuple(notes),
        has_iso_dates=True,
    )
    return objects_in(numbered_relation(numbered, JSON_LINES, 1), names, counted)


def _own_keys(source: SourceConfig) -> set[str]:
    """Return the first part of every key that trends.toml names and that is no column of ours."""
    names = set(mapped_names(source)) - COLUMNS_OF[source.holds]
    return {name.partition(".")[0] for name in names}


@dataclass
class PieceWriter:
    """Writes records as `<line><delimiter><JSON>`, the line being the record's place in its file."""

    out: IO[bytes]
    records: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    taken: bytearray = field(default_factory=bytearray)  # taken[line] is 1 for a line in use

    @property
    def rows_read(self) -> int:
        """How many pieces came out of the file."""
        return self.records + len(self.set_aside)

    def write(self, pieces: Iterator[Record | SetAside]) -> None:
        """Write the pieces of one file; its places go on from those of the file before."""
        before = max(len(self.taken) - 1, 0)
        for piece in pieces:
            if isinstance(piece, SetAside):
                line, raw = before + piece.line, piece.raw[:RAW_BYTES]
                self.set_aside.append(SetAside(line, piece.reason, raw, piece.column))
            else:
                self._write_record(self._line_of(before + piece.place), piece.fields)

    def _line_of(self, place: int) -> int:
        """Return a record's place, or the next free one: two records must not share a line."""
        line = place if place >= len(self.taken) or not self.taken[place] else len(self.taken)
        self.taken.extend(bytes(max(line + 1 - len(self.taken), 0)))
        self.taken[line] = 1
        return line

    def _write_record(self, line: int, fields: Mapping[str, Any]) -> None:
        """Write one record, unless it is beyond all measure."""
        written = _as_json(fields)
        if len(written) > MAX_RECORD_BYTES:
            raw = written[:RAW_BYTES].decode(errors="replace")
            self.set_aside.append(SetAside(line, "record_too_long", raw))
            return
        self.keys.update(fields)
        self.records += 1
        self.out.write(b"%d%b%b\n" % (line, JSON_LINES.delimiter, written))


def _as_json(fields: Mapping[str, Any]) -> bytes:
    """Return a record as one line of UTF-8, without NUL; half a character becomes a question mark."""
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return NUL.sub(rb"\1", written) if rb"\u0000" in written else written
