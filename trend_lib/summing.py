"""Commands that only look: the week's summary, the register of topics, what was set aside."""

from __future__ import annotations

import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trend_lib.base.home import open_home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.flow import resolve_week

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

Rows = list[dict[str, Any]]
EPISODES = """
SELECT episode_id, topic_id, topic_name, kind, state, grade, owner, observed, expected, lower, upper, p_value, q_value
FROM episodes.episode_weeks WHERE week_start = ? ORDER BY p_value, episode_id
"""
COUNTERMEASURES = """
SELECT countermeasure_id, episode_id, what, who, CAST(from_day AS VARCHAR) AS from_day,
    CAST(due_day AS VARCHAR) AS due_day, expected_effect, CAST(finished_day AS VARCHAR) AS finished_day, is_open
FROM episodes.countermeasures WHERE week_start = ? ORDER BY countermeasures.from_day, countermeasure_id
"""
BULLETINS = """
SELECT language, revision, path, verdict, subject FROM report.bulletins
WHERE week_start = ? QUALIFY revision = max(revision) OVER (PARTITION BY language)
ORDER BY language
"""
NOTES = """
SELECT source, note, why_incomplete FROM weekly.source_weeks
WHERE week_start = ? AND (note IS NOT NULL OR NOT is_complete) ORDER BY source
"""
LEFT_OUT = """
SELECT source, reason, contacts FROM weekly.left_out WHERE week_start = ? ORDER BY source, contacts DESC, reason
"""
MESSAGES = """
SELECT channel, state, about, count(*) AS messages, any_value(remote_id) AS remote_id
FROM alerts.ledger WHERE week_start = ? GROUP BY channel, state, about ORDER BY channel, about
"""
MORNING = """
SELECT count(*) AS watched, count(*) FILTER (status = 'tested') AS tested,
    count(*) FILTER (is_alarm) AS exceptional FROM detection.day_assessments WHERE day = ?
"""
WARNINGS = """
SELECT warning_id, topic_id, topic_name, grade, owner, observed, expected, lower, upper, p_value, q_value,
    CAST(first_day AS VARCHAR) AS first_day
FROM episodes.early_warnings WHERE day = ? ORDER BY p_value, warning_id
"""
TOPICS = """
SELECT topics.topic_id, topics.name, topics.kind, CAST(topics.first_week AS VARCHAR) AS first_week,
    topics.state, topics.merged_into, topics.split_from, count(contact_topics.contact_id) AS contacts
FROM topics.topics
LEFT JOIN topics.contact_topics USING (topic_id)
GROUP BY ALL ORDER BY topics.topic_id
"""
QUARANTINE = """
SELECT source, reason, column_name, CAST(sum(rows) AS BIGINT) AS rows, count(DISTINCT path) AS files,
    arg_max(path, rows) AS path, arg_max(lines, rows) AS lines
FROM (
    SELECT quarantine.source, deliveries.path, quarantine.reason, quarantine.column_name, count(*) AS rows,
        array_to_string(list_slice(list_sort(list(DISTINCT quarantine.line)), 1, 5), ', ') AS lines
    FROM sources.quarantine
    JOIN sources.deliveries USING (source, delivery_id)
    GROUP BY ALL ORDER BY deliveries.path
)
GROUP BY source, reason, column_name {by_file} ORDER BY rows DESC, source, reason, path
"""
PLANTED = """
WITH truth AS (
    SELECT what, topic, slice_dim, slice_value, first_week, last_week
    FROM read_csv($truth, all_varchar = true)
    WHERE topic IS NOT NULL AND topic <> '' AND first_week <= $week AND last_week >= $week
      AND CAST(extra_contacts AS DOUBLE) > 0
),
labels AS (SELECT source, source_id, topic FROM read_csv($labels, all_varchar = true)),
homes AS (  -- the topic of ours that holds most of the planted topic's contacts this week
    SELECT labels.topic, contact_topics.topic_id, count(*) AS contacts
    FROM topics.contact_topics
    JOIN contacts.contacts USING (contact_id)
    JOIN labels ON labels.source = contacts.source AND labels.source_id = contacts.source_id
    WHERE contact_topics.week_start = $week_start
    GROUP BY labels.topic, contact_topics.topic_id
    QUALIFY row_number() OVER (PARTITION BY labels.topic ORDER BY count(*) DESC) = 1
)
SELECT truth.what, truth.topic, truth.slice_dim || ' ' || truth.slice_value AS "where",
    truth.first_week || ' to ' || truth.last_week AS weeks,
    coalesce(
        min(episode_weeks.episode_id) FILTER (episode_weeks.grade <> ''),
        min(episode_weeks.episode_id || ' (' || episode_weeks.state || ', no alarm this week)'),
        'no episode'
    ) AS found
FROM truth
LEFT JOIN homes USING (topic)
LEFT JOIN episodes.episode_weeks
    ON episode_weeks.topic_id = homes.topic_id AND episode_weeks.week_start = $week_start
GROUP BY ALL ORDER BY weeks DESC, truth.what
"""


