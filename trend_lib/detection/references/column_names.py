"""What the column `week` may hold: weeks, months, or plain numbers of periods; all stand on one grid.

The table of counts knows weeks alone, so months and plain numbers borrow the weeks of a long calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection.references.look_back import MONTHS_A_YEAR, WEEKS_A_YEAR, Calendar
from trend_lib.detection.series_table import read_week

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from trend_lib.detection.references.options import Options

GRID_BEGINS = Week(date(1, 1, 1))  # a Monday
NUMBER = re.compile(r"\d{1,5}")
MONTH = re.compile(r"(\d{4})-(\d{2})(?:-01)?(?:[ T]00:00:00)?")


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """How the column `week` of one table is read and written."""

    read: Callable[[object], Week]
    write: Callable[[Week], str]
    start_of: Callable[[Week], date] | None  # None: the periods have no dates

    def calendar(self, first: Week, columns: int, options: Options) -> Calendar:
        """Return when the columns are, and how to look back over them."""
        is_dated = self.start_of is not None and options.look_back != "periods"
        if not is_dated or self.start_of is None:
            return Calendar(options.frequency)
        starts = [self.start_of(first.plus(column)) for column in range(columns)]
        return Calendar(options.frequency, starts)


def column_names(column: pd.Series[str], options: Options, *, has_season: bool) -> ColumnNames:
    """Recognise what a column holds, and refuse a way of looking back that it does not allow."""
    written = [str(cell).strip() for cell in column.unique()]
    if all(NUMBER.fullmatch(cell) for cell in written):
        if options.look_back == "calendar":
            raise MisuseError("plain numbers have no calendar: use --look-back periods")
        return ColumnNames(_read_number, _write_number, None)
    are_months = len(written) > 1 and all(MONTH.fullmatch(cell) for cell in written)
    if are_months or options.frequency == MONTHS_A_YEAR:
        if has_season and options.frequency != MONTHS_A_YEAR:
            raise MisuseError(f"{written[0]}, {written[1]} are months: use --frequency 12")
        return ColumnNames(_read_month, _write_month, _month_start)
    if options.frequency != WEEKS_A_YEAR and options.look_back != "periods":
        raise MisuseError(
            f"--look-back calendar knows years of 52 weeks or 12 months, not {options.frequency}: "
            "use --look-back periods"
        )
    return ColumnNames(read_week, str, lambda week: week.start)


def _read_number(written: object) -> Week:
    return GRID_BEGINS.plus(int(str(written).strip()))


def _write_number(week: Week) -> str:
    return str((week.start - GRID_BEGINS.start).days // 7)


def _read_month(written: object) -> Week:
    parts = MONTH.fullmatch(str(written).strip())
    if parts is None or not 1 <= int(parts[2]) <= MONTHS_A_YEAR:
        raise MisuseError(f"{written!r} is not a month: write 2026-08, or its first day's date")
    return GRID_BEGINS.plus(int(parts[1]) * MONTHS_A_YEAR + int(parts[2]) - 1)


def _month_start(week: Week) -> date:
    years, months = divmod((week.start - GRID_BEGINS.start).days // 7, MONTHS_A_YEAR)
    return date(years, months + 1, 1)


def _write_month(week: Week) -> str:
    return str(_month_start(week))
