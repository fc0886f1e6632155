"""CSV and TSV: the header is ours to check, the records DuckDB's to parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError
from trend_lib.sources.decoding import CleanText
from trend_lib.sources.header import require_columns, split_header, take_header
from trend_lib.sources.numbered_file import numbered_relation
from trend_lib.sources.received import Received
from trend_lib.sources.record_lines import RecordWriter, line_batches
from trend_lib.sources.unpacking import open_streams

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.dialect import Dialect
    from trend_lib.sources.staging import Staged


def receive_delimited(
    staged: Staged, source: SourceConfig, dialect: Dialect, numbered: Path, *, careful: bool
) -> Received:
    """Write the numbered records of a CSV or TSV file, and say how to select from them."""
    header: list[str] | None = None
    nul_bytes = 0
    with numbered.open("wb") as out:
        writer = RecordWriter(out, dialect, trusts_even_quotes=not careful)
        for name, chunks in open_streams(staged, source):
            text = CleanText(chunks, source.encoding)
            header = _write_stream(writer, text, source, header, name)
            nul_bytes += text.nul_bytes
    if header is None:
        return Received(0, notes=("the file is empty",))
    notes = [f"{nul_bytes} NUL bytes dropped"] if nul_bytes else []
    notes += [] if writer.rows_read else ["only a header, no rows"]
    return Received(
        writer.rows_read,
        numbered_relation(numbered, dialect, len(header)),
        {name: f"c{number}" for number, name in enumerate(header)},
        tuple(writer.set_aside),
        tuple(notes),
        delimiter=dialect.delimiter.decode(),
    )


def _write_stream(
    writer: RecordWriter,
    text: CleanText,
    source: SourceConfig,
    known_header: list[str] | None,
    name: str,
) -> list[str] | None:
    """Write one stream's records; return the header, the same in every stream of a delivery."""
    header = take_header(line_batches(text), writer.dialect, source.skip_lines)
    if header.record is None:
        return known_header
    names = _checked_header(header.record, writer.dialect, source)
    if known_header is not None and known_header != names:
        raise SourceError(f"holds files with different columns: {name} differs from the first")
    writer.number += header.lines
    writer.write(header.rest)
    return names


def _checked_header(record: bytes, dialect: Dialect, source: SourceConfig) -> list[str]:
    """Return the header's names, all mapped columns among them."""
    names = split_header(record, dialect)
    require_columns(names, source)
    return names
