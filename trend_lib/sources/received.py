"""A received file as DuckDB can select from it, whatever its format was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trend_lib.sources.record_lines import SetAside

# How rows are kept in landing/: a week unpacks no more than the groups that its lines lie in.
AS_LANDED = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 20480"
REJECTS, REJECT_SCANS = "rejected_rows", "rejected_scans"


@dataclass(frozen=True, slots=True)
class Received:
    """Where the rows are, and what became of the pieces that are none."""

    rows_read: int
    relation: str = ""  # SQL to select from; has `line`; '' when there are no rows
    columns: Mapping[str, str] = field(default_factory=dict)  # the file's name -> SQL of its text
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()
    delimiter: str = ""  # of the numbered file; '' when DuckDB can reject no row
    fault: str = "NULL"  # SQL: the reason why a row is none, e.g. 'bad_json'
    raw: str = ""  # SQL: a row as it was written; '' when only its values are known
    has_iso_dates: bool = False  # typed cells: dates come as ISO 8601, whatever is declared


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """Return a column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'
