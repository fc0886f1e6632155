"""The worklist of unresolved requests as tables: as it stands at a moment, and what came and went since another."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.base.weeks import Week
from trend_lib.quality.unresolved.following import Item, follow
from trend_lib.quality.unresolved.known import read_events, read_requests
from trend_lib.quality.unresolved.working_time import WorkingTime

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from trend_lib.base.home import Home

WORKLIST = "7_quality/73_unresolved_worklist"
FLOW = "7_quality/73_unresolved_flow"
BEGUN, ENTERED, STANDING = "begun", "entered", "standing"
HOLIDAYS = "SELECT DISTINCT day FROM registers.holidays WHERE day BETWEEN $first_day AND $last_day"
LAST_WEEK = "SELECT max(week_start) FROM contacts.contacts"
KEPT = "SELECT 1 FROM quality.unresolved_flow WHERE week_start = $week_start LIMIT 1"
MOST_DAYS = 366  # that a limit may last beyond the list's end
WINDOWS = """
SELECT customer_id, mode(part ORDER BY part) FROM (
    SELECT customer_id, is_reached, CASE WHEN hour < 12 THEN 'morning' WHEN hour < 17 THEN 'afternoon' ELSE 'evening' END AS part
    FROM (
        SELECT customer_id, hour(timezone($zone, timezone('UTC', opened_at))) AS hour, 0 AS is_reached
        FROM contacts.contacts WHERE customer_id IS NOT NULL AND week_start BETWEEN $first_week AND $last_week
        UNION ALL
        SELECT customer_id, hour(timezone($zone, timezone('UTC', called_at))), 1 FROM contacts.callbacks
        WHERE customer_id IS NOT NULL AND outcome = 'reached' AND week_start >= $first_week
    )
    QUALIFY is_reached = max(is_reached) OVER (PARTITION BY customer_id)
)
GROUP BY customer_id
"""
COLUMNS = (
    "contact_id", "channel", "kind", "priority", "opened_at", "due_at", "entered_at", "age_days", "state",
    "attempts", "last_tried_at", "last_outcome", "next_try", "preferred_window", "left_at", "left_by",
)  # fmt: skip


def measure_unresolved(
    con: duckdb.DuckDBPyConnection, home: Home, week: Week, until: datetime | None = None
) -> int:
    """Replace the week's worklist and its flow, at its end or as known at a later moment; return how many stand on it."""
    begin, end = (_utc(moment) for moment in week.bounds(home.config.home.zone))
    rows, flow = list_unresolved(con, home, week, begin, end if until is None else _utc(until))
    replace_rows(con, WORKLIST, week, rows.assign(week_start=week.start))
    replace_rows(con, FLOW, week, flow.assign(week_start=week.start))
    return int(rows["left_at"].isna().sum())


def close_week_before(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> None:
    """Let the list of the week before stand as at its end: until now it showed what was heard since."""
    before = week.plus(-1)
    if run(con, KEPT, {"week_start": before.start}).fetchall():
        measure_unresolved(con, home, before)


def list_unresolved(
    con: duckdb.DuckDBPyConnection, home: Home, last_week: Week, since: datetime, until: datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the list as it stands at a moment with those that left since another, and the flow between.

    Args:
        con: The warehouse.
        home: Whose settings.
        last_week: The newest week whose contacts count.
        since: UTC; what left before is not shown.
        until: UTC; what happens later is not known.
    """
    settings = home.config.unresolved
    first = last_week.plus(-settings.weeks_most)
    params: dict[str, Any] = {
        "first_week": first.start,
        "last_week": last_week.start,
        "resolved_question": home.config.quality.resolved_question,
        "zone": home.config.home.timezone,
        "first_day": first.start,
        "last_day": last_week.last_day + timedelta(days=MOST_DAYS),
    }
    holidays = [day for (day,) in run(con, HOLIDAYS, params).fetchall()]
    working = WorkingTime.between(
        params["first_day"], params["last_day"], holidays, settings, home.config.home.zone
    )
    requests = read_requests(con, params, settings, working)
    events = read_events(con, params)
    oldest = timedelta(weeks=settings.weeks_most) - timedelta(days=7)  # all that old are read
    items = follow(requests, events, until, settings.attempts_most, oldest)
    shown = [item for item in items if item.left_at is None or item.left_at >= since]
    windows = dict(run(con, WINDOWS, params).fetchall()) if shown else {}
    rows = [_row(item, until, working, windows) for item in shown]
    return pd.DataFrame(rows, columns=list(COLUMNS)), _flow(shown, since)


def list_now(con: duckdb.DuckDBPyConnection, home: Home, moment: datetime) -> pd.DataFrame:
    """Return the list as it stands at a moment, by the weeks that were built and what was answered since."""
    ((newest,),) = run(con, LAST_WEEK, {}).fetchall()
    if newest is None:
        return pd.DataFrame(columns=list(COLUMNS))
    rows, _ = list_unresolved(con, home, Week(newest), _utc(moment), _utc(moment))
    return rows


def _row(
    item: Item, until: datetime, working: WorkingTime, windows: dict[str, str]
) -> tuple[Any, ...]:
    """Return an item as a row, in the order of COLUMNS."""
    request = item.request
    age = ((item.left_at or until) - request.opened_at).days
    since = max(item.last_tried_at or item.entered_at, item.entered_at, until - timedelta(days=1))
    next_try = None if item.left_at else working.next_day(since)
    return (
        request.contact_id, request.channel, request.kind, request.priority, request.opened_at, request.due_at,
        item.entered_at, max(age, 0), item.state(until), item.attempts, item.last_tried_at, item.last_outcome,
        next_try, windows.get(request.customer_id or ""), item.left_at, item.left_by,
    )  # fmt: skip


def _flow(shown: Iterable[Item], since: datetime) -> pd.DataFrame:
    """Count what came and went, by kind."""
    counted: Counter[tuple[str, str]] = Counter()
    for item in shown:
        kind = item.request.kind
        counted[kind, ENTERED if item.entered_at >= since else BEGUN] += 1
        counted[kind, item.left_by or STANDING] += 1
    rows = [(*key, contacts) for key, contacts in sorted(counted.items())]
    return pd.DataFrame(rows, columns=["kind", "what", "contacts"])


def _utc(moment: datetime) -> datetime:
    """Return a moment as the tables write it."""
    return moment.astimezone(UTC).replace(tzinfo=None)
