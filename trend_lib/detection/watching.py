"""Hold the running week so far against its past: what is so rare that it should not wait for Monday?"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, replace_day
from trend_lib.base.weeks import Week
from trend_lib.detection.day_assessment import q_values, status_of
from trend_lib.detection.day_forecast import DayForecast
from trend_lib.detection.day_novelty import forecast_new
from trend_lib.detection.ladder import HARDLY_SEEN
from trend_lib.detection.running_history import read_running_week
from trend_lib.detection.verdict import MOST_OF_A_RISE, WORTH_A_WORD
from trend_lib.detection.weekday import WEEKS_FOR_PROFILE, forecast_days
from trend_lib.detection.weekday_shape import fit_shape

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.detection.day_history import DayHistory
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray
    from trend_lib.detection.running_history import RunningWeek

logger = logging.getLogger(__name__)

TABLE = "5_detection/52_day_assessments"
EXCEPTIONAL = 1 / 2000  # the only grade that speaks before Monday


def watch_day(home: Home, day: date) -> None:
    """Write the morning's rows of `detection.day_assessments`."""
    week = Week.of_day(day)
    with room_log(logger, "detection", week) as facts, open_warehouse(home) as con:
        running = read_running_week(con, day)
        rows = assess_running_week(running, day, home.config.detection)
        replace_day(con, TABLE, day, rows)
        facts["watched"] = rows.num_rows
        facts["tested"] = rows["status"].to_pylist().count("tested")
        facts["early_alarms"] = sum(rows["is_alarm"].to_pylist())


def assess_running_week(running: RunningWeek, day: date, config: DetectionConfig) -> pa.Table:
    """Forecast, correct and judge; a pure function of counts and settings."""
    is_new = is_novel(running, config.min_weeks)
    found = _forecast(running, is_new)
    history = running.history
    status = status_of(history, found)
    is_counted = history.usable[:, -1, history.weekday]
    status[is_new & is_counted] = "tested"
    p_value = np.where(status == "tested", found.p_value, np.nan)
    q_value = q_values(p_value)
    reasons = why_silent(running, found, p_value, q_value, config)
    so_far = found.so_far
    rises = (status == "tested") & (so_far.observed > so_far.expected)
    method = np.where(is_new, "novelty", "weekday")
    columns: dict[str, NDArray[Any] | pa.Array] = {
        "week_start": np.full(len(status), np.datetime64(Week.of_day(day).start)),
        "day": np.full(len(status), np.datetime64(day)),
        "topic_id": running.topic_id,
        "observed": so_far.observed.astype(np.int64),
        **{name: getattr(so_far, name) for name in ("expected", "lower", "upper", "dispersion")},
        "observed_day": found.day.observed.astype(np.int64),
        "expected_day": found.day.expected,
        "days_compared": so_far.weekdays.sum(1),
        "p_value": p_value,
        "q_value": q_value,
        "method": np.where(np.isnan(so_far.expected), "none", method),
        "status": status,
        "is_alarm": rises & np.array([reason is None for reason in reasons]),
        "why_no_alarm": pa.array(
            [
                reason if is_rare else None
                for reason, is_rare in zip(reasons, rises & (p_value <= WORTH_A_WORD), strict=True)
            ],
            pa.string(),
        ),
    }
    return pa.table({name: _arrow(column) for name, column in columns.items()})


def is_novel(running: RunningWeek, min_weeks: int) -> BoolArray:
    """Tell which topics were never or hardly seen in weeks that were watched; all contacts never are."""
    hardly = (running.weeks_lived < WEEKS_FOR_PROFILE) | (running.seen <= HARDLY_SEEN)
    return np.asarray(hardly & (running.topic_id > 0) & (running.whole_weeks >= min_weeks))


def _forecast(running: RunningWeek, is_new: BoolArray) -> DayForecast:
    """Return the weekday test's answers, and those of the novelty test for new topics."""
    known, new = np.flatnonzero(~is_new), np.flatnonzero(is_new)
    found = DayForecast.unknown(len(is_new))
    found = found.put(known, forecast_days(running.history.rows(known)))
    if len(new):
        found = found.put(new, forecast_new(_watched_throughout(running, new), _shape(running)))
    return found


def _watched_throughout(running: RunningWeek, new: IntArray) -> DayHistory:
    """Return new topics' history: before they were born nobody wrote, and those days are true zeros."""
    history = running.history.rows(new)
    usable = history.usable.copy()
    usable[:, :-1] = running.history.usable[:, :-1].any(0)
    return replace(history, usable=usable)


def _shape(running: RunningWeek) -> FloatArray:
    """Return the shape [7] of the week of all contacts together."""
    history = running.history
    whole = np.flatnonzero(running.topic_id == 0)
    weights = history.ordinary[whole, :-1].astype(float)
    return np.asarray(fit_shape(history.counts[whole, :-1], weights).shape[0])


def why_silent(
    running: RunningWeek,
    found: DayForecast,
    p_value: FloatArray,
    q_value: FloatArray,
    config: DetectionConfig,
) -> list[str | None]:
    """Return for each topic the first reason not to speak before Monday; None: speak."""
    so_far = found.so_far
    excess = so_far.observed - so_far.expected
    usual = running.customers_per_contact
    new_customers = running.customers - usual * (running.contacts - excess)
    obstacles = [
        (
            so_far.observed < config.min_contacts,
            f"below the floor of {config.min_contacts} contacts",
        ),
        (excess < config.min_excess, f"the rise is below the floor of {config.min_excess:g}"),
        (~(q_value <= config.false_discovery_rate), f"q is over {config.false_discovery_rate:g}"),
        (new_customers < MOST_OF_A_RISE * usual * excess, "mostly the same customers again"),
        (~(p_value < EXCEPTIONAL), "not rarer than 1 in 2,000: Monday is early enough"),
    ]
    reasons: list[str | None] = [None] * len(p_value)
    for stops, said in reversed(obstacles):
        for number in np.flatnonzero(stops):
            reasons[number] = said
    return reasons


def _arrow(column: NDArray[Any] | pa.Array) -> pa.Array:
    """Return an Arrow array in which NaN is empty."""
    return column if isinstance(column, pa.Array) else pa.array(column, from_pandas=True)
