"""The SQL that reads a file of numbered records: every column as text, nothing guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.received import REJECT_SCANS, REJECTS, quoted
from trend_lib.sources.record_lines import MAX_RECORD_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.sources.dialect import Dialect


def numbered_relation(path: Path, dialect: Dialect, columns: int) -> str:
    """Return the FROM item: `line`, `c0`, `c1` ...; rows that do not fit go to the rejects."""
    types = ["'line': 'BIGINT'", *(f"'c{number}': 'VARCHAR'" for number in range(columns))]
    quote = quoted(dialect.quote.decode())
    return (
        f"read_csv({quoted(str(path))}, columns = {{{', '.join(types)}}}, auto_detect = false, "
        f"header = false, delim = {quoted(dialect.delimiter.decode())}, "
        f"quote = {quote}, escape = {quote}, comment = '', new_line = '\\n', nullstr = '', "
        f"max_line_size = {2 * MAX_RECORD_BYTES}, rejects_limit = 0, "
        f"rejects_table = '{REJECTS}', rejects_scan = '{REJECT_SCANS}')"
    )
