"""Assess every series of a week against its own past: the room's work."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, replace_weeks, table_of
from trend_lib.detection.house import in_other_counts, notes_of, settle, statuses
from trend_lib.detection.ladder import Watched, forecast
from trend_lib.detection.series_history import read_history
from trend_lib.detection.telling_look import telling_look
from trend_lib.detection.verdict import Rules, judge
from trend_lib.detection.verdict import Week as TestedWeek

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import Forecast
    from trend_lib.detection.house import Settled
    from trend_lib.detection.series_history import WeekHistory
    from trend_lib.detection.verdict import Verdict

logger = logging.getLogger(__name__)

TABLE, RENAMED = "5_detection/51_assessments", "5_detection/53_renamed_topics"
RENAMED_COLUMNS = pa.schema(
    [
        ("week_start", pa.date32()),
        ("topic_id", pa.int64()),
        ("renamed_into", pa.int64()),
        ("since", pa.date32()),
    ]
)
RECENT_WEEKS = 26  # half a year says how big a series is now
EXACT_PARTS = 2**20  # of a contact: such binary fractions add up exactly, in whatever order
ENOUGH_A_WEEK = 1.0  # a smaller slice is tested only when it reaches the floor of contacts


@dataclass(frozen=True, slots=True)
class Assessed:
    """A week's series with what was forecast and what is said of them."""

    known: WeekHistory
    settled: Settled
    forecast: Forecast
    of_customers: Forecast
    week: TestedWeek
    verdict: Verdict


def detect_week(home: Home, week: Week) -> None:
    """Write the week's rows of `detection.assessments`."""
    config = home.config.detection
    with room_log(logger, "detection", week) as facts, open_warehouse(home) as con:
        known = read_history(con, week, config.window_weeks)
        if known is None:
            for table in map(table_of, (TABLE, RENAMED)):
                con.execute(f"DELETE FROM {table} WHERE week_start = ?", [week.start])  # noqa: S608 - our own names
            facts["series"] = 0
            return
        assessed = assess_week(known, config)
        rows, renamed = table_of_rows(assessed, week), table_of_renamed(assessed, week)
        replace_weeks(con, (TABLE, RENAMED), week, {TABLE: lambda: rows, RENAMED: lambda: renamed})
        facts["series"] = len(assessed.week.status)
        facts["tested"] = int((assessed.week.status == "tested").sum())
        facts["alarms"] = int(assessed.verdict.is_alarm.sum())


def assess_week(known: WeekHistory, config: DetectionConfig) -> Assessed:
    """Forecast, then judge; a pure function of counts and settings."""
    settled = settle(watch(known, config.min_weeks), known.house, config)
    watched = settled.watched
    found = in_exact_parts(forecast(watched, config.guard_weeks, config.min_weeks))
    of_customers = forecast_customers(known, settled, found, config)
    tested = tested_week(known, watched, found, config)
    tested = replace(tested, status=statuses(settled, tested.status))
    verdict = judge(tested, found, Rules.of(config), of_customers)
    return Assessed(known, settled, found, of_customers, tested, verdict)


def judge_again(assessed: Assessed, config: DetectionConfig) -> Verdict:
    """Return what other settings say of the same forecasts."""
    return judge(assessed.week, assessed.forecast, Rules.of(config), assessed.of_customers)


def in_exact_parts(found: Forecast) -> Forecast:
    """Round expectations to parts that add up exactly: where a rise lies must sum to the rise."""
    return replace(found, expected=np.round(found.expected * EXACT_PARTS) / EXACT_PARTS)


def forecast_customers(
    known: WeekHistory, settled: Settled, found: Forecast, config: DetectionConfig
) -> Forecast:
    """Forecast customers as contacts were; where no source names them, they are the contacts."""
    if np.array_equal(known.customers, known.history.counts):
        return found
    watched = in_other_counts(settled, known.customers)
    return in_exact_parts(forecast(watched, config.guard_weeks, config.min_weeks))


