"""What 'solved at first contact' means here: four definitions, one is shown and always named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trend_lib.base.settings import QualityConfig
    from trend_lib.report.stored import StoredWeek

NAMES = {
    "status": mark("Solved at first contact (status)"),
    "survey": mark("Solved at first contact (survey)"),
    "repeat": mark("Solved at first contact (no repeat)"),
    "one_reply": mark("Solved at first contact (one message)"),
}
MEANINGS = {
    "status": mark(
        "Solved at first contact, by status: of the contacts whose source says, those resolved and "
        "never reopened."
    ),
    "survey": mark(
        "Solved at first contact, by survey: of the customers who said this week whether it was solved, "
        "those who said yes."
    ),
    "one_reply": mark(
        "Solved at first contact, by one message: of the written contacts that were answered and "
        "resolved, those whose customer wrote once."
    ),
}


def first_contact_name(definition: str) -> str:
    """Name the figure with its definition."""
    return say(NAMES[definition])


def solved_shares(stored: StoredWeek, definition: str) -> Mapping[date, float]:
    """Return the share solved at first contact, by the week in which it was measured."""
    return {
        row.week_start: row.solved_share
        for row in stored.first_contact
        if row.definition == definition and row.solved_share is not None
    }


def first_contact_meaning(stored: StoredWeek, quality: QualityConfig) -> str:
    """Say what the shown definition counts."""
    if quality.fcr != "repeat":
        return say(MEANINGS[quality.fcr])
    weeks_back = -(-quality.repeat_days // 7)
    return say_many(
        quality.repeat_days,
        "Solved at first contact, by no repeat: of the first contacts of week {number}, those whose "
        "customer did not come back with the same topic within {days} day.",
        "Solved at first contact, by no repeat: of the first contacts of week {number}, those whose "
        "customer did not come back with the same topic within {days} days.",
        number=stored.week.plus(-weeks_back).number, days=quality.repeat_days,
    )  # fmt: skip
