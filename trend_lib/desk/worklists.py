"""The worklists there are. Another one is another entry here; pages, filters, forms and answers follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.inbox import KIND
from trend_lib.base.speech import mark
from trend_lib.base.weeks import Week
from trend_lib.desk.answer_forms import Field, Form
from trend_lib.desk.called_lists import CALLED_LISTS
from trend_lib.desk.worklist import Column, Worklist
from trend_lib.report.words import KINDS, quote
from trend_lib.report.worklists import UNSETTLED_KINDS

if TYPE_CHECKING:
    from datetime import date


def tell_quote(value: str) -> str:
    """Tell a subscriber's words."""
    return quote(value).text


def tell_week(value: date) -> str:
    """Tell a week."""
    return str(Week(value))


WORKLISTS = (
    Worklist(
        name="kinds",
        prefix=KIND,
        title=mark("Kinds to settle"),
        one_by_one="settling",
        says=mark(
            "Contacts of the last four weeks, some drawn by lot, some that the program is least sure of. What you say "
            "tells how often it is right, and teaches it from the next weekly run on."
        ),
        sql=UNSETTLED_KINDS,
        columns=(
            Column("text", mark("In the customer’s words"), tell_quote, is_long=True),
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
