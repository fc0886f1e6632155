"""What nobody took for too long is told once more, to the owners: one mail for all that is due, each episode in one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.alerts.ledger import ESCALATION
from trend_lib.alerts.notice import Notice, owners_to_tell, tell_owner
from trend_lib.base.own_names import in_our_words
from trend_lib.base.speech import mark, say, say_many, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from trend_lib.alerts.mail_sending import Mailing
    from trend_lib.alerts.slack_sending import SlackChannel
    from trend_lib.base.home import Home

WAITING = """
SELECT escalations.episode_id, coalesce(told.warning_id, escalations.episode_id), topic_name, owner_asked, lacks
FROM episodes.escalations
LEFT JOIN (
    SELECT episode_id, min(warning_id) AS warning_id FROM episodes.told_early GROUP BY episode_id
) AS told ON escalations.episode_id = told.episode_id
ORDER BY escalations.episode_id
"""
NAMES = """
SELECT episode_weeks.episode_id, topic_names.topic_name
FROM episodes.episode_weeks JOIN episodes.topic_names USING (week_start, topic_id)
JOIN episodes.escalations USING (week_start, episode_id)
WHERE topic_names.language = $language
UNION ALL
SELECT episode_id, early_names.topic_name FROM episodes.early_names
JOIN episodes.escalations
    ON early_names.week_start = escalations.week_start AND early_names.warning_id = escalations.episode_id
WHERE early_names.language = $language
"""
SENTENCES = {
    "owner": mark("“{name}” ({id}): acknowledged, and owned by nobody"),
    "asked": mark("“{name}” ({id}): acknowledged by nobody; {owner} is asked"),
    "nobody": mark("“{name}” ({id}): acknowledged by nobody, and the playbook names no owner"),
}


class Waiting(NamedTuple):
    """An episode, or an early warning, that waits for somebody."""

    episode_id: str
    known_as: str  # the name of its message
    topic_name: str
    owner_asked: str | None
    lacks: str  # acknowledgement | owner


def tell_waiting(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    channel: SlackChannel,
    mailing: Mailing,
    now: datetime,
) -> None:
    """Mail each owner what was told so many hours ago and still waits, and was not told once more before."""
    hours = home.config.episodes.escalate_hours
    latest = now - timedelta(hours=hours)
    waiting = [Waiting(*row) for row in con.execute(WAITING).fetchall()]
    due = [one for one in waiting if (at := channel.told_at(one.known_as)) and at <= latest]
    for owner in owners_to_tell(con) if due else ():
        to = owner.address_hash[:8]
        told = channel.ledger.escalated(to)
        fresh = [one for one in due if one.episode_id not in told]
        if fresh:
            about = f"{ESCALATION} {to}: {' '.join(one.episode_id for one in fresh)}"
            tell_owner(home, owner, mailing, partial(_notice, con, fresh, hours), about)


def _notice(con: duckdb.DuckDBPyConnection, due: Sequence[Waiting], hours: int) -> Notice:
    """Write what waits, in the language spoken."""
    names = dict(con.execute(NAMES, {"language": spoken().code}).fetchall())
    subject = say_many(
        len(due), "{number} episode waits for somebody", "{number} episodes wait for somebody",
        number=len(due),
    )  # fmt: skip
    since = say_many(
        hours, "Told {hours} hour ago or earlier, and still waiting:",
        "Told {hours} hours ago or earlier, and still waiting:", hours=hours,
    )  # fmt: skip
    lines = [f"- {_line(one, names.get(one.episode_id, one.topic_name))}" for one in due]
    cure = say(
        "Answer with a button in Slack, at the desk, or by a command. Of these you are not reminded again:"
    )
    command = f"    trends answer take {due[0].episode_id}"
    return Notice(subject, "\n".join([since, "", *lines, "", cure, "", command, ""]))


def _line(one: Waiting, topic_name: str) -> str:
    """Say of one what it lacks."""
    how = "owner" if one.lacks == "owner" else "asked" if one.owner_asked else "nobody"
    name = in_our_words(topic_name)
    return say(SENTENCES[how], name=name, id=one.episode_id, owner=one.owner_asked or "")
