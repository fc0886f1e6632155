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
from trend_lib.sources.record_lines import MAX_RECORD_BYTES, RAW_BYTES, RAW_PIECES, SetAside
from trend_lib.sources.unpacking import open_streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record
    from trend_lib.sources.staging import Staged

NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")  # not the text of a backslash before u0000


def receive_known_export(staged: Staged, source: SourceConfig, numbered: Path) -> Received:
    """Write what a reader finds in a file as numbered JSON, and say how to select from it."""
    read = read_file_of(source)
    files = (
        read(unpacked_name(name), chunks, source) for name, chunks in open_streams(staged, source)
    )
    received = receive_pieces(files, source, numbered)
    if not received.rows_read:
        # a file of another kind of records than this source holds is passed over
        return Received(0, notes=() if staged.size else ("the file is empty",))
    return received


def receive_pieces(
    files: Iterable[Iterable[Record | SetAside]], source: SourceConfig, numbered: Path
) -> Received:
    """Write the pieces of one file after another as numbered JSON, and say how to select from it."""
    names = mapped_names(source)
    with numbered.open("wb") as out:
        writer = PieceWriter(out, _keys_of(names))
        for pieces in files:
            writer.write(pieces)
    if not writer.rows_read:
        return Received(0)
    own = sorted(set(names) - COLUMNS_OF[source.holds])
    notes = [f"no row has {name!r}" for name in own if _keys_of([name]) <= writer.unseen]
    counted = Received(
        writer.rows_read,
        set_aside=tuple(writer.set_aside),
        notes=tuple(notes),
        has_iso_dates=True,
    )
    return objects_in(numbered_relation(numbered, JSON_LINES, 1), names, counted)


def _keys_of(names: Iterable[str]) -> frozenset[str]:
    """Return the top keys under which the values of these names may lie."""
    return frozenset(key for name in names for key in (name, name.partition(".")[0]))


@dataclass
class PieceWriter:
    """Writes records as `<line><delimiter><JSON>`, the line being the record's place in its file."""

    out: IO[bytes]
    keys: frozenset[str]  # which of a record's keys are asked for; the others need not be written
    records: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    unseen: set[str] = field(init=False)  # keys that no record had so far
    taken: bytearray = field(default_factory=bytearray)  # taken[line] is 1 for a line in use

    def __post_init__(self) -> None:
        """Begin without having seen a key."""
        self.unseen = set(self.keys)

    @property
    def rows_read(self) -> int:
        """How many pieces came out of the file."""
        return self.records + len(self.set_aside)

    def write(self, pieces: Iterable[Record | SetAside]) -> None:
        """Write the pieces of one file; its places go on from those of the file before."""
        before = max(len(self.taken) - 1, 0)
        for piece in pieces:
            if isinstance(piece, SetAside):
                self._put_aside(before + piece.line, piece.reason, piece.raw, piece.column)
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
        self.unseen.difference_update(fields)
        written = _as_json({key: value for key, value in fields.items() if key in self.keys})
        if len(written) > MAX_RECORD_BYTES:
            raw = written[:RAW_BYTES].decode(errors="replace")
            self._put_aside(line, "record_too_long", raw)
            return
        self.records += 1
        self.out.write(b"%d%b%b\n" % (line, JSON_LINES.delimiter, written))

    def _put_aside(self, line: int, reason: str, raw: str, column: str | None = None) -> None:
        """Keep what became no record; of the first ones also what it said."""
        said = raw[:RAW_BYTES] if len(self.set_aside) < RAW_PIECES else ""
        self.set_aside.append(SetAside(line, reason, said, column))


def _as_json(fields: Mapping[str, Any]) -> bytes:
    """Return a record as one line of UTF-8, without NUL; half a character becomes a question mark."""
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return NUL.sub(rb"\1", written) if rb"\u0000" in written else written