def watch(known: WeekHistory, min_weeks: int) -> Watched:
    """Say since when each series exists.

    A topic exists from its first week; before it nobody wrote about it, and those weeks are true
    zeros. A region, product or channel exists from the first week in which anything at all came
    from it: before, it may just not have been recorded, so those weeks say nothing.
    """
    series, counts = known.series, known.history.counts
    has_contacts = counts > 0
    first_contact = np.where(has_contacts.any(1), has_contacts.argmax(1), 0)
    slice_began = np.where(series.whole_slice >= 0, first_contact[series.whole_slice], 0)
    slice_weeks = counts.shape[1] - 1 - slice_began
    return Watched(
        history=known.history,
        first_column=np.maximum(series.first_column, np.where(series.is_whole, 0, slice_began)),
        was_unheard_of=(series.topic_id > 0) & (slice_weeks >= min_weeks),
    )


def tested_week(
    known: WeekHistory, watched: Watched, found: Forecast, config: DetectionConfig
) -> TestedWeek:
    """Return the week's counts, and which of them may be tested."""
    series = known.series
    usable = (watched.history.usable & watched.alive)[:, :-1][:, -RECENT_WEEKS:]
    recent = known.history.counts[:, :-1][:, -RECENT_WEEKS:]
    contacts = np.where(usable, recent, 0).sum(1)
    mean = contacts / np.maximum(usable.sum(1), 1)
    is_small = (mean < ENOUGH_A_WEEK) & (series.observed < config.min_contacts)
    status = np.full(len(mean), "tested", dtype="<U18")
    status[~series.is_whole & is_small] = "too_few_contacts"
    status[~known.history.counts.any(1)] = "no_contacts_ever"
    status[found.method == "none"] = "baseline_too_short"
    status[~series.is_complete] = "source_incomplete"
    return TestedWeek(
        observed=series.observed,
        customers=known.customers[:, -1],
        family=series.topic_id,
        is_whole=series.is_whole,
        status=status,
    )


def table_of_rows(assessed: Assessed, week: Week) -> pa.Table:
    """Return the rows of `detection.assessments`; NaN becomes empty."""
    series, found, verdict = assessed.known.series, assessed.forecast, assessed.verdict
    look = telling_look(found, assessed.settled.watched.history)
    columns: dict[str, NDArray[Any] | list[Any]] = {
        "week_start": np.full(len(series.topic_id), np.datetime64(week.start)),
        "topic_id": series.topic_id,
        "slice_dim": series.slice_dim,
        "slice_value": series.slice_value,
        "observed": series.observed.astype(np.int64),
        "expected": found.expected,
        "lower": found.lower,
        "upper": found.upper,
        "excess": series.observed - found.expected,
        "dispersion": found.dispersion,
        "p_value": verdict.p_value,
        "customers": assessed.week.customers.astype(np.int64),
        "expected_customers": assessed.of_customers.expected,
        "p_customers": verdict.claim.p_customers,
        "q_value": verdict.q_value,
        "topic_p_value": verdict.claim.topic_p_value,
        "look_weeks": look.weeks,
        "look_observed": look.observed,
        "look_expected": look.expected,
        "method": found.method,
        "status": assessed.week.status,
        "is_alarm": verdict.is_alarm,
        "why_no_alarm": pa.array(verdict.why_no_alarm, pa.string()),
        "note": pa.array(
            notes_of(assessed.settled, verdict, series.observed < found.expected), pa.string()
        ),
        "record_before": verdict.record_before,
    }
    return pa.table({name: _arrow(column) for name, column in columns.items()})


def table_of_renamed(assessed: Assessed, week: Week) -> pa.Table:
    """Return the rows of `detection.renamed_topics`: whole topics, not their slices."""
    series = assessed.known.series
    first_week = week.plus(1 - assessed.known.history.counts.shape[1])
    rows = [
        {
            "week_start": week.start,
            "topic_id": int(series.topic_id[one.old]),
            "renamed_into": int(series.topic_id[one.new]),
            "since": first_week.plus(one.since).start,
        }
        for one in assessed.settled.renames
        if series.slice_dim[one.new] == "all"
    ]
    return pa.Table.from_pylist(rows, RENAMED_COLUMNS)


def _arrow(column: NDArray[Any] | list[Any] | pa.Array) -> pa.Array:
    """Return an Arrow array in which NaN is empty."""
    return column if isinstance(column, pa.Array) else pa.array(column, from_pandas=True)
