"""What people wrote beside a table of counts: holidays, known events, new levels; read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError
from trend_lib.detection.house import Registered, WrittenEvent, WrittenShift
from trend_lib.detection.series_table import read_week

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

HOLIDAYS = ("day",)
EVENTS = ("first_day", "last_day", "what", "slice_dim", "slice_value")
SHIFTS = ("series", "week")


@dataclass(frozen=True, slots=True)
class Written:
    """Tables that may lie beside the counts; None: there is none."""

    holidays: pd.DataFrame | None = None  # day, name
    events: pd.DataFrame | None = None  # first_day, last_day, what, slice_dim, slice_value
    level_shifts: pd.DataFrame | None = None  # series, week


def read_written(written: Written, names: Sequence[object]) -> Registered:
    """Return the tables as registers about series of these names, or say which line is wrong."""
    known = {str(name) for name in names}
    return Registered(
        holidays=tuple(
            _day(row, line, "day", "holidays")
            for line, row in _rows(written.holidays, HOLIDAYS, "holidays")
        ),
        events=tuple(
            _event(row, line, known) for line, row in _rows(written.events, EVENTS, "events")
        ),
        shifts=tuple(
            _shift(row, line, known)
            for line, row in _rows(written.level_shifts, SHIFTS, "level shifts")
        ),
    )


def _rows(
    table: pd.DataFrame | None, needed: tuple[str, ...], what: str
) -> list[tuple[int, dict[str, object]]]:
    """Return the rows of a table with the lines on which they stand."""
    if table is None:
        return []
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise MisuseError(
            f"{what}: lacks the columns {', '.join(missing)}; needed: {', '.join(needed)}"
        )
    records = ({str(name): cell for name, cell in row.items()} for row in table.to_dict("records"))
    return list(enumerate(records, start=2))


def _event(row: dict[str, object], line: int, known: set[str]) -> WrittenEvent:
    """Return one known event."""
    first, last = (_day(row, line, column, "events") for column in ("first_day", "last_day"))
    if last < first:
        raise MisuseError(f"events, line {line}: the last day {last} is before the first, {first}")
    dim, value = str(row["slice_dim"]).strip(), str(row["slice_value"]).strip()
    if dim not in {"all", "series"}:
        raise MisuseError(f"events, line {line}: slice_dim is {dim!r}; write all, or series")
    if dim == "series":
        _refuse_unknown(value, known, f"events, line {line}")
    return WrittenEvent(first, last, str(row["what"]), dim, value)


def _shift(row: dict[str, object], line: int, known: set[str]) -> WrittenShift:
    """Return one acknowledged change of level."""
    name = str(row["series"]).strip()
    _refuse_unknown(name, known, f"level shifts, line {line}")
    return WrittenShift(read_week(row["week"]).start, 0, "series", name)


def _refuse_unknown(name: str, known: set[str], where: str) -> None:
    """Raise if there is no such series: a misspelt line would do nothing, silently."""
    if name not in known:
        raise MisuseError(f"{where}: there is no series {name!r}; write it as in the counts")


def _day(row: dict[str, object], line: int, column: str, what: str) -> date:
    """Return a cell as a day."""
    written = row[column]
    try:
        if isinstance(written, date):
            return written.date() if isinstance(written, datetime) else written
        return date.fromisoformat(str(written).strip()[:10])
    except ValueError as error:
        raise MisuseError(
            f"{what}, line {line}: {column} {written!r} is not a day; write 2026-08-24"
        ) from error
