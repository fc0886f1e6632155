"""Call-backs as tables: whom to call and why not the others, how many of each, and what all would have said."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.base.weeks import Week
from trend_lib.quality.callbacks.choosing import CHOSEN, OPTED_OUT, Occasion, choose
from trend_lib.quality.callbacks.tried import TOO_LATE, WAITS, Attempt, Tried, fold_attempts
from trend_lib.quality.callbacks.weighing import weighted_share
from trend_lib.quality.unresolved.working_time import WorkingTime

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.callback_settings import CallbackList
    from trend_lib.base.home import Home

WORKLIST = "7_quality/78_callback_worklist"
COUNTS = "7_quality/78_callback_counts"
RESULTS = "7_quality/78_callback_results"
WEEKS_TOLD = 4  # a week has too few answers
LONGEST_OPEN = (
    13  # weeks between a contact and its closing; what is closed later is no fresh memory
)
DAY = timedelta(days=1)
ELIGIBLE, NO_CALLS = "eligible", "no_calls"
OCCASIONS = """
SELECT contacts.contact_id, contacts.customer_id, {moment} AS happened_at, coalesce(contacts.product, '(none)') AS product,
    contacts.channel
FROM contacts.contacts
LEFT JOIN topics.contact_topics
    ON contacts.contact_id = contact_topics.contact_id AND contacts.week_start = contact_topics.week_start
WHERE contacts.direction = 'in' AND {moment} >= $begin AND {moment} < $end
    AND contacts.week_start BETWEEN $first_week AND $week_start
    AND (len($channels) = 0 OR list_contains(CAST($channels AS VARCHAR[]), contacts.channel))
    AND (len($topics) = 0 OR list_contains(CAST($topics AS BIGINT[]), contact_topics.topic_id))
ORDER BY happened_at, contacts.contact_id
"""
MOMENTS = {"closed": "contacts.closed_at", "contact": "contacts.opened_at"}
CALLED = """
SELECT customer_id, called_at FROM contacts.callbacks WHERE customer_id IS NOT NULL AND week_start >= $called_since
UNION ALL
SELECT contacts.customer_id, callback_worklist.event_at FROM quality.callback_worklist
INNER JOIN contacts.contacts ON callback_worklist.contact_id = contacts.contact_id
WHERE callback_worklist.is_chosen AND callback_worklist.week_start < $week_start
    AND callback_worklist.week_start >= $called_since
