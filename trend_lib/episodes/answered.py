"""The episodes' rows as verdicts and people's answers leave them: read, folded, written back.

An answer counts in the row that people saw when they gave it: that of the week before the one in which it was said,
or of the newest week there is, or of the episode's first, when its early warning was answered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import insert_rows, transaction
from trend_lib.base.weeks import Week
from trend_lib.episodes.countermeasures import replace_countermeasures, rows_of
from trend_lib.episodes.standing import OVER, Rules, Said, Standing, Verdict, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from zoneinfo import ZoneInfo

    import duckdb

    from trend_lib.base.home import Home

UNKNOWN = "there is no such episode"
SUPERSEDED = "its topic has a newer episode"
FORGET = "DELETE FROM episodes.answers WHERE week_start <= $week_start OR list_contains($answers, answer_id)"
NEWEST = "SELECT max(week_start) FROM episodes.test_weeks"
ANSWERS = """
WITH known AS (
    SELECT episode_id, min(opened_week) AS opened_week FROM episodes.episode_weeks GROUP BY episode_id
),
told AS (  -- a topic born within a week was warned of under another name
    SELECT warning_id, max(episode_id) AS episode_id FROM episodes.told_early
    WHERE episode_id IS NOT NULL GROUP BY warning_id
)
SELECT
    answers.answer_id, coalesce(told.episode_id, answers.about) AS episode_id, answers.said_at, answers.who,
    answers.way, answers.action, answers.value, answers.until, answers.note,
    CAST(least($newest, greatest(answers.week_start - 7, known.opened_week)) AS DATE) AS week_start
FROM contacts.answers
LEFT JOIN told ON answers.about = told.warning_id
LEFT JOIN known ON coalesce(told.episode_id, answers.about) = known.episode_id
WHERE NOT contains(answers.about, ':')  -- of another worklist
ORDER BY answers.said_at, answers.answer_id
"""
ROWS = """
SELECT episode_id, topic_id, week_start, grade, coalesce(is_incomplete, false) AS is_incomplete, suggested_owner
FROM episodes.episode_weeks WHERE week_start <= $week_start AND list_contains($episodes, episode_id)
ORDER BY episode_id, week_start
"""
OF_WEEK = "SELECT episode_id FROM episodes.episode_weeks WHERE week_start = ?"
ALARMING = "SELECT DISTINCT topic_id FROM detection.assessments WHERE week_start = ? AND is_alarm"
BEFORE = """
SELECT episode_id, topic_id, week_start, state FROM episodes.episode_weeks WHERE week_start < ?
QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
"""
STAND = """
UPDATE episodes.episode_weeks SET state = standing_rows.state, owner = standing_rows.owner,
    is_snoozed = standing_rows.is_snoozed, snoozed_until = standing_rows.snoozed_until
