"""What nobody took for too long is told once more: under its message, and to the owners, in one mail for all that is due."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.alerts.ledger import ESCALATION
from trend_lib.alerts.notice import Notice, owners_to_tell, tell_owner
from trend_lib.alerts.sending import slack_language
from trend_lib.alerts.slack_message import owner_text
from trend_lib.alerts.thread_note import ThreadNote
from trend_lib.base.own_names import in_our_words
from trend_lib.base.speech import mark, say, say_many, speaking, spoken

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


REMINDERS = {
    "owner": mark("▲ Owned by nobody so far. The owners got a mail."),
    "asked": mark("▲ Acknowledged by nobody so far; asked: {owner}. The owners got a mail."),
    "nobody": mark("▲ Acknowledged by nobody so far, and the playbook names no owner. The owners got a mail."),
}  # fmt: skip


OF_LIST = mark("▲ Some of these have nobody yet. The owners got a mail that names them.")


class Waiting(NamedTuple):
    """An episode, or an early warning, that waits for somebody."""

    episode_id: str
    known_as: str  # the name of its message
    topic_name: str
    owner_asked: str | None
    lacks: str  # acknowledgement | owner

    @property
    def how(self) -> str:
        """Which of the sentences says what it lacks."""
        return "owner" if self.lacks == "owner" else "asked" if self.owner_asked else "nobody"


def tell_waiting(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    channel: SlackChannel,
    mailing: Mailing,
    now: datetime,
) -> None:
    """Tell once more what was told so many hours ago and still waits: each owner, and each message's thread, once."""
    hours = home.config.episodes.escalate_hours
    latest = now - timedelta(hours=hours)
    waiting = [Waiting(*row) for row in con.execute(WAITING).fetchall()]
    due = [one for one in waiting if (at := channel.told_at(one.known_as)) and at <= latest]
    for one in due:
        with speaking(slack_language(home)):
            own, of_list = (
                ThreadNote("escalation", one.episode_id, text)
                for text in (_reminder(home, one), say(OF_LIST))
            )
        channel.remind(one.known_as, own, of_list)
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


def _reminder(home: Home, one: Waiting) -> str:
    """Say under a message what it lacks, calling who is asked where Slack knows them."""
    owner = one.owner_asked or ""
    return say(
        REMINDERS[one.how], owner=owner_text(home.config.alerts.slack_members.get(owner, owner))
    )


def _line(one: Waiting, topic_name: str) -> str:
    """Say of one what it lacks."""
    name = in_our_words(topic_name)
    return say(SENTENCES[one.how], name=name, id=one.episode_id, owner=one.owner_asked or "")
