"""Asterisk: queue_log as file or as database rows, and call detail records, told apart by shape.

Every line is a record of its own and a part of its call, so that a call that log rotation cut in
two, or whose lines come out of order or twice, is one contact all the same.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from trend_lib.sources.dialect import Dialect
from trend_lib.sources.reader import Reader, Record
from trend_lib.sources.readers.asterisk_calls import CDR_LAYOUTS, call_row, is_call_row
from trend_lib.sources.readers.asterisk_events import PIPED_EVENT, event_row
from trend_lib.sources.readers.cells import Cells, read_cells
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.json_values import text_of
from trend_lib.sources.readers.text_lines import clean_batches, peek
from trend_lib.sources.readers.within import of_unknown_shape
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from trend_lib.base.settings import SourceConfig

    ReadRow = Callable[[Cells], Record | None]
    BuildRecord = Callable[[int, Mapping[str, str]], Record]

PIPED = Dialect(b"|", b"")
LOOKED_AT = 50  # lines in which a file must show its shape; rotation may have cut the first
QUEUE_COLUMNS = {"time", "callid", "event"}
CALL_COLUMNS = {"src", "dst", "disposition"}
DELIMITERS = (b",", b";", b"\t")


def read_calls(
    name: str,  # noqa: ARG001 - the shape tells, not the name
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield a record for each event of a queue and each call detail record."""
    first, batches = peek(clean_batches(chunks, source.encoding), LOOKED_AT)
    dialect = _dialect_of(first)
    if dialect is not PIPED and first and first[0].lstrip()[:1] in {b"{", b"["}:
        yield from _read_objects(b"\n".join([*lines, b""]) for lines in batches)
        return
    read_row: ReadRow = _read_event if dialect is PIPED else _read_call
    for row in read_cells(batches, dialect):
        if isinstance(row, SetAside):
            yield row
        elif header := _header(row):
            read_row = _reader_of(header)
        else:
            yield read_row(row) or SetAside(row.place, "unknown_shape", row.raw)


def _read_objects(chunks: Iterator[bytes]) -> Iterator[Record | SetAside]:
    """Yield records of the rows that a database query gave as JSON."""
    for found in objects_in(chunks):
        if isinstance(found, SetAside):
            yield found
            continue
        said = {name.lower(): text_of(value) or "" for name, value in found.value.items()}
        build = _builder_for(said)
        yield build(found.place, said) if build else of_unknown_shape(found.place, found.value)


def _dialect_of(lines: list[bytes]) -> Dialect:
    """Return how the file separates its cells."""
    if any(PIPED_EVENT.match(line.decode(errors="replace")) for line in lines):
        return PIPED
    most = max(DELIMITERS, key=lambda delimiter: lines[0].count(delimiter) if lines else 0)
    return Dialect(most, b'"')


def _header(row: Cells) -> list[str]:
    """Return a header's names, nothing for any other row."""
    names = [text.lower() for text in row.texts]
    return names if _builder_for(names) else []


def _builder_for(names: Iterable[str]) -> BuildRecord | None:
    """Return what makes records of rows with these columns."""
    if set(names) >= QUEUE_COLUMNS:
        return event_row
    return call_row if set(names) >= CALL_COLUMNS else None


def _reader_of(header: list[str]) -> ReadRow:
    """Return how to read the rows below a header."""
    build = _builder_for(header)

    def read(row: Cells) -> Record | None:
        said = dict(zip_longest(header, row.texts, fillvalue=""))
        return build(row.place, said) if build and len(row.texts) <= len(header) else None

    return read


def _read_event(row: Cells) -> Record | None:
    """Read a line of the queue_log file; the number of its parameters varies."""
    if not PIPED_EVENT.match(row.raw):
        return None
    time, call, queue, agent, event, *data = row.texts
    said = {"time": time, "callid": call, "queuename": queue, "agent": agent, "event": event}
    said |= {f"data{number}": text for number, text in enumerate(data, start=1)}
    return event_row(row.place, said)


def _read_call(row: Cells) -> Record | None:
    """Read a line of Master.csv, which has no header; asterisk's settings add columns at its end."""
    for layout in CDR_LAYOUTS:
        said = dict(zip(layout, row.texts, strict=False))
        if len(layout) == len(row.texts) and is_call_row(said):
            return call_row(row.place, said)
    return None


READER = Reader("asterisk_queue_log", {"contacts": read_calls})
