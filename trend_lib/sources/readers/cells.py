"""The rows of a delimited file from any bytes: each comes out once, as its cells or set aside."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.sources.readers.text_lines import raw_of, text_of
from trend_lib.sources.record_lines import NumberedLine, RecordWriter, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trend_lib.sources.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: where it begins, and its cells without blanks around them."""

    place: int
    texts: list[str]
    raw: str


@dataclass
class _Gathering(RecordWriter):
    """Gathers the records instead of writing them."""

    found: list[NumberedLine] = field(default_factory=list)

    def _emit(self, numbered: Iterable[NumberedLine], records: int) -> None:
        self.found.extend(numbered)
        self.records += records


def read_cells(batches: Iterator[list[bytes]], dialect: Dialect) -> Iterator[Cells | SetAside]:
    """Yield every row of a file whose clean lines come in `batches`."""
    gathering = _Gathering(io.BytesIO(), dialect, trusts_even_quotes=False)
    for lines in batches:
        gathering.take(lines)
        yield from _gathered(gathering, dialect)
    gathering.finish()
    yield from _gathered(gathering, dialect)


def _gathered(gathering: _Gathering, dialect: Dialect) -> Iterator[Cells | SetAside]:
    """Yield what was found since the last time."""
    yield from gathering.set_aside
    for place, record in gathering.found:
        yield _split(place, record, dialect)
    gathering.set_aside.clear()
    gathering.found.clear()


def _split(place: int, record: bytes, dialect: Dialect) -> Cells | SetAside:
    """Return a record's cells."""
    text = text_of(place, record)
    if isinstance(text, SetAside):
        return text
    try:
        texts = [cell.strip() for cell in dialect.split(record)]
    except csv.Error:
        return SetAside(place, "field_too_long", raw_of(record))
    return Cells(place, texts, text)
