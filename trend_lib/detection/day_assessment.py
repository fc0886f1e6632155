"""The detector on anybody's daily counts: `trends assess` on a table with a column `day`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.errors import MisuseError
from trend_lib.detection.correction import correct
from trend_lib.detection.day_history import WEEKDAYS, DayHistory, kinds_of_days, open_weekdays
from trend_lib.detection.day_table import DayTable, read_days
from trend_lib.detection.given_rows import GivenRows
from trend_lib.detection.weekday import enough_days, forecast_days

if TYPE_CHECKING:
    from collections.abc import Collection

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.detection.day_forecast import DayForecast
    from trend_lib.detection.history import BoolArray, FloatArray
    from trend_lib.detection.weekday import Direction

LAST_DAYS = re.compile(r"last:(\d+)")
WINDOW_WEEKS = 156  # older weeks say nothing of today's weekday shape


def assess_days(
    frame: pd.DataFrame,
    days: str,
    direction: Direction,
    holidays: Collection[date],
    config: DetectionConfig,
) -> pd.DataFrame:
    """Return one row a series and day under test, in the order of the series, then of the days."""
    table = read_days(GivenRows(frame, "day"), holidays)
    parts = [
        assess_one_day(table, day, direction, holidays, config) for day in chosen_days(days, table)
    ]
    rows = pd.concat(parts, ignore_index=True)
    ordered = rows.sort_values(["series_number", "day"], kind="stable", ignore_index=True)
    return ordered.drop(columns="series_number")


def chosen_days(written: str, table: DayTable) -> list[date]:
    """Read `last:N` or `FROM..TO`; the days must lie within the table."""
    first, last = table.first_week.start, table.last_day
    newest = LAST_DAYS.fullmatch(written.strip())
    if newest:
        if int(newest[1]) == 0:
            raise MisuseError("last:0 asks for no day; write last:1 for the newest")
        begin, end = max(first, last - timedelta(days=int(newest[1]) - 1)), last
    else:
        parts = [part.strip() for part in written.split("..")]
        try:
            begin, end = (date.fromisoformat(part) for part in parts)
        except ValueError as error:
            said = f"{written!r}: write last:N, or FROM..TO as in 2026-08-01..2026-08-17"
            raise MisuseError(said) from error
        if not first <= begin <= end <= last:
            raise MisuseError(f"{written!r}: the table's days are {first}..{last}")
    return [begin + timedelta(days=day) for day in range((end - begin).days + 1)]


def assess_one_day(
    table: DayTable,
    day: date,
    direction: Direction,
    holidays: Collection[date],
    config: DetectionConfig,
) -> pd.DataFrame:
    """Assess the series that have a row on a day; the correction runs over them."""
    week, weekday = divmod((day - table.first_week.start).days, WEEKDAYS)
    present = np.flatnonzero(table.is_given[:, week, weekday])
    if not len(present):
        return pd.DataFrame()
    history = history_until(table, week, weekday, holidays).rows(present)
    found = forecast_days(history, direction)
    status = status_of(history, found)
    p_value = np.where(status == "tested", found.p_value, np.nan)
    q_value = q_values(p_value)
    observed = history.counts[:, -1, weekday]
    return pd.DataFrame({
        "series_number": present,
        "series": [table.names[number] for number in present],
        "day": str(day),
        "observed": pd.array(observed.astype(int), dtype="Int64"),
        "expected": found.day.expected,
        "lower": found.day.lower,
        "upper": found.day.upper,
        "p_value": p_value,
        "q_value": q_value,
        "method": np.where(np.isnan(found.day.expected), "none", "weekday"),
        "status": status,
        "is_alarm": is_alarm(found, q_value, direction, config),
    })  # fmt: skip


def history_until(
    table: DayTable, week: int, weekday: int, holidays: Collection[date]
) -> DayHistory:
    """Return all series up to a day, over the last weeks only."""
    window = slice(max(0, week - WINDOW_WEEKS), week + 1)
    counts, usable = table.counts[:, window], table.is_complete[:, window].copy()
    usable[:, -1, weekday + 1 :] = False
    first_week = table.first_week.plus(window.start)
    kinds = kinds_of_days(first_week, usable.shape[1], holidays, open_weekdays(counts, usable))
    return DayHistory(counts, usable, kinds, weekday)


def q_values(p_value: FloatArray) -> FloatArray:
    """Return the q-values [S] of one morning: every series is a family of its own."""
    each = np.arange(len(p_value))
    return correct(p_value, each, np.ones(len(p_value), dtype=bool)).q_value


def status_of(history: DayHistory, found: DayForecast) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Say of each series whether it was tested, or why not."""
    is_counted = history.usable[:, -1, history.weekday]
    status = np.full(len(is_counted), "tested", dtype="<U18")
    status[found.is_holiday_unknown] = "holiday_unknown"
    status[~enough_days(history)] = "baseline_too_short"
    status[~(history.usable & (history.counts > 0)).any((1, 2))] = "no_contacts_ever"
    status[~is_counted] = "source_incomplete"
    return status


def is_alarm(
    found: DayForecast, q_value: FloatArray, direction: Direction, config: DetectionConfig
) -> BoolArray:
    """Tell which series alarm: unusual among the day's tests, and by enough contacts in either look."""
    large = np.zeros(len(q_value), dtype=bool)
    for look in (found.day, found.so_far):
        excess = look.observed - look.expected
        rises = (excess >= config.min_excess) & (look.observed >= config.min_contacts)
        falls = (-excess >= config.min_excess) & (look.expected >= config.min_contacts)
        large |= {"up": rises, "down": falls, "both": rises | falls}[direction]
    return np.asarray((q_value <= config.false_discovery_rate) & large)
