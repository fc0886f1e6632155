"""What people began about an episode: whose it is, since when, until when, and what they expect of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trend_lib.report.rows import Countermeasure

SENTENCES = {
    "begun": mark("{what} ({who}, since {day})"),
    "due": mark("{what} ({who}, since {day}, due {due})"),
    "late": mark("{what} ({who}, since {day}, was due {due})"),
    "done": mark("{what} ({who}, {day} to {done})"),
}


def begun_sentence(rows: Iterable[Countermeasure], episode_id: str) -> str:
    """Name every countermeasure of an episode; empty when nobody began one."""
    return "; ".join(measure_sentence(row) for row in rows if row.episode_id == episode_id)


def effect_sentence(rows: Iterable[Countermeasure], episode_id: str) -> str:
    """Say what people expect of those under way; empty when nobody said so."""
    said = [
        plain_text(row.expected_effect).rstrip(" .")
        for row in rows
        if row.episode_id == episode_id and row.is_open
    ]
    named = "; ".join(effect for effect in said if effect)
    return say("Expected effect: {effect}.", effect=named) if named else ""


def measure_sentence(row: Countermeasure) -> str:
    """Write one."""
    issued = Week(row.week_start).plus(1).start
    how = "done" if row.finished_day else "begun"
    if row.is_open and row.due_day:
        how = "late" if row.due_day < issued else "due"
    return say(
        SENTENCES[how], what=plain_text(row.what).rstrip(" ."), who=plain_text(row.who, 80),
        day=_day(row.from_day), due=_day(row.due_day), done=_day(row.finished_day),
    )  # fmt: skip


def _day(day: date | None) -> str:
    """Write a day, if there is one."""
    return figures.day(day, say("d MMMM")) if day else ""
