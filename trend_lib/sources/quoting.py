"""Does a line of a delimited file end inside a quoted field? Walked field by field.

An unclosed quote would silently swallow all lines up to the next quote, so records are told
apart here, before any reader sees the file.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trend_lib.sources.dialect import Dialect


class LineEnd(Enum):
    """How a line leaves the record it belongs to."""

    CLOSED = "the record ends with the line"
    OPEN = "a quoted field goes on in the next line"
    BROKEN = "something follows a closing quote"


def line_end(line: bytes, dialect: Dialect, *, is_inside: bool) -> LineEnd:
    """Return how a line ends; `is_inside` when it begins inside a quoted field."""
    quote, delimiter = dialect.quote, dialect.delimiter
    at = 0
    while True:
        if not is_inside:
            start = _skip_blanks(line, at)
            if not line.startswith(quote, start):
                at = line.find(delimiter, at) + len(delimiter)
                if at < len(delimiter):
                    return LineEnd.CLOSED
                continue
            at = start + len(quote)
        closing = _closing_quote(line, quote, at)
        if closing < 0:
            return LineEnd.OPEN
        is_inside = False
        after = _skip_blanks(line, closing + 1)
        if after == len(line):
            return LineEnd.CLOSED
        if not line.startswith(delimiter, after):
            return LineEnd.BROKEN
        at = after + len(delimiter)


def _closing_quote(line: bytes, quote: bytes, at: int) -> int:
    """Return where the field's closing quote stands, or -1; a doubled quote is a letter."""
    while True:
        found = line.find(quote, at)
        if found < 0 or not line.startswith(quote, found + 1):
            return found
        at = found + 2


def _skip_blanks(line: bytes, at: int) -> int:
    """Return the first place from `at` on that is no blank."""
    while line.startswith(b" ", at):
        at += 1
    return at
