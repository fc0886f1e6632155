"""The rows of a table in any common form, each under its header's names: CSV, workbook, JSON.

For readers whose files people make themselves. The form is told by the first bytes and not by the
name; a delimiter that the source does not declare is the one the header uses most.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import SourceError
from trend_lib.sources.dialect import Dialect
from trend_lib.sources.header import as_names
from trend_lib.sources.readers.cells import Cells, read_cells
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.json_values import part_of
from trend_lib.sources.readers.text_lines import clean_batches, peek
from trend_lib.sources.record_lines import SetAside
from trend_lib.sources.workbook_file import filled_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig

WORKBOOK_SIGNS = b"PK", b"\xd0\xcf\x11\xe0"  # of today; of before 2007
BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks and blanks
DELIMITERS = (b",", b";", b"\t", b"|")
ENVELOPES = ("items", "results", "responses", "records", "data", "rows")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line or number, and what it says under its own names; blanks say nothing."""

    place: int
    said: dict[str, Any]

    def says(self, source: SourceConfig, column: str) -> Any:
        """Return what a column of ours is in this row, as the source maps it; None without a value."""
        names = as_names(source.columns.get(column, column))
        found = [self.at(name.strip()) for name in names]
        texts = [str(value) for value in found if value is not None]
        return found[0] if len(names) == 1 else " ".join(texts) or None

    def at(self, name: str) -> Any:
        """Return what stands under a name, or along its dots."""
        return self.said[name] if name in self.said else part_of(self.said, *name.split("."))


def read_rows(chunks: Iterator[bytes], source: SourceConfig) -> Iterator[Row | SetAside]:
    """Yield every row of a file, or what of it is none."""
    first = next((chunk for chunk in chunks if chunk.strip()), b"")
    chunks = chain([first], chunks)
    if first.startswith(WORKBOOK_SIGNS):
        return _workbook_rows(chunks, source)
    if first.lstrip(BEFORE_TEXT)[:1] in {b"{", b"["}:
        return _json_rows(chunks, source)
    return _delimited_rows(chunks, source)


def _json_rows(chunks: Iterator[bytes], source: SourceConfig) -> Iterator[Row | SetAside]:
    """Yield the objects of a JSON file; JSON within a text is taken out of it."""
    for found in objects_in(chunks, source.encoding, ENVELOPES):
        if isinstance(found, SetAside):
            yield found
        else:
            yield Row(found.place, {key: _unpacked(value) for key, value in found.value.items()})


def _unpacked(value: Any) -> Any:
    """Return an object that a system wrote as a text within its JSON."""
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return inner if isinstance(inner, dict) else value


def _workbook_rows(chunks: Iterator[bytes], source: SourceConfig) -> Iterator[Row | SetAside]:
    """Yield the rows of a workbook's sheet."""
    with tempfile.NamedTemporaryFile() as file:
        file.writelines(chunks)
        file.flush()
        try:
            rows = filled_rows(Path(file.name), source)
            yield from _named(Cells(line, texts, "") for line, texts in rows)
        except SourceError as error:
            yield SetAside(1, "bad_workbook", str(error))


def _delimited_rows(chunks: Iterator[bytes], source: SourceConfig) -> Iterator[Row | SetAside]:
    """Yield the rows of a delimited file."""
    first, batches = peek(clean_batches(chunks, source.encoding), source.skip_lines + 1)
    header = first[-1] if len(first) > source.skip_lines else b""
    usual = max(DELIMITERS, key=header.count)
    dialect = Dialect(source.delimiter.encode() or usual, source.quote.encode())
    yield from _named(read_cells(_without_preamble(batches, source.skip_lines), dialect))


def _without_preamble(batches: Iterator[list[bytes]], lines: int) -> Iterator[list[bytes]]:
    """Yield the batches with the first lines emptied, so that all others keep their numbers."""
    for batch in batches:
        above = min(lines, len(batch))
        lines -= above
        yield [b""] * above + batch[above:]


def _named(rows: Iterator[Cells | SetAside]) -> Iterator[Row | SetAside]:
    """Yield the rows below a header, under its names."""
    header: list[str] = []
    for row in rows:
        if isinstance(row, SetAside):
            yield row
        elif not any(row.texts):
            continue
        elif not header:
            header = row.texts
        elif len(row.texts) > len(header):
            yield SetAside(row.place, "too_many_fields", row.raw or " | ".join(row.texts))
        else:
            yield Row(row.place, _under_names(header, row.texts))


def _under_names(header: list[str], texts: list[str]) -> dict[str, Any]:
    """Return a row's filled cells; of two columns of one name the first one counts."""
    named = [(name, text) for name, text in zip_longest(header, texts, fillvalue="") if name]
    return {name: text for name, text in reversed(named) if text}
