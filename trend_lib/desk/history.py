"""What happened to an episode: its weeks and what people answered, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from babel.dates import format_datetime

from trend_lib.base.answer_words import SAID, why_not_told
from trend_lib.base.figures import NARROW_SPACE, SPACE
from trend_lib.base.grades import GRADES
from trend_lib.base.speech import mark, say, say_many, spoken, translated
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.spikes import STATES
from trend_lib.report.words import ended, plain_text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from trend_lib.desk.snapshot import Rows

WAYS = {"slack": mark("in Slack"), "desk": mark("at the desk"), "command": mark("by command")}
ANSWERS = """
SELECT answer_id, said_at, who, way, action, value, until, note, is_applied, why_not
FROM episodes.answers WHERE list_contains($episodes, episode_id) ORDER BY said_at, answer_id
"""
WEEKS = """
SELECT week_start, state, grade, owner, observed, expected, is_incomplete, is_unjudged
FROM episodes.episode_weeks WHERE episode_id = $episode_id ORDER BY week_start
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened."""

    at: datetime  # with its offset, to sort by
    when: str
    told: str
    more: tuple[str, ...]
    is_answer: bool
    week: str = ""


def make_history(weeks: Rows, answers: Rows, zone: ZoneInfo) -> list[Entry]:
    """Return everything that happened, newest first."""
    entries = [_of_week(row, zone) for row in weeks] + [answer_entry(row, zone) for row in answers]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def answer_entry(row: dict[str, Any], zone: ZoneInfo) -> Entry:
    """Write what somebody answered."""
    at = row["said_at"].replace(tzinfo=UTC)
    told = translated(SAID.get(row["action"], row["action"])).format(
        who=plain_text(row["who"], 80), value=plain_text(row["value"] or "", 400)
    )
    return Entry(
        at=at,
        when=f"{moment(at, zone)}, {say(WAYS[row['way']])}",
        told=ended(told),
        more=tuple(text for text in (_until(row), plain_text(row["note"], 600), _why_not(row)) if text),
        is_answer=True,
    )  # fmt: skip


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment by the clocks of the home."""
    written = format_datetime(at, say("EEE d MMM y, HH:mm"), tzinfo=zone, locale=spoken().locale)
    return written.replace(NARROW_SPACE, SPACE)


def day_told(written: str) -> str:
    """Write a day that stands as 2026-08-19; another system may have written anything."""
    try:
        return figures.day(datetime.fromisoformat(written).date())
    except ValueError:
        return plain_text(written, 40)


def _of_week(row: dict[str, Any], zone: ZoneInfo) -> Entry:
    """Write how an episode stood after a week."""
    week = Week(row["week_start"])
    contacts = say_many(row["observed"], "1 contact", "{contacts} contacts",
                        contacts=figures.count(row["observed"]))  # fmt: skip
    if row["expected"] is not None:
        contacts = say("{contacts}, expected {expected}", contacts=contacts,
                       expected=figures.expected_count(row["expected"]))  # fmt: skip
    return Entry(
        at=week.bounds(zone)[1],
        when=f"{figures.week_name(week)}, {figures.period(week)}",
        told=f"{ended(contacts)} {_judged(row)}",
        more=(say("Status: {status}. Owner: {owner}.", status=say(STATES[row["state"]][0]),
                  owner=plain_text(row["owner"] or "", 80) or say("nobody yet")),),
        is_answer=False,
        week=str(week),
    )  # fmt: skip


def _judged(row: dict[str, Any]) -> str:
    """Say what a week said of the episode."""
    if row["grade"]:
        return say("{grade}.", grade=say(GRADES[row["grade"]][0]))
    if row["is_incomplete"]:
        return say("The week was not received whole, so it says nothing.")
    if row["is_unjudged"]:
        return say("The topic goes on under a new name, which is too new to be judged.")
    return say("No alarm.")


def _until(row: dict[str, Any]) -> str:
    """Say what a day or a condition of an answer means."""
    if row["action"] == "snooze":
        if row["value"] == "worse" and not row["until"]:
            return say("Until it gets worse.")
        return say("Until {day}.", day=day_told(row["until"])) if row["until"] else ""
    return say("Due {day}.", day=day_told(row["until"])) if row["until"] else ""


def _why_not(row: dict[str, Any]) -> str:
    """Say why an answer changed nothing."""
    if row.get("is_applied", True):
        return ""
    return why_not_told(row["why_not"] or "")
