"""What is known of requests and of what happened after them: read from the tables, once a list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.warehouse import run
from trend_lib.quality.unresolved.following import REACHED, Event, Request

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from trend_lib.base.unresolved_settings import UnresolvedConfig
    from trend_lib.quality.unresolved.working_time import WorkingTime

REQUESTS = """
SELECT
    contacts.contact_id, contacts.channel, coalesce(contact_topics.kind, '(none)') AS kind, contacts.priority,
    contacts.customer_id, contacts.opened_at, contacts.closed_at, contacts.is_resolved, returns.next_contact
FROM contacts.contacts
LEFT JOIN topics.contact_topics
    ON contacts.contact_id = contact_topics.contact_id AND contacts.week_start = contact_topics.week_start
LEFT JOIN quality.returns
    ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
WHERE contacts.direction = 'in' AND contacts.week_start BETWEEN $first_week AND $last_week
ORDER BY contacts.opened_at, contacts.contact_id
"""
SURVEYED = """
SELECT contact_id, coalesce(answered_at, asked_at), score > (scale_min + scale_max) / 2
FROM contacts.survey_answers
WHERE question = $resolved_question AND score IS NOT NULL AND score <> (scale_min + scale_max) / 2
    AND week_start >= $first_week
"""
CALLED = """
SELECT contact_id, called_at, outcome, is_solved FROM contacts.callbacks
WHERE contact_id IS NOT NULL AND week_start >= $first_week
"""
ANSWERED = """
SELECT substr(about, length('unresolved:') + 1), said_at, action, coalesce(value, '') FROM contacts.answers
WHERE starts_with(about, 'unresolved:') AND week_start >= $first_week
"""
SAID = {"solved": True, "not_solved": False}


def read_requests(
    con: duckdb.DuckDBPyConnection,
    params: dict[str, Any],
    settings: UnresolvedConfig,
    working: WorkingTime,
) -> list[Request]:
    """Return the requests of some weeks, with when their limits run out."""
    rows = run(con, REQUESTS, params).fetchall()
    if not rows:
        return []
    hours = np.array([settings.limit_of(kind, priority) for _, _, kind, priority, *_ in rows])
    starts = np.array([row[5] for row in rows], "datetime64[s]")
    due = working.after(starts, hours).astype(object)  # None where the span ends before
    return [Request(*(*row, end)) for row, end in zip(rows, due.tolist(), strict=True)]


def read_events(con: duckdb.DuckDBPyConnection, params: dict[str, Any]) -> dict[str, list[Event]]:
    """Return the subscribers' words, the attempts to reach them, and people's decisions, by contact."""
    events: dict[str, list[Event]] = defaultdict(list)
    for contact, at, is_solved in run(con, SURVEYED, params).fetchall():
        events[contact].append(Event(at, is_solved=is_solved))
    for contact, at, outcome, is_solved in run(con, CALLED, params).fetchall():
        events[contact].append(Event(at, outcome, is_solved))
    for contact, at, action, value in run(con, ANSWERED, params).fetchall():
        events[contact].append(_answered(at, action, value))
    return events


def _answered(at: datetime, action: str, value: str) -> Event:
    """Return what a person said who called a subscriber, or decided that nobody needs to."""
    if action in SAID:
        return Event(at, REACHED, SAID[action])
    return Event(at, outcome=value) if action == "tried" else Event(at, reason=value)
