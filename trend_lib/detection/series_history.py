"""Read this week's series with their past from `weekly.topic_weeks`, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.warehouse import read_query, run
from trend_lib.detection.history import History, fill_gaps
from trend_lib.detection.house import Known, Names, Registered, WrittenEvent, WrittenShift

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

READING = "5_detection/reading"
ALL_OR_RESIDUE = 1  # topics 0 and 1
A_WEEK = np.timedelta64(7, "D")


@dataclass(frozen=True, slots=True)
class Series:
    """The names of the week's series and what is known of them beyond counts; all arrays [S]."""

    topic_id: IntArray
    slice_dim: NDArray[np.object_]
    slice_value: NDArray[np.object_]
    observed: FloatArray
    is_complete: BoolArray
    first_column: IntArray  # of the topic's first week; 0: at the start of the data or before
    whole_slice: IntArray  # the number of the same slice of topic 0; -1: there is none
    topic_name: NDArray[np.object_]

    def keys(self) -> list[tuple[int, str, str]]:
        """Return (topic_id, slice_dim, slice_value) of each series."""
        columns = (self.topic_id, self.slice_dim, self.slice_value)
        return list(zip(*(column.tolist() for column in columns), strict=True))

    @property
    def is_whole(self) -> BoolArray:
        """Not a slice by region, product or channel."""
        return np.asarray((self.slice_dim == "all") | (self.slice_dim == "kind"), dtype=bool)


@dataclass(frozen=True, slots=True)
class WeekHistory:
    """The series of a week with their past."""

    series: Series
    history: History  # usable: the week is whole and was counted, also before a series began
    customers: FloatArray  # [S, W]
    house: Known  # what registers and earlier alarms say


def read_history(
    con: duckdb.DuckDBPyConnection, week: Week, window_weeks: int
) -> WeekHistory | None:
    """Return the week's series over the window, from the first week with data; None without any."""
    params = {"week_start": week.start, "first_week": week.plus(-window_weeks).start}
    names = run(con, read_query(f"{READING}/series"), params).fetchnumpy()
    if not len(names["topic_id"]):
        return None
    cells = run(con, read_query(f"{READING}/history"), params).fetchnumpy()
    matrices = Matrices(cells, len(names["topic_id"]), np.datetime64(week.start))
    history = History(matrices.filled("contacts"), matrices.exposure(), matrices.usable())
    series = _series(names, matrices.column_of)
    return WeekHistory(
        series=series,
        history=history,
        customers=matrices.filled("customers"),
        house=Known(
            week=week,
            names=names_of(series),
            registered=read_registered(con),
            alarmed=matrices.marked(run(con, read_query(f"{READING}/past_alarms"), params), series),
        ),
    )


def names_of(series: Series) -> Names:
    """Return the names by which registers speak of the series."""
    has_a_name = series.topic_id > ALL_OR_RESIDUE  # neither all contacts nor the residue
    return Names(
        topic_id=series.topic_id,
        slice_dim=series.slice_dim,
        slice_value=series.slice_value,
        names=np.where(has_a_name, series.topic_name, "").tolist(),
        kin=list(zip(series.slice_dim, series.slice_value, strict=True)),
    )


def read_registered(con: duckdb.DuckDBPyConnection) -> Registered:
    """Return what people wrote into the registers that bear on detection."""
    rows = {
        name: con.execute(read_query(f"{READING}/{name}")).fetchall()
        for name in ("holidays", "known_events", "level_shifts")
    }
    return Registered(
        holidays=tuple(day for (day,) in rows["holidays"]),
        events=tuple(WrittenEvent(*row) for row in rows["known_events"]),
        shifts=tuple(WrittenShift(*row) for row in rows["level_shifts"]),
    )


class Matrices:
    """Cells of a long table, spread over series and weeks."""

    def __init__(self, cells: dict[str, Any], series: int, week_start: np.datetime64) -> None:
        """Find each cell's place; the first column is the first week with any data."""
        weeks = cells["week_start"].astype("datetime64[D]")
        self.cells, self.first_week = cells, weeks.min()
        self.shape = (series, int((week_start - self.first_week) / A_WEEK) + 1)
        self.places = (np.asarray(cells["series_number"]), self.column_of(weeks))

    def column_of(self, weeks: NDArray[np.datetime64]) -> IntArray:
        """Return the column of each week; negative before the data begins."""
        days = (weeks.astype("datetime64[D]") - self.first_week).astype(np.int64)
        return np.asarray(days // 7)

    def filled(self, name: str, otherwise: float = 0.0) -> FloatArray:
        """Return a column of the table as a matrix; a series without a row had no contacts."""
        matrix = np.full(self.shape, otherwise)
        matrix[self.places] = np.ma.filled(self.cells[name], otherwise)
        return matrix

    def marked(self, found: duckdb.DuckDBPyConnection, series: Series) -> BoolArray:
        """Return the weeks of the series that a query names (week, then the series' key)."""
        number = {key: number for number, key in enumerate(series.keys())}
        marks = np.zeros(self.shape, dtype=bool)
        for week_start, *key in found.fetchall():
            column = int(self.column_of(np.array([week_start], dtype="datetime64[D]"))[0])
            if tuple(key) in number and column >= 0:
                marks[number[tuple(key)], column] = True
        return marks

    def usable(self) -> BoolArray:
        """Return which weeks were counted and whole; without a row of its own, as for the others."""
        own = self.filled("is_complete", np.nan)
        is_missing = np.isnan(own)
        week_is_whole = ~is_missing.all(axis=0) & (is_missing | (own == 1)).all(axis=0)
        usable: BoolArray = np.where(is_missing, week_is_whole, own == 1)
        return usable

    def exposure(self) -> FloatArray | None:
        """Return the exposures, gaps taken from the nearest week before, else after."""
        cells = np.ma.masked_invalid(self.cells["exposure"].astype(float))
        if np.ma.count(cells) == 0:
            return None
        matrix = np.full(self.shape, np.nan)
        matrix[self.places] = np.ma.filled(cells, np.nan)
        return fill_gaps(matrix)


def _series(names: dict[str, Any], column_of: Any) -> Series:
    """Return the names as arrays, and where each topic begins."""
    keys = list(zip(names["slice_dim"], names["slice_value"], strict=True))
    wholes = {
        key: number
        for number, (key, topic) in enumerate(zip(keys, names["topic_id"], strict=True))
        if topic == 0
    }
    began = np.ma.filled(column_of(names["first_week"]), 0)
    return Series(
        topic_id=np.asarray(names["topic_id"]),
        slice_dim=np.asarray(names["slice_dim"]),
        slice_value=np.asarray(names["slice_value"]),
        observed=np.asarray(names["contacts"], dtype=float),
        is_complete=np.asarray(names["is_complete"], dtype=bool),
        first_column=np.maximum(began, 0),
        whole_slice=np.array([wholes.get(key, -1) for key in keys]),
        topic_name=np.asarray(names["topic_name"]),
    )
