"""The episodes' rows as verdicts and people's answers leave them: read, folded, written back.

An answer counts in the row that people saw when they gave it: that of the week before the one in which it was said,
or of the newest week there is, or of the episode's first, when its early warning was answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from trend_lib.base.warehouse import insert_rows, transaction
from trend_lib.episodes.answer_rows import (
    ANSWERED,
    Folded,
    Row,
    fold_rows,
    moment_over,
    read_weeks,
    told_row,
)
from trend_lib.episodes.countermeasures import replace_countermeasures, rows_of
from trend_lib.episodes.grouped import ALONE, Heard, hear_answers
from trend_lib.episodes.standing import OVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

UNKNOWN = "there is no such episode"
UNFOUNDED = "its early warning did not last: the whole week did not alarm"
SUPERSEDED = "its topic has a newer episode"
FORGET = "DELETE FROM episodes.answers WHERE week_start <= $week_start OR list_contains($answers, answer_id)"
OF_WEEK = "SELECT episode_id FROM episodes.episode_weeks WHERE week_start = ?"
ALARMING = "SELECT DISTINCT topic_id FROM detection.assessments WHERE week_start = ? AND is_alarm"
BEFORE = """
SELECT episode_id, topic_id, week_start, state FROM episodes.episode_weeks WHERE week_start < ?
QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
"""
STAND = """
UPDATE episodes.episode_weeks SET state = standing_rows.state, owner = standing_rows.owner,
    is_snoozed = standing_rows.is_snoozed, snoozed_until = standing_rows.snoozed_until, led_by = standing_rows.led_by
FROM standing_rows
WHERE episode_weeks.week_start = standing_rows.week_start AND episode_weeks.episode_id = standing_rows.episode_id
"""
STANDING = pa.schema(
    [
        ("week_start", pa.date32()), ("episode_id", pa.string()), ("state", pa.string()), ("owner", pa.string()),
        ("is_snoozed", pa.bool_()), ("snoozed_until", pa.date32()), ("led_by", pa.string()),
    ]
)  # fmt: skip


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
    over = moment_over(week, home.config.home.zone)
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
    heard = hear_answers(con, home, counted, week)
    weeks = read_weeks(con, week, {*there, *heard.said})
    folded = {
        episode: fold_rows(rows, heard.said[episode], home) for episode, rows in weeks.items()
    }
    rows = [_row(week, weeks[name][-1], folded, heard) for name in sorted(there)]
    told = [_told(row, folded.get(row["episode_id"]), there, heard) for row in counted]
    given = {"week_start": week.start, "answers": [row["answer_id"] for row in counted]}
    zone = home.config.home.zone
    measures = [
        row
        for episode, one in folded.items()
        for row in rows_of(week, episode, weeks[episode][-1]["topic_id"], one.standing, zone)
    ]
    with transaction(con):
        con.register("standing_rows", pa.Table.from_pylist(rows, STANDING))
        con.execute(STAND)
        con.unregister("standing_rows")
        con.execute(FORGET, given)
        insert_rows(con, "episodes.answers", pa.Table.from_pylist(told, ANSWERED))
        replace_countermeasures(con, week, measures)


def _row(week: Week, newest: Row, folded: Mapping[str, Folded], heard: Heard) -> Row:
    """Return what is written back of an episode; what lives on beside a leader that is over is told by itself."""
    name = newest["episode_id"]
    own, leader = folded[name], heard.leader_of(week.start, name)
    is_left = leader and folded[leader].standing.is_over and not own.standing.is_over
    return {
        "week_start": week.start, "episode_id": name, **own.columns(newest["suggested_owner"]),
        "led_by": None if is_left else leader,
    }  # fmt: skip


def _told(row: Row, folded: Folded | None, there: Collection[str], heard: Heard) -> Row:
    """Return an answer with whether it changed anything."""
    if row["answer_id"] in heard.needless:
        return told_row(row, ALONE)
    if folded is None:
        return told_row(row, UNFOUNDED if row["is_of_warning"] else UNKNOWN)
    is_back = folded.standing.is_over or row["episode_id"] in there
    if row["action"] == "reopen" and not is_back:
        return told_row(row, SUPERSEDED)
    return told_row(row, folded.why_not.get(row["answer_id"]))
