"""Splits clean UTF-8 into records and writes each with the number of its first line in front.

DuckDB then parses the records in parallel, in any order, and every row still knows where it
stood in the file. What cannot be a record is set aside with its line, its reason and its text.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import numpy as np

from trend_lib.sources.quoting import LineEnd, line_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trend_lib.sources.dialect import Dialect

MAX_RECORD_BYTES = 1 << 20
RAW_BYTES = 4_000  # of a line set aside; cut further once it is redacted
RAW_PIECES = 10_000  # of so many a delivery: the others would say the same, and lie in landing/

NumberedLine = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece of a file that became no row, and why."""

    line: int
    reason: str
    raw: str
    column: str | None = None


def line_batches(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the complete lines of each chunk; a line over the limit comes cut, one byte too long."""
    begun = b""
    for chunk in chunks:
        first, newline, rest = chunk.partition(b"\n")
        begun = (begun + first)[: MAX_RECORD_BYTES + 1]
        if not newline:
            continue
        lines = rest.split(b"\n")
        complete = [begun, *lines[:-1]]
        begun = lines[-1]
        yield complete
    if begun:
        yield [begun]


def has_odd_quotes(lines: Sequence[bytes], quote: bytes) -> bool:
    """Tell whether any line holds an odd number of quotes, for all lines at once."""
    letters = np.frombuffer(b"\n".join([*lines, b""]), dtype=np.uint8)
    line_ends = np.flatnonzero(letters == ord("\n"))
    quotes = np.flatnonzero(letters == quote[0])
    quotes_up_to_line = np.searchsorted(quotes, line_ends)
    return bool((quotes_up_to_line & 1).any())


@dataclass
class RecordWriter:
    """Writes the records of one stream as `<line><delimiter><record>`."""

    out: IO[bytes]
    dialect: Dialect
    trusts_even_quotes: bool = True  # False: look into every line that holds a quote
    number: int = 0  # of the line read last
    records: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    open_lines: list[NumberedLine] = field(default_factory=list)  # of a record not yet whole
    open_bytes: int = 0

    @property
    def rows_read(self) -> int:
        """What the file held, whatever became of it."""
        return self.records + len(self.set_aside)

    def write(self, batches: Iterable[list[bytes]]) -> None:
        """Write all records of a stream."""
        for lines in batches:
            self.take(lines)
        self.finish()

    def take(self, lines: list[bytes]) -> None:
        """Write the records that end within the stream's next lines."""
        numbered = enumerate(lines, self.number + 1)
        self.number += len(lines)
        if not self.open_lines and self._is_plain(lines):
            self._emit(numbered, len(lines))
        else:
            self._walk(deque(numbered))

    def finish(self) -> None:
        """Set aside what the stream's end leaves open."""
        while self.open_lines:
            self._walk(deque(self._give_up()))

    def _is_plain(self, lines: list[bytes]) -> bool:
        """Tell whether every line is one record: the usual case, answered at C speed."""
        quote = self.dialect.quote
        if not lines or not all(lines) or max(map(len, lines)) > MAX_RECORD_BYTES:
            return False
        if not quote:
            return True
        if self.trusts_even_quotes:
            return not has_odd_quotes(lines, quote)
        return not any(quote in line for line in lines)

    def _emit(self, numbered: Iterable[NumberedLine], records: int) -> None:
        """Write records, each with its line number in front."""
        template = b"%d" + self.dialect.delimiter.replace(b"%", b"%%") + b"%b\n"
        self.out.write(b"".join([template % pair for pair in numbered]))
        self.records += records

    def _walk(self, waiting: deque[NumberedLine]) -> None:
        """Take lines one by one."""
        while waiting:
            number, line = waiting.popleft()
            if self.open_lines:
                waiting.extendleft(reversed(self._continue_record(number, line)))
            else:
                self._begin_record(number, line)

    def _begin_record(self, number: int, line: bytes) -> None:
        """Write a record of one line, or open one of several."""
        if not line:
            return
        if len(line) > MAX_RECORD_BYTES:
            self._put_aside(number, line, "line_too_long")
            return
        end = self._end_of(line)
        if end is LineEnd.CLOSED:
            self._emit([(number, line)], 1)
        elif end is LineEnd.OPEN:
            self.open_lines, self.open_bytes = [(number, line)], len(line)
        else:
            self._put_aside(number, line, "bad_quotes")

    def _continue_record(self, number: int, line: bytes) -> list[NumberedLine]:
        """Add a line to the open record; return the lines to take again if it was no record."""
        self.open_lines.append((number, line))
        self.open_bytes += len(line) + 1
        end = line_end(line, self.dialect, is_inside=True)
        if end is LineEnd.BROKEN or self.open_bytes > MAX_RECORD_BYTES:
            return self._give_up()
        if end is LineEnd.CLOSED:
            whole = b"\n".join([line for _, line in self.open_lines])
            self._emit([(self.open_lines[0][0], whole)], 1)
            self.open_lines = []
        return []

    def _give_up(self) -> list[NumberedLine]:
        """Set aside the line whose quote never closes; return the lines it would have swallowed."""
        (number, line), *others = self.open_lines
        self.open_lines = []
        self._put_aside(number, line, "unclosed_quote")
        return others

    def _end_of(self, line: bytes) -> LineEnd:
        """Return how a record's first line ends."""
        quote = self.dialect.quote
        if not quote or (self.trusts_even_quotes and not line.count(quote) & 1):
            return LineEnd.CLOSED
        return line_end(line, self.dialect, is_inside=False)

    def _put_aside(self, number: int, line: bytes, reason: str) -> None:
        """Keep what became no record, for the quarantine."""
        kept = RAW_BYTES if len(self.set_aside) < RAW_PIECES else 0
        raw = line[:kept].decode(errors="replace")
        self.set_aside.append(SetAside(number, reason, raw))
