"""Excel workbooks: one sheet, its cells written out as numbered CSV; dates as ISO 8601."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from trend_lib.base.errors import SourceError
from trend_lib.sources.dialect import Dialect
from trend_lib.sources.header import require_columns
from trend_lib.sources.numbered_file import numbered_relation
from trend_lib.sources.received import Received
from trend_lib.sources.unpacking import check_members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BytesIO
    from pathlib import Path

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged

    Cell = int | float | str | bool | time | date | datetime | timedelta

DIALECT = Dialect(b",", b'"')


def receive_workbook(staged: Staged, source: SourceConfig, numbered: Path) -> Received:
    """Write the numbered rows of a sheet; line 1 is the sheet's first row."""
    check_members(staged.path, source.max_bytes)
    rows = filled_rows(staged.path, source)
    _, header = next(rows, (0, []))
    if not header:
        return Received(0, notes=("the file is empty",))
    require_columns(header, source)
    rows_read = 0
    with numbered.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for line, cells in rows:
            writer.writerow([line, *cells])
            rows_read += 1
    return Received(
        rows_read,
        numbered_relation(numbered, DIALECT, len(header)),
        {name: f"c{number}" for number, name in enumerate(header)},
        notes=() if rows_read else ("only a header, no rows",),
        delimiter=",",
        has_iso_dates=True,
    )


def filled_rows(file: Path | BytesIO, source: SourceConfig) -> Iterator[tuple[int, list[str]]]:
    """Yield number and texts of every row that holds anything, after the preamble."""
    try:
        book = CalamineWorkbook.from_object(file)
        sheet = book.get_sheet_by_name(source.sheet or book.sheet_names[0])
        rows = sheet.to_python(skip_empty_area=False)
    except WorksheetNotFound as error:
        names = ", ".join(repr(name) for name in book.sheet_names)
        raise SourceError(f"has no sheet {source.sheet!r}; it has: {names}; set sheet") from error
    except (CalamineError, IndexError) as error:
        raise SourceError(f"is no workbook that can be read: {error}") from error
    for line, cells in enumerate(rows, start=1):
        texts = [cell_text(cell) for cell in cells]
        if line > source.skip_lines and any(texts):
            yield line, texts


def cell_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, a date without its empty midnight."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return str(cell).replace("\0", "").strip()
