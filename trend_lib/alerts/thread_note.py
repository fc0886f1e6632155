"""What stands in the thread under an episode's message: its weeks, and what people answered. Read and said, not sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.episode_words import count_of, grade_text, range_of, week_and_days
from trend_lib.alerts.slack_text import escaped
from trend_lib.base import figures
from trend_lib.base.answer_words import told
from trend_lib.base.grades import GRADES
from trend_lib.base.own_names import in_our_words
from trend_lib.base.speech import say
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.slack_message import SlackMessage

    Notes = dict[str, list["ThreadNote"]]

TEXT_LIMIT = 2000
EVENT_TYPE = "complaint_spike_note"
ANSWERS = """
SELECT episode_id, answer_id, action, who, value, until, note, since FROM episodes.answers
WHERE list_contains($ids, episode_id)
  AND (is_applied OR why_not = 'there is no such episode')  -- of an early warning: it counts on Monday
ORDER BY said_at, answer_id
"""
WEEKS = """
WITH ranked AS (
    SELECT
        episode_id, week_start, observed, is_incomplete, is_unjudged,
        list_position($grades, grade) AS grade_rank
    FROM episodes.episode_weeks
    WHERE list_contains($ids, episode_id) AND week_start <= $week_start
)
SELECT
    episode_id,
    max_by(observed, week_start) FILTER (WHERE week_start < $week_start) AS observed_before,
    coalesce(max(grade_rank) FILTER (WHERE week_start = $week_start), 0)
        > coalesce(max(grade_rank) FILTER (WHERE week_start < $week_start), 0) AS is_worse,
    bool_or(is_incomplete) FILTER (WHERE week_start = $week_start) AS is_incomplete,
    bool_or(is_unjudged) FILTER (WHERE week_start = $week_start) AS is_unjudged
FROM ranked GROUP BY episode_id ORDER BY episode_id
"""


@dataclass(frozen=True, slots=True)
class ThreadNote:
    """One reply under a message."""

    note_id: str  # lasting: the answer's id, or the week
    episode_id: str
    text: str  # escaped
    is_of_week: bool = False  # news only where the message tells of an earlier week
    is_loud: bool = False  # shown in the channel, too
    is_exceptional: bool = False  # may break quiet hours

    @property
    def about(self) -> str:
        """What the ledger notes."""
        return f"thread {self.episode_id}: {self.note_id}"

    def payload(self, message_key: str) -> dict[str, Any]:
        """Return the arguments of `chat.postMessage`, but for where it goes."""
        told_of = {"episode": self.episode_id, "message_key": message_key}
        return {
            "text": self.text,
            "reply_broadcast": self.is_loud,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": told_of},
            "unfurl_links": False,
            "unfurl_media": False,
        }


def read_thread_notes(
    con: duckdb.DuckDBPyConnection, week: Week, alerts: Sequence[EpisodeAlert]
) -> Notes:
    """Return the replies under each alert's message by its name, the oldest first."""
    by_id = {alert.episode_id: alert for alert in alerts}
    given = {"ids": list(by_id), "week_start": week.start}
    notes: Notes = {alert.name: [] for alert in alerts}
    for episode_id, answer_id, *said in con.execute(ANSWERS, {"ids": given["ids"]}).fetchall():
        notes[by_id[episode_id].name].append(_of_answer(episode_id, answer_id, *said))
    for episode_id, *facts in con.execute(WEEKS, {**given, "grades": list(GRADES)}).fetchall():
        alert = by_id[episode_id]
        notes[alert.name].extend(_of_week(alert, week, *facts))
    return notes


def with_notes(
    messages: Sequence[SlackMessage], alerts: Sequence[EpisodeAlert], notes: Notes
) -> list[SlackMessage]:
    """Return the messages with what stands in their threads; of a list's members only what is no routine."""
    by_name = {alert.name: alert for alert in alerts}
    listed = {
        message.name: [
            replace(
                note,
                text=f"*{escaped(in_our_words(by_name[member].topic_name), 200)}*: {note.text}",
            )
            for member in message.members
            for note in notes.get(member, ())
            if note.is_loud or not note.is_of_week
        ]
        for message in messages
    }
    return [
        replace(message, notes=(*notes.get(message.name, ()), *listed[message.name]))
        for message in messages
    ]


def _of_answer(episode_id: str, answer_id: str, action: str, who: str, *said: Any) -> ThreadNote:
    """Return what somebody answered."""
    words = told(action, who.partition("@")[0], *said)
    return ThreadNote(answer_id, episode_id, escaped(words, TEXT_LIMIT))


def _of_week(
    alert: EpisodeAlert, week: Week, before: int | None, *judged: bool
) -> Iterator[ThreadNote]:
    """Yield how the week went, unless it is the first, or people want to hear nothing."""
    is_worse, *silent = judged
    if before is None or alert.week_start != week.start or alert.is_snoozed or alert.is_early:
        return
    is_loud = is_worse and not alert.is_over
    yield ThreadNote(
        str(week),
        alert.episode_id,
        escaped(
            _silent_text(alert, *silent) or _week_text(alert, before, is_loud=is_loud), TEXT_LIMIT
        ),
        is_of_week=True,
        is_loud=is_loud,
        is_exceptional=alert.grade == "exceptional",
    )


def _silent_text(alert: EpisodeAlert, *silent: bool) -> str:
    """Say why a week says nothing; empty where it does say something."""
    is_incomplete, is_unjudged = silent
    week = week_and_days(Week(alert.week_start))
    if is_incomplete:
        return say("{week}: not received whole, so it says nothing.", week=week)
    if is_unjudged:
        return say(
            "{week}: {contacts}. The topic goes on under a new name, which is too new to be judged.",
            week=week, contacts=count_of(alert),
        )  # fmt: skip
    return ""


def _week_text(alert: EpisodeAlert, before: int, *, is_loud: bool) -> str:
    """Say how a week went, beside the week before."""
    facts: dict[str, str | int] = {
        "week": week_and_days(Week(alert.week_start)),
        "contacts": count_of(alert),
        "before": figures.count(before),
        "range": range_of(alert),
        "grade": grade_text(alert)[0],
    }
    if is_loud:
        return say("▲ It got worse. {week}: {contacts} after {before}, {range}. {grade}.", **facts)
    return say("{week}: {contacts} after {before}, {range}. {grade}.", **facts)
