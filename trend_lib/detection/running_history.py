"""Read the running week's topics with their daily past from `weekly.*`, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import read_query, run
from trend_lib.base.weeks import Week
from trend_lib.detection.day_history import WEEKDAYS, DayHistory, kinds_of_days, open_weekdays

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

WINDOW_WEEKS = 156  # older weeks say nothing of today's weekday shape
RECENT_WEEKS = 26
WHOLE_WEEKS = """
SELECT week_start FROM weekly.topic_weeks
WHERE topic_id = 0 AND slice_dim = 'all' AND is_complete AND week_start >= ? AND week_start < ?
"""
HOLIDAYS = "SELECT DISTINCT day FROM registers.holidays"


@dataclass(frozen=True, slots=True)
class RunningWeek:
    """The topics of the running week with their past; all arrays [S]."""

    topic_id: IntArray
    history: DayHistory
    weeks_lived: IntArray  # whole weeks since the topic's first
    seen: FloatArray  # contacts in all whole weeks
    whole_weeks: int  # that were counted at all
    customers: FloatArray  # so far
    contacts: FloatArray  # the same days
    customers_per_contact: FloatArray  # of the last half year


def read_running_week(con: duckdb.DuckDBPyConnection, day: date) -> RunningWeek:
    """Return the running week up to a day; raise when it was not rehearsed up to that day."""
    week = Week.of_day(day)
    params = {
        "week_start": week.start,
        "day": day,
        "first_week": week.plus(-WINDOW_WEEKS).start,
        "recent_week": week.plus(-RECENT_WEEKS).start,
    }
    named = run(con, read_query("5_detection/reading/running_series"), params).fetchnumpy()
    until = {str(one)[:10] for one in named["seen_until"]}
    if until != {str(day)}:
        counted = f" (it is up to {until.pop()})" if until else ""
        raise MisuseError(
            f"the running week is not counted up to {day}{counted}: trends watch {day}"
        )
    cells = run(con, read_query("5_detection/reading/day_history"), params).fetchnumpy()
    whole = con.execute(WHOLE_WEEKS, [params["first_week"], week.start]).fetchall()
    off = [one for (one,) in con.execute(HOLIDAYS).fetchall()]
    return _running_week(named, cells, [Week(start) for (start,) in whole], day, off)


def _running_week(
    named: dict[str, Any], cells: dict[str, Any], whole: list[Week], day: date, off: list[date]
) -> RunningWeek:
    """Spread the cells over topics, weeks and weekdays; topics live from their first week on."""
    week = Week.of_day(day)
    first = min([*whole, week])
    weeks = (week.start - first.start).days // WEEKDAYS + 1
    is_whole = np.zeros(weeks, dtype=bool)
    is_whole[[(one.start - first.start).days // WEEKDAYS for one in whole]] = True
    topics = np.asarray(named["topic_id"])
    counts, is_complete = _spread(topics, cells, first, weeks)
    began = _columns(np.ma.filled(named["first_week"], np.datetime64(first.start)), first)
    lived = is_whole & (np.arange(weeks) >= np.maximum(began, 0)[:, None])
    usable = np.repeat(lived[:, :, None], WEEKDAYS, axis=2)
    usable[:, -1] = is_complete[-1]
    usable[:, -1, day.weekday() + 1 :] = False
    kinds = kinds_of_days(first, weeks, off, open_weekdays(counts, usable))
    usual = np.asarray(named["usual_contacts"], dtype=float)
    customers = np.asarray(named["usual_customers"], dtype=float)
    return RunningWeek(
        topic_id=topics,
        history=DayHistory(counts, usable, kinds, day.weekday()),
        weeks_lived=lived.sum(1),
        seen=np.where(is_whole[None, :, None], counts, 0.0).sum((1, 2)),
        whole_weeks=int(is_whole.sum()),
        customers=np.asarray(named["customers"], dtype=float),
        contacts=np.asarray(named["contacts"], dtype=float),
        customers_per_contact=np.where(usual > 0, customers / np.maximum(usual, 1), 1.0),
    )


def _spread(
    topics: IntArray, cells: dict[str, Any], first: Week, weeks: int
) -> tuple[FloatArray, BoolArray]:
    """Return contacts [S, W, 7] and which days [W, 7] no source lacks."""
    number = np.searchsorted(topics, np.asarray(cells["topic_id"]))
    offsets = (cells["day"].astype("datetime64[D]") - np.datetime64(first.start)).astype(np.int64)
    inside = offsets >= 0
    number, offsets = number[inside], offsets[inside]
    counts = np.zeros((len(topics), weeks * WEEKDAYS))
    counts[number, offsets] = np.asarray(cells["contacts"], dtype=float)[inside]
    is_complete = np.zeros(weeks * WEEKDAYS, dtype=bool)
    is_complete[offsets] = np.asarray(cells["is_complete"], dtype=bool)[inside]
    return counts.reshape(-1, weeks, WEEKDAYS), is_complete.reshape(weeks, WEEKDAYS)


def _columns(starts: Any, first: Week) -> IntArray:
    """Return the column of each week."""
    days = (starts.astype("datetime64[D]") - np.datetime64(first.start)).astype(np.int64)
    return np.asarray(days // WEEKDAYS)
