"""How a delimited file is written: its delimiter and its quote, declared and never guessed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig


@dataclass(frozen=True, slots=True)
class Dialect:
    """Delimiter and quote as UTF-8 bytes; no quote where the file knows none."""

    delimiter: bytes
    quote: bytes

    def split(self, record: bytes) -> list[str]:
        """Return the fields of one record."""
        text = record.decode()
        if not self.quote:
            return text.split(self.delimiter.decode())
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter.decode(),
            quotechar=self.quote.decode(),
            skipinitialspace=True,
        )
        return next(reader, [])


JSON_LINES = Dialect(delimiter=b"\x01", quote=b"")  # a sign that valid JSON cannot hold


def dialect_of(source: SourceConfig, format_name: str) -> Dialect:
    """Return how a source writes its CSV or TSV files."""
    usual = "\t" if format_name == "tsv" else ","
    return Dialect((source.delimiter or usual).encode(), source.quote.encode())