FROM standing_rows
WHERE episode_weeks.week_start = standing_rows.week_start AND episode_weeks.episode_id = standing_rows.episode_id
"""
STANDING = pa.schema(
    [
        ("week_start", pa.date32()), ("episode_id", pa.string()), ("state", pa.string()), ("owner", pa.string()),
        ("is_snoozed", pa.bool_()), ("snoozed_until", pa.date32()),
    ]
)  # fmt: skip
TEXT = pa.string()
ANSWERED = pa.schema(
    [
        ("week_start", pa.date32()), ("answer_id", TEXT), ("episode_id", TEXT), ("said_at", pa.timestamp("us")),
        ("who", TEXT), ("way", TEXT), ("action", TEXT), ("value", TEXT), ("until", TEXT), ("note", TEXT),
        ("is_applied", pa.bool_()), ("why_not", TEXT),
    ]
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folded:
    """An episode as it stands, and why answers about it changed nothing."""

    standing: Standing
    topic_id: int
    suggested_owner: str | None
    why_not: dict[str, str]


def newest_week(con: duckdb.DuckDBPyConnection, week: Week) -> Week:
    """Return the newest week with episodes, this one counted as there."""
    ((start,),) = con.execute(NEWEST).fetchall()
    return max(week, Week(start)) if start else week


def read_answers(con: duckdb.DuckDBPyConnection, newest: Week) -> list[Row]:
    """Return every answer about an episode, with the week whose row counts it."""
    rows: list[Row] = con.sql(ANSWERS, params={"newest": newest.start}).to_arrow_table().to_pylist()
    return rows


def reopened(
    con: duckdb.DuckDBPyConnection, home: Home, answers: Iterable[Row], week: Week
) -> list[str]:
    """Return the episodes that were over before a week and that people reopened since.

    A topic has one at a time: not where a newer one lives, or where the week's alarm opened one before the answer.
    """
    asked = {
        row["episode_id"]: row
        for row in answers
        if row["action"] == "reopen" and row["week_start"] in {week.plus(-1).start, week.start}
    }
    before = con.execute(BEFORE, [week.start]).fetchall()
    taken = {topic for _, topic, _, state in before if state not in OVER}
    alarming = {topic for (topic,) in con.execute(ALARMING, [week.start]).fetchall()}
    over = _over(week, home.config.home.zone)
    back: dict[int, str] = {}
    for episode, topic, last_week, state in before:
        row = asked.get(episode)
        if row is None or state not in OVER or topic in taken or row["week_start"] <= last_week:
            continue
        if row["said_at"] < over or topic not in alarming:
            back[topic] = max(episode, back.get(topic, ""))
    return list(back.values())


def refold(con: duckdb.DuckDBPyConnection, home: Home, answers: Iterable[Row], week: Week) -> None:
    """Write how every episode of a week and its countermeasures stand by the verdicts and answers up to it."""
    counted = [row for row in answers if row["week_start"] <= week.start]
    there = {episode for (episode,) in con.execute(OF_WEEK, [week.start]).fetchall()}
    folded = _fold_all(con, home, counted, week, there)
    rows = [_row(week, episode, folded[episode]) for episode in sorted(there)]
    told = [_told(row, folded.get(row["episode_id"]), there) for row in counted]
    given = {"week_start": week.start, "answers": [row["answer_id"] for row in counted]}
    zone = home.config.home.zone
    measures = [
        row
        for episode, one in folded.items()
        for row in rows_of(week, episode, one.topic_id, one.standing, zone)
    ]
    with transaction(con):
        con.register("standing_rows", pa.Table.from_pylist(rows, STANDING))
        con.execute(STAND)
        con.unregister("standing_rows")
        con.execute(FORGET, given)
        insert_rows(con, "episodes.answers", pa.Table.from_pylist(told, ANSWERED))
        replace_countermeasures(con, week, measures)


def _fold_all(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    answers: list[Row],
    week: Week,
    there: Collection[str],
) -> dict[str, Folded]:
    """Fold the episodes of a week, and those that answers are about."""
    said: dict[str, list[Row]] = defaultdict(list)
    for row in answers:
        said[row["episode_id"]].append(row)
    given = {"week_start": week.start, "episodes": sorted({*there, *said})}
    weeks: dict[str, list[Row]] = defaultdict(list)
    for row in con.sql(ROWS, params=given).to_arrow_table().to_pylist():
        weeks[row["episode_id"]].append(row)
    settings = home.config.episodes
    rules = Rules(settings.close_after_quiet_weeks, settings.snooze_weeks_max)
    zone = home.config.home.zone
    return {episode: _fold_one(rows, said[episode], rules, zone) for episode, rows in weeks.items()}


def _fold_one(weeks: list[Row], said: list[Row], rules: Rules, zone: ZoneInfo) -> Folded:
    """Fold one episode."""
    verdicts = [_verdict(row, zone) for row in weeks]
    standing, why_not = fold(verdicts, [_said(row) for row in said], rules)
    return Folded(standing, weeks[-1]["topic_id"], weeks[-1]["suggested_owner"], why_not)


def _over(week: Week, zone: ZoneInfo) -> datetime:
    """Return the moment a week is over, in UTC as the warehouse keeps it."""
    return week.bounds(zone)[1].replace(tzinfo=None)


def _verdict(row: Row, zone: ZoneInfo) -> Verdict:
    """Return what a week said, at the moment it was over."""
    at = _over(Week(row["week_start"]), zone)
    if row["grade"]:
        return Verdict(at, "alarm", row["grade"])
    return Verdict(at, "incomplete" if row["is_incomplete"] else "quiet")


def _said(row: Row) -> Said:
    """Return an answer for the fold."""
    return Said(
        at=row["said_at"],
        answer_id=row["answer_id"],
        action=row["action"],
        who=row["who"],
        value=row["value"],
        until=_day(row["until"]),
        note=row["note"],
    )


def _day(written: str | None) -> date | None:
    """Read a day; another system may have written anything."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _row(week: Week, episode: str, folded: Folded) -> Row:
    """Return what is written back of an episode."""
    standing = folded.standing
    return {
        "week_start": week.start,
        "episode_id": episode,
        "state": standing.state,
        "owner": standing.owner or folded.suggested_owner,
        "is_snoozed": standing.is_snoozed,
        "snoozed_until": standing.snoozed_until,
    }


def _told(row: Row, folded: Folded | None, there: Collection[str]) -> Row:
    """Return an answer with whether it changed anything."""
    why_not = folded.why_not.get(row["answer_id"]) if folded else UNKNOWN
    is_back = folded is None or folded.standing.is_over or row["episode_id"] in there
    if row["action"] == "reopen" and not is_back:
        why_not = SUPERSEDED
    return {**row, "is_applied": why_not is None, "why_not": why_not}
