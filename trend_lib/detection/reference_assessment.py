"""The published methods on anybody's weekly counts: `trends assess --method NAME`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from trend_lib.base.errors import MisuseError
from trend_lib.detection.given_rows import GivenRows
from trend_lib.detection.history import History
from trend_lib.detection.references.column_names import column_names
from trend_lib.detection.references.methods import METHODS
from trend_lib.detection.references.options import DEFAULTS, read_options
from trend_lib.detection.references.reference import TESTED
from trend_lib.detection.series_assessment import chosen_weeks
from trend_lib.detection.series_table import read_series

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.history import BoolArray, FloatArray, IntArray
    from trend_lib.detection.references.reference import ReferenceForecast
    from trend_lib.detection.series_table import SeriesTable

SAID = ("expected", "lower", "upper", "phi", "score", "trend")
COLUMNS = (
    "series", "week", "observed", "expected", "lower", "upper", "p_value", "q_value", "method",
    "status", "is_alarm", "phi", "score", "trend",
)  # fmt: skip


def assess_by_reference(
    frame: pd.DataFrame, weeks: str, method: str, settings: dict[str, Any]
) -> pd.DataFrame:
    """Return one row a series and week under test, in the order of the series, then of the weeks."""
    options = read_options(method, settings)
    rows = GivenRows(frame, "week")
    if options.population_offset and "exposure" not in frame.columns:
        raise MisuseError("--population-offset needs a column exposure: what could have complained")
    names = column_names(frame["week"], options, has_season="frequency" in DEFAULTS[method])
    table = read_series(rows, names.read, names.write)
    chosen = chosen_weeks(weeks, table, names.read, names.write)
    calendar = names.calendar(table.first_week, table.counts.shape[1], options)

    def forecast(history: History) -> ReferenceForecast:
        return METHODS[method](history, calendar, options)

    first = table.first_week.start
    parts = [
        assess_column(table, (week.start - first).days // 7, forecast) | {"week": names.write(week)}
        for week in chosen
    ]
    return as_rows(parts, table, method)


def as_rows(parts: list[dict[str, Any]], table: SeriesTable, method: str) -> pd.DataFrame:
    """Return what was said week by week as one table."""
    joined = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0] if name != "week"
    }
    sizes = [len(part["series_number"]) for part in parts]
    joined["week"] = np.repeat([part["week"] for part in parts], sizes)
    order = np.argsort(joined["series_number"], kind="stable")
    rows = pd.DataFrame({name: column[order] for name, column in joined.items()})
    series = pd.Series(table.names)[rows["series_number"]].to_numpy()
    observed = rows["observed"].astype("Int64")
    return rows.assign(series=series, observed=observed, method=method)[list(COLUMNS)]


def assess_column(
    table: SeriesTable, column: int, forecast: Callable[[History], ReferenceForecast]
) -> dict[str, Any]:
    """Assess the series that had begun by a column; arrays, one place a series."""
    begun = np.flatnonzero(table.began <= column)
    history = history_until(table, column, begun)
    found = forecast(history)
    is_whole = history.usable[:, -1]
    p_value = np.where(is_whole, found.p_value, np.nan)
    status = np.where(is_whole, found.status, "source_incomplete")
    status[is_whole & ~(history.usable & (history.counts > 0)).any(1)] = "no_contacts_ever"
    return {
        "series_number": begun,
        "observed": np.where(table.ended[begun] < column, np.nan, history.counts[:, -1]),
        **{name: getattr(found, name) for name in SAID},
        "p_value": p_value,
        "q_value": q_values(np.where(status == TESTED, p_value, np.nan)),
        "status": status,
        "is_alarm": found.is_alarm & is_whole,
    }


def history_until(table: SeriesTable, column: int, rows: IntArray) -> History:
    """Return the counts up to a column."""
    until = slice(0, column + 1)
    exposure = None if table.exposure is None else table.exposure[rows, until]
    return History(table.counts[rows, until], exposure, table.is_complete[rows, until])


def q_values(p_value: FloatArray) -> FloatArray:
    """Return Benjamini and Hochberg's q over the tests that were made."""
    is_made: BoolArray = ~np.isnan(p_value)
    found = np.full(len(p_value), np.nan)
    if is_made.any():
        found[is_made] = stats.false_discovery_control(p_value[is_made])
    return found
