"""A process of its own: prints the filled rows of a workbook's sheet, a line of JSON each.

A workbook's parser holds a whole sheet at once. One with a cell in the last corner asks for more
memory than there is, and a damaged one can make it panic: then this process dies, not the run.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

Cell = int | float | str | bool | time | date | datetime | timedelta
MAX_MEMORY = 4 << 30  # bytes; a workbook of a million rows of ten columns needs a third of it
NO_WORKBOOK, NO_SHEET = 3, 4  # exit codes; the last line says more


def print_rows(path: str, sheet: str) -> int:
    """Print the sheet's rows as `[line, [cell, ...]]`; return the process's exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).iter_rows()
    except WorksheetNotFound:
        return _fail(NO_SHEET, ", ".join(repr(name) for name in book.sheet_names))
    except (CalamineError, IndexError) as error:
        return _fail(NO_WORKBOOK, str(error))
    for line, cells in enumerate(rows, start=1):
        texts = [cell_text(cell) for cell in cells]
        if any(texts):
            sys.stdout.write(json.dumps([line, texts]) + "\n")
    return 0


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


def _fail(code: int, why: str) -> int:
    """Say why there are no rows."""
    sys.stdout.write(json.dumps(why) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(print_rows(*sys.argv[1:]))
