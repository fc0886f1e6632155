"""Answers and weeks as the fold takes them: read from the tables, folded, and told back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.weeks import Week
from trend_lib.episodes.standing import Rules, Said, Standing, Verdict, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    import duckdb

    from trend_lib.base.home import Home

NEWEST = "SELECT max(week_start) FROM episodes.test_weeks"
ANSWERS = """
WITH known AS (
    SELECT episode_id, min(opened_week) AS opened_week FROM episodes.episode_weeks GROUP BY episode_id
),
told AS (  -- a topic born within a week was warned of under another name
    SELECT warning_id, max(episode_id) AS episode_id FROM episodes.told_early
    WHERE episode_id IS NOT NULL GROUP BY warning_id
),
warned AS (SELECT warning_id, max(week_start) AS week_start FROM episodes.early_warnings GROUP BY warning_id)
SELECT
    answers.answer_id, coalesce(told.episode_id, answers.about) AS episode_id, answers.said_at, answers.who,
    answers.way, answers.action, answers.value, answers.since, answers.until, answers.note,
    known.episode_id IS NULL AND warned.warning_id IS NOT NULL AS is_of_warning,
    CAST(
        CASE
            WHEN known.episode_id IS NULL AND warned.warning_id IS NOT NULL THEN warned.week_start
            ELSE least($newest, greatest(answers.week_start - 7, known.opened_week))
        END AS DATE
    ) AS week_start
FROM contacts.answers
LEFT JOIN told ON answers.about = told.warning_id
LEFT JOIN known ON coalesce(told.episode_id, answers.about) = known.episode_id
LEFT JOIN warned ON answers.about = warned.warning_id
WHERE NOT contains(answers.about, ':')  -- of another worklist
ORDER BY answers.said_at, answers.answer_id
"""
ROWS = """
SELECT episode_id, topic_id, week_start, grade, suggested_owner,
    coalesce(is_incomplete, false) OR coalesce(is_unjudged, false) AS says_nothing
FROM episodes.episode_weeks WHERE week_start <= $week_start AND list_contains($episodes, episode_id)
ORDER BY episode_id, week_start
"""
TEXT = pa.string()
ANSWERED = pa.schema(
    [
        ("week_start", pa.date32()), ("answer_id", TEXT), ("episode_id", TEXT), ("said_at", pa.timestamp("us")),
        ("who", TEXT), ("way", TEXT), ("action", TEXT), ("value", TEXT), ("since", TEXT), ("until", TEXT), ("note", TEXT),
        ("is_applied", pa.bool_()), ("why_not", TEXT),
    ]
)  # fmt: skip
BEFORE_ALL = Week.parse("1990-W01")  # there are no records from before
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folded:
    """An episode, or a warning, as it stands, and why answers about it changed nothing."""

    standing: Standing
    why_not: dict[str, str]

    def columns(self, suggested_owner: str | None) -> Row:
        """Return what is written back of it; who took it goes before whom the playbook suggests."""
        standing = self.standing
        return {
            "state": standing.state,
            "owner": standing.owner or suggested_owner,
            "is_snoozed": standing.is_snoozed,
            "snoozed_until": standing.snoozed_until,
        }


def newest_judged(con: duckdb.DuckDBPyConnection) -> Week:
    """Return the newest week that was judged whole."""
    ((start,),) = con.execute(NEWEST).fetchall()
    return Week(start) if start else BEFORE_ALL


def read_answers(con: duckdb.DuckDBPyConnection, newest: Week) -> list[Row]:
    """Return every answer about an episode, with the week whose row counts it."""
    rows: list[Row] = con.sql(ANSWERS, params={"newest": newest.start}).to_arrow_table().to_pylist()
    return rows


def read_weeks(
    con: duckdb.DuckDBPyConnection, week: Week, episodes: Iterable[str]
) -> defaultdict[str, list[Row]]:
    """Return the rows of episodes up to a week, oldest first; none for a name that has none."""
    given = {"week_start": week.start, "episodes": sorted(episodes)}
    weeks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in con.sql(ROWS, params=given).to_arrow_table().to_pylist():
        weeks[row["episode_id"]].append(row)
    return weeks


def by_episode(answers: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Return answers by what they are about."""
    said: defaultdict[str, list[Row]] = defaultdict(list)
    for row in answers:
        said[row["episode_id"]].append(row)
    return said


def fold_rows(weeks: Iterable[Row], said: Iterable[Row], home: Home) -> Folded:
    """Fold one episode's weeks and answers."""
    settings, zone = home.config.episodes, home.config.home.zone
    rules = Rules(settings.close_after_quiet_weeks, settings.snooze_weeks_max)
    return Folded(
        *fold([_verdict(row, zone) for row in weeks], [_said(row) for row in said], rules)
    )


def told_row(row: Row, why_not: str | None) -> Row:
    """Return an answer with whether it changed anything."""
    return {**row, "is_applied": why_not is None, "why_not": why_not}


def moment_over(week: Week, zone: ZoneInfo) -> datetime:
    """Return the moment a week is over, in UTC as the warehouse keeps it."""
    return week.bounds(zone)[1].replace(tzinfo=None)


def _verdict(row: Row, zone: ZoneInfo) -> Verdict:
    """Return what a week said, at the moment it was over."""
    at = moment_over(Week(row["week_start"]), zone)
    if row["grade"]:
        return Verdict(at, "alarm", row["grade"])
    return Verdict(at, "silent" if row["says_nothing"] else "quiet")


def _said(row: Row) -> Said:
    """Return an answer for the fold."""
    return Said(
        at=row["said_at"],
        answer_id=row["answer_id"],
        action=row["action"],
        who=row["who"],
        value=row["value"],
        since=_day(row["since"]),
        until=_day(row["until"]),
        note=row["note"],
    )


def _day(written: str | None) -> date | None:
    """Read a day; another system may have written anything."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
