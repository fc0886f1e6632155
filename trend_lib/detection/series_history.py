"""Read this week's series with their past from `weekly.topic_weeks`, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.warehouse import read_query, run
from trend_lib.detection.history import History, fill_gaps

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

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


def read_history(
    con: duckdb.DuckDBPyConnection, week: Week, window_weeks: int
) -> WeekHistory | None:
    """Return the week's series over the window, from the first week with data; None without any."""
    params = {"week_start": week.start, "first_week": week.plus(-window_weeks).start}
    names = run(con, read_query("5_detection/reading/series"), params).fetchnumpy()
    if not len(names["topic_id"]):
        return None
    cells = run(con, read_query("5_detection/reading/history"), params).fetchnumpy()
    matrices = Matrices(cells, len(names["topic_id"]), np.datetime64(week.start))
    history = History(matrices.filled("contacts"), matrices.exposure(), matrices.usable())
    return WeekHistory(_series(names, matrices.column_of), history, matrices.filled("customers"))


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
    )
