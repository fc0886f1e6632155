"""The worklists there are. Another one is another entry here; pages, filters, forms and answers follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import KIND
from trend_lib.base.speech import mark
from trend_lib.base.weeks import Week
from trend_lib.desk.answer_forms import Field, Form
from trend_lib.desk.called_lists import CALLED_LISTS
from trend_lib.desk.worklist import Column, Worklist
from trend_lib.report import figures
from trend_lib.report.words import KINDS, kind_name, plain_text, quote

if TYPE_CHECKING:
    from datetime import date

DOUBTFUL = """
SELECT
    'kind:' || doubtful_kinds.contact_id AS about, doubtful_kinds.text, topics.name AS topic,
    doubtful_kinds.kind, doubtful_kinds.probability, doubtful_kinds.other_kind, doubtful_kinds.week_start
FROM topics.doubtful_kinds
LEFT JOIN topics.topics USING (topic_id)
LEFT JOIN topics.answers
    ON answers.about = 'kind:' || doubtful_kinds.contact_id AND answers.action = 'kind' AND answers.is_applied
WHERE answers.answer_id IS NULL
ORDER BY doubtful_kinds.week_start DESC, doubtful_kinds.probability, doubtful_kinds.contact_id
"""


def tell_text(value: Any) -> str:
    """Tell what somebody wrote, on one line."""
    return plain_text(str(value or ""))


def tell_quote(value: str) -> str:
    """Tell a subscriber's words."""
    return quote(value).text


def tell_share(value: float) -> str:
    """Tell a share."""
    return figures.percent(value)


def tell_week(value: date) -> str:
    """Tell a week."""
    return str(Week(value))


WORKLISTS = (
    Worklist(
        name="kinds",
        prefix=KIND,
        title=mark("Doubtful kinds"),
        says=mark(
            "Contacts whose kind the program could not tell well. What a person says counts for the contact, and teaches "
            "the program from the next refit on."
        ),
        sql=DOUBTFUL,
        columns=(
            Column("text", mark("In the customer’s words"), tell_quote, is_long=True),
            Column("topic", mark("Topic"), tell_text, is_long=True),
            Column("kind", mark("The program’s guess"), kind_name, is_choice=True),
            Column("probability", mark("How sure"), tell_share),
            Column("other_kind", mark("Else"), kind_name),
            Column("week_start", mark("Week"), tell_week, is_choice=True),
        ),
        forms=(
            Form("kind", mark("It is"), (
                Field("value", mark("Kind"), "buttons", is_needed=True, choices=tuple(KINDS.items())),
            )),
        ),
    ),
    *CALLED_LISTS,
)  # fmt: skip


def worklist_of(prefix: str) -> Worklist | None:
    """Return the worklist on which such things stand."""
    return next((one for one in WORKLISTS if one.prefix == prefix), None)


def worklist_named(name: str) -> Worklist | None:
    """Return the worklist at an address."""
    return next((one for one in WORKLISTS if one.name == name), None)
