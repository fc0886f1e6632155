"""A workbook of finished tables: equal tables give equal bytes, and no cell is ever a formula."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import xlsxwriter

from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_LENGTH = 1000
SHEET_NAME_LENGTH = 31  # Excel's limit
NARROWEST, WIDEST = 8, 60  # letters of a column
SPARE = 3  # letters at a line's end: some are wider than others
LINE_POINTS = 15  # the height of a line
A4 = 9
LINK = "#0B57D0"
NO_SHEET_NAME = str.maketrans("[]:*?/\\'", "        ")
FORMATS = {  # by what a column holds
    "count": "#,##0",
    "expected": "#,##0.0",
    "share": "0.0%",
    "score": "0.00",
    "week": "yyyy-mm-dd",
    "day": "yyyy-mm-dd",
}
DATES = ("week", "day")
MOST_LINKS = 60_000  # of a sheet; Excel opens none with 65,530 and more
LONGEST_ADDRESS = 2000  # Excel takes 2,079
# kept fixed, so that the same week gives the same bytes
MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zones


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as readers see it, and how its numbers are written."""

    name: str
    holds: str = "text"  # text | count | expected | share | score | week | day


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere: what it says, and where to."""

    says: str
    address: str

    def __str__(self) -> str:
        """Return what readers see."""
        return self.says

    @property
    def is_short(self) -> bool:
        """Tell whether a workbook may hold the address."""
        return len(self.address) <= LONGEST_ADDRESS


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished table."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]


def make_workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as one XLSX file."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})  # only so are the times in it fixed
    book.set_properties({"title": plain_text(title, 200), "created": MADE})
    looks = _looks(book)
    for sheet in sheets:
        name = plain_text(sheet.name.translate(NO_SHEET_NAME), SHEET_NAME_LENGTH)
        _fill(book.add_worksheet(name), sheet, looks)
    book.close()
    return written.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return how cells look, by what their column holds; a heading stands on the side of its column's values."""
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    words = {"valign": "top", "align": "left", "indent": 1}  # apart from a number on the left
    looks = {}
    for holds, form in FORMATS.items():
        # a day stands apart from the number before it, as words do
        side = {"align": "left", "indent": 1} if holds in DATES else {"align": "right"}
        looks[holds] = book.add_format({"num_format": form, "valign": "top", **side})
        looks[f"head of {holds}"] = book.add_format(head | side)
    # a text stays text when it is edited
    looks["text"] = book.add_format({"quote_prefix": True, "text_wrap": True} | words)
    looks["link"] = book.add_format(
        {"quote_prefix": True, "underline": 1, "font_color": LINK} | words
    )
    looks["head of text"] = book.add_format(head | words)
    return looks


def _fill(worksheet: Worksheet, sheet: Sheet, looks: Mapping[str, Format]) -> None:
    """Write one sheet: a frozen header that filters, columns as wide as what they hold."""
    widths = [
        _width(column, [row[at] for row in sheet.rows]) for at, column in enumerate(sheet.columns)
    ]
    for at, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        worksheet.write_string(0, at, column.name, looks[f"head of {column.holds}"])
        worksheet.set_column(at, at, width)
    _make_room(worksheet, 0, [column.name for column in sheet.columns], widths)
    _fill_rows(worksheet, sheet, widths, looks)
    worksheet.freeze_panes(1, 1)
    worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.set_footer("&L&A&R&P / &N")
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)


def _fill_rows(
    worksheet: Worksheet, sheet: Sheet, widths: Sequence[int], looks: Mapping[str, Format]
) -> None:
    """Write the rows; where there are more links than a sheet may hold the rest are plain words."""
    links = 0
    for below, row in enumerate(sheet.rows, start=1):
        _make_room(worksheet, below, row, widths)
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, Link) and links < MOST_LINKS and value.is_short:
                says = plain_text(value.says, CELL_LENGTH)
                worksheet.write_url(below, at, value.address, looks["link"], says)
                links += 1
            else:
                _write(worksheet, (below, at), value, looks[column.holds])


def _make_room(worksheet: Worksheet, at: int, texts: Sequence[Any], widths: Sequence[int]) -> None:
    """Make a row as high as its longest text needs; not every program does so by itself."""
    lines = [
        len(wrap(text[:CELL_LENGTH], width - SPARE))
        for text, width in zip(texts, widths, strict=True)
        if isinstance(text, str) and len(text) > width - SPARE
    ]
    if lines and max(lines) > 1:
        worksheet.set_row(at, LINE_POINTS * max(lines))


def _write(worksheet: Worksheet, cell: tuple[int, int], value: Any, look: Format) -> None:
    """Write one cell by its type: a text is written as a text, whatever it begins with."""
    if value is None:
        worksheet.write_blank(*cell, None, look)
    elif isinstance(value, date):
        worksheet.write_datetime(*cell, value, look)
    elif isinstance(value, int | float):
        worksheet.write_number(*cell, value, look)
    else:
        worksheet.write_string(*cell, plain_text(str(value), CELL_LENGTH), look)


def _width(column: Column, values: Sequence[Any]) -> int:
    """Return a column's width in letters."""
    if column.holds != "text":
        return max(NARROWEST + 4, len(column.name) // 2)  # its heading takes two or three lines
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest, len(column.name), NARROWEST) + SPARE + 1, WIDEST)
