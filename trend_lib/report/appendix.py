"""The appendix: every topic and every silent rise of the week, as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from trend_lib.base.warehouse import read_query, run
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL_LENGTH = 1000
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it spreadsheets misread Cyrillic


def make_appendix(con: duckdb.DuckDBPyConnection, week: Week) -> bytes:
    """Return the appendix as CSV; no cell can be taken for a formula."""
    found = run(con, read_query("8_report/reading/appendix"), {"week_start": week.start})
    names = [column[0] for column in found.description or []]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([safe_cell(value) for value in row] for row in found.fetchall())
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def safe_cell(value: Any) -> str:
    """Write a cell so that a spreadsheet shows it and does not run it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}"
    if not isinstance(value, str):
        return str(value)
    cell = plain_text(value, CELL_LENGTH)
    return (
        f"'{cell}" if value.startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else cell
    )