def summarise(given: Path | None, written: str) -> dict[str, Any]:
    """Return what a week shows, where its bulletin lies and what was sent."""
    home = open_home(given)
    week = resolve_week(home, written)
    with looking(home) as con:
        bulletins = query(con, BULLETINS, [week.start])
        return {
            "week": str(week),
            "verdict": bulletins[0]["verdict"] if bulletins else "no bulletin yet",
            "bulletins": [{**row, "path": str(home.path / row["path"])} for row in bulletins],
            "episodes": query(con, EPISODES, [week.start]),
            "countermeasures": query(con, COUNTERMEASURES, [week.start]),
            "notes": _notes(query(con, NOTES, [week.start])),
            "left_out": query(con, LEFT_OUT, [week.start]),
            "planted": _planted(con, home, str(week), week.start),
            "messages": [_message(row) for row in query(con, MESSAGES, [week.start])],
        }


def summarise_morning(home: Home, day: date) -> dict[str, Any]:
    """Return how many topics a morning tested, and its early warnings."""
    with looking(home) as con:
        (counted,) = query(con, MORNING, [day])
        return {**counted, "warnings": query(con, WARNINGS, [day])}


def _notes(rows: Rows) -> list[str]:
    """Return what looks wrong with the data, a line each."""
    said = [(row["source"], text) for row in rows for text in (row["note"], row["why_incomplete"])]
    return [f"{source}: {text}" for source, text in said if text]


def _message(row: dict[str, Any]) -> dict[str, Any]:
    """Return one line of the ledger, in words."""
    readers = f" to {row['messages']} readers" if row["messages"] > 1 else ""
    about = textwrap.shorten(row["about"], 70, placeholder=" ...")
    return {**row, "what": f"{about}{readers}"}


def _planted(con: duckdb.DuckDBPyConnection, home: Home, week: str, week_start: object) -> Rows:
    """Return the sample provider's planted rises of the week beside our episodes."""
    truth, labels = home.path / "truth.csv", home.path / "truth_contacts.csv.gz"
    if not (truth.is_file() and labels.is_file()):
        return []
    params = {"truth": str(truth), "labels": str(labels), "week": week, "week_start": week_start}
    return query(con, PLANTED, params)


def list_topics(given: Path | None) -> dict[str, Any]:
    """Return the register of topics."""
    with looking(open_home(given)) as con:
        return {"topics": query(con, TOPICS)}


def list_quarantine(given: Path | None, *, by_file: bool = False) -> dict[str, Any]:
    """Return what was set aside by source and reason, with the file that has most of it; or by file."""
    with looking(open_home(given)) as con:
        return {"reasons": query(con, QUARANTINE.format(by_file=", path" if by_file else ""))}


@contextmanager
def looking(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse to look only; before the first run it is made, empty."""
    with open_warehouse(home, read_only=home.warehouse.exists()) as con:
        yield con


def query(con: duckdb.DuckDBPyConnection, sql: str, params: Any = None) -> Rows:
    """Return rows as dictionaries."""
    found = con.execute(sql, params or [])
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
