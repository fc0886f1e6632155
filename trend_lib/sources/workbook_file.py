"""Excel workbooks: one sheet, its cells written out as numbered CSV; dates as ISO 8601."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError
from trend_lib.sources.dialect import Dialect
from trend_lib.sources.header import require_columns
from trend_lib.sources.numbered_file import numbered_relation
from trend_lib.sources.received import Received
from trend_lib.sources.unpacking import check_members
from trend_lib.sources.workbook_cells import MAX_MEMORY, NO_SHEET, NO_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged

DIALECT = Dialect(b",", b'"')
CELLS = "trend_lib.sources.workbook_cells"


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


def filled_rows(file: Path, source: SourceConfig) -> Iterator[tuple[int, list[str]]]:
    """Yield number and texts of every row that holds anything, after the preamble."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        _print_rows(file, source, printed)
        printed.seek(0)
        for text in printed:
            line, texts = json.loads(text)
            if line > source.skip_lines:
                yield line, texts


def _print_rows(file: Path, source: SourceConfig, printed: IO[str]) -> None:
    """Let a process of its own print the sheet's rows, or raise `SourceError`."""
    command = [sys.executable, "-m", CELLS, str(file), source.sheet]
    done = subprocess.run(command, stdout=printed, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - our own module, no shell
    if done.returncode:
        printed.seek(0)
        *_, last = ["", *printed]
        raise SourceError(_why(done.returncode, last, source))


def _why(code: int, last: str, source: SourceConfig) -> str:
    """Return what is wrong with a workbook, and the cure."""
    if code == NO_SHEET:
        return f"has no sheet {source.sheet!r}; it has: {json.loads(last)}; set sheet"
    if code == NO_WORKBOOK:
        return f"is no workbook that can be read: {json.loads(last)}"
    return (
        f"is a damaged workbook, or needs more than {MAX_MEMORY >> 30} GiB to be read: "
        "deliver it again, or as CSV"
    )
