"""The worklists of people who call subscribers: what was not solved in time, and call-backs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import CALLBACK, OUTCOMES, TAKEN_OFF, UNRESOLVED
from trend_lib.base.speech import mark, say
from trend_lib.desk.answer_forms import NOTE, Field, Form
from trend_lib.desk.worklist import Column, Worklist
from trend_lib.report import figures
from trend_lib.report.quality_words import CALLED as WORDS
from trend_lib.report.words import kind_name, plain_text, slice_name

if TYPE_CHECKING:
    from datetime import date

UNRESOLVED_SQL = """
SELECT
    'unresolved:' || contact_id AS about, contact_id, state, kind, coalesce(priority, '') AS priority, channel, age_days,
    attempts, coalesce(last_outcome, '') AS last_outcome, next_try, coalesce(preferred_window, '') AS preferred_window
FROM quality.unresolved_worklist
WHERE left_at IS NULL AND week_start = (SELECT max(newest.week_start) FROM quality.unresolved_worklist AS newest)
ORDER BY next_try, list_position(['said_no', 'open', 'to_confirm'], state), opened_at, contact_id
"""
CALLBACKS_SQL = """
SELECT
    'callback:' || event_id AS about, contact_id, worklist, channel, attempts, coalesce(last_outcome, '') AS last_outcome,
    next_try
FROM quality.callback_worklist
WHERE state = 'waits'
ORDER BY next_try, event_at, event_id
"""


def tell_word(value: str) -> str:
    """Tell a word of ours; others, as lists have names of their own, stay as they are."""
    return say(WORDS[value]) if value in WORDS else plain_text(value.replace("_", " "), 60)


def tell_id(value: Any) -> str:
    """Tell a contact's id or another name of the source."""
    return plain_text(str(value), 80)


def tell_day(value: date) -> str:
    """Tell a day."""
    return figures.day(value, "d MMM")


def _choices(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return what may be chosen, with its words."""
    return tuple((value, WORDS[value]) for value in values)


IF_SAID = Field("value", mark("Content with it?"), "choice",
                choices=(("", mark("did not say")), *_choices(("content", "not_content"))))  # fmt: skip
CALLED = (
    Form("solved", mark("Solved, says the subscriber"), (IF_SAID, NOTE)),
    Form("not_solved", mark("Not solved, says the subscriber"), (IF_SAID, NOTE)),
    Form("tried", mark("Called without success"), (
        Field("value", mark("What happened"), "choice", is_needed=True, choices=_choices(OUTCOMES)),
    )),
    Form("take_off", mark("Nobody needs to call"), (
        Field("value", mark("Why"), "choice", is_needed=True, choices=_choices(TAKEN_OFF)), NOTE,
    )),
)  # fmt: skip
SPOKE = Form("spoke", mark("Asked about a key point"), (
    Field("value", mark("The subscriber is"), "buttons", is_needed=True, choices=_choices(("content", "not_content"))),
))  # fmt: skip
CONTACT = Column("contact_id", mark("Contact"), tell_id, is_typed=True)
NEXT_TRY = Column("next_try", mark("Next try"), tell_day)
CHANNEL = Column("channel", mark("Channel"), slice_name, is_choice=True)
TRIED = (
    Column("attempts", mark("Calls so far"), figures.count),
    Column("last_outcome", mark("Last call"), tell_word, is_choice=True),
)
CALLED_LISTS = (
    Worklist(
        name="unresolved",
        prefix=UNRESOLVED,
        title=mark("Not solved in time"),
        says=mark(
            "Requests that were not solved within their limit. They leave the list when the subscriber says that it is "
            "solved, or for a reason that is counted."
        ),
        sql=UNRESOLVED_SQL,
        columns=(
            NEXT_TRY,
            Column("preferred_window", mark("Best reached in the"), tell_word, is_choice=True),
            CONTACT,
            Column("state", mark("State"), tell_word, is_choice=True, is_long=True),
            Column("kind", mark("Kind"), kind_name, is_choice=True),
            Column("priority", mark("Priority"), tell_id, is_choice=True),
            CHANNEL,
            Column("age_days", mark("Days old"), figures.count),
            *TRIED,
        ),
        forms=CALLED,
    ),
    Worklist(
        name="callbacks",
        prefix=CALLBACK,
        title=mark("Call-backs"),
        says=mark(
            "Subscribers drawn by lot to be asked after a closed request, a new connection or at a key point. Nobody is on "
            "it twice within the quarantine."
        ),
        sql=CALLBACKS_SQL,
        columns=(
            NEXT_TRY,
            CONTACT,
            Column("worklist", mark("After"), tell_word, is_choice=True),
            CHANNEL,
            *TRIED,
        ),
        forms=(*CALLED, SPOKE),
    ),
)