"""
PEACE = """
SELECT customer_id, min(called_at) FROM (
    SELECT customer_id, called_at FROM contacts.callbacks WHERE outcome = 'opted_out' AND customer_id IS NOT NULL
    UNION ALL
    SELECT contacts.customer_id, answers.said_at FROM contacts.answers
    INNER JOIN contacts.contacts
        ON regexp_replace(answers.about, '^(unresolved|callback:[a-z_]+):', '') = contacts.contact_id
    WHERE answers.action = 'tried' AND answers.value = 'opted_out' AND contacts.customer_id IS NOT NULL
)
GROUP BY customer_id
"""
TRIED = """
SELECT concat(worklist, ':', contact_id), called_at, outcome, is_solved, is_content FROM contacts.callbacks
WHERE contact_id IS NOT NULL AND week_start >= $first_week
"""
ANSWERED = """
SELECT substr(about, length('callback:') + 1), said_at, action, coalesce(value, '') FROM contacts.answers
WHERE starts_with(about, 'callback:') AND week_start >= $first_week
"""
TOLD = """
SELECT worklist, product, channel, attempts, is_solved, is_content FROM quality.callback_worklist
WHERE week_start BETWEEN $first_told AND $week_start ORDER BY event_id
"""
HOLIDAYS = "SELECT DISTINCT day FROM registers.holidays WHERE day BETWEEN $first_day AND $last_day"
SAID = {"solved": True, "not_solved": False}
CONTENT = {"content": True, "not_content": False}
STORED = (
    "event_id", "worklist", "contact_id", "event_at", "product", "channel", "state", "is_chosen", "attempts",
    "last_tried_at", "last_outcome", "next_try", "is_solved", "is_content",
)  # fmt: skip


def measure_callbacks(
    con: duckdb.DuckDBPyConnection, home: Home, week: Week, until: datetime | None = None
) -> int:
    """Replace the lists of the week and of those whose calls are still made; return how many wait."""
    end = _utc(until or week.bounds(home.config.home.zone)[1])
    weeks_open = (
        home.config.callbacks.within_days // 7 + 2
    )  # until the last of a week's events is too late
    for back in reversed(range(weeks_open)):
        one = week.plus(-back)
        rows = list_callbacks(con, home, one, end)
        replace_rows(con, WORKLIST, one, rows.assign(week_start=one.start))
        replace_rows(con, COUNTS, one, _counts(rows).assign(week_start=one.start))
    replace_rows(con, RESULTS, week, _results(con, home, week).assign(week_start=week.start))
    return int((rows["state"] == WAITS).sum())


def list_callbacks(
    con: duckdb.DuckDBPyConnection, home: Home, week: Week, until: datetime
) -> pd.DataFrame:
    """Return every event of a week that a list could hold, as it stands at a moment."""
    settings, zone = home.config.callbacks, home.config.home.zone
    begin, end = (_utc(moment) for moment in week.bounds(zone))
    params: dict[str, Any] = {
        "week_start": week.start,
        "first_week": week.plus(-LONGEST_OPEN).start,
        "called_since": week.start - timedelta(days=settings.quarantine_days + 7),
        "begin": begin,
        "end": end,
        "first_day": week.start,
        "last_day": week.last_day + timedelta(days=366),
    }
    occasions = [
        one for name, spec in settings.lists.items() for one in _occasions(con, name, spec, params)
    ]
    called: dict[str, list[datetime]] = defaultdict(list)
    for customer, at in run(con, CALLED, params).fetchall():
        called[customer].append(at)
    tried = _read_attempts(con, params)
    peace = dict(run(con, PEACE, params).fetchall())
    why = choose(occasions, settings, called, peace)
    holidays = [day for (day,) in run(con, HOLIDAYS, params).fetchall()]
    working = WorkingTime.between(
        params["first_day"], params["last_day"], holidays, home.config.unresolved, zone
    )
    rows = []
    for one in occasions:
        now = fold_attempts(tried[one.event_id], one.at, until, settings)
        due = one.at + timedelta(days=settings.lists[one.worklist].days_after - 1)
        rows.append(_row(one, why[one.event_id], now, max(due, until - DAY), working))
    return pd.DataFrame(rows, columns=list(STORED))


def _occasions(
    con: duckdb.DuckDBPyConnection, name: str, spec: CallbackList, params: dict[str, Any]
) -> list[Occasion]:
    """Read what a list calls after."""
    query = OCCASIONS.format(moment=MOMENTS[spec.after])
    given = params | {"channels": list(spec.channels), "topics": list(spec.topics)}
    return [Occasion(name, *row) for row in run(con, query, given).fetchall()]


def _read_attempts(
    con: duckdb.DuckDBPyConnection, params: dict[str, Any]
) -> Mapping[str, list[Attempt]]:
    """Read all calls by event, and what people answered about them."""
    tried: dict[str, list[Attempt]] = defaultdict(list)
    for event, at, outcome, is_solved, is_content in run(con, TRIED, params).fetchall():
        tried[event].append(Attempt(at, outcome, is_solved, is_content))
    for event, at, action, value in run(con, ANSWERED, params).fetchall():
        if action == "take_off":
            tried[event].append(Attempt(at, "", reason=value))
        else:
            outcome = value if action == "tried" else "reached"
            tried[event].append(Attempt(at, outcome, SAID.get(action), CONTENT.get(value)))
    return tried


def _row(
    one: Occasion, why: str, now: Tried, first: datetime, working: WorkingTime
) -> tuple[Any, ...]:
    """Return an event as a row, in the order of STORED; who was called was chosen, by whomever."""
    is_chosen = why == CHOSEN or now.attempts > 0 or now.state not in (WAITS, TOO_LATE)
    state = now.state if is_chosen else NO_CALLS if why == OPTED_OUT else why
    next_try: date | None = None
    if state == WAITS:
        next_try = working.next_day(max(now.last_tried_at or first, first))
    return (
        one.event_id, one.worklist, one.contact_id, one.at, one.product, one.channel, state, is_chosen, now.attempts,
        now.last_tried_at, now.last_outcome, next_try, now.is_solved, now.is_content,
    )  # fmt: skip


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Count events by list and state, beside all that the list could hold."""
    counted: Counter[tuple[str, str]] = Counter()
    for worklist, state in zip(rows["worklist"], rows["state"], strict=True):
        counted[worklist, state] += 1
        counted[worklist, ELIGIBLE] += 1
    found = [(*key, events) for key, events in sorted(counted.items())]
    return pd.DataFrame(found, columns=["worklist", "state", "events"])


def _results(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> pd.DataFrame:
    """Return what those reached said after the events of four weeks, and what all would have."""
    given = {"week_start": week.start, "first_told": week.plus(1 - WEEKS_TOLD).start}
    events = run(con, TOLD, given).df()
    rows = []
    for name, spec in home.config.callbacks.lists.items():
        own = events[events["worklist"] == name]
        for question in ("solved", "content") if spec.asks_solved else ("content",):
            if len(own):
                counted = {"eligible": len(own), "called": int((own["attempts"] > 0).sum())}
                shares = weighted_share(own, f"is_{question}")
                rows.append({"worklist": name, "question": question, **counted, **shares})
    columns = (
        "worklist", "question", "eligible", "called", "said", "share", "lower", "upper", "weighted_share",
        "weighted_lower", "weighted_upper", "effective",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))


def _utc(moment: datetime) -> datetime:
    """Return a moment as the tables write it."""
    return moment.astimezone(UTC).replace(tzinfo=None)
