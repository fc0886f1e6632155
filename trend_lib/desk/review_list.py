"""A reviewer's own list: what the week's sample gives them to listen to, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import mark, say
from trend_lib.base.weeks import Week
from trend_lib.desk.called_lists import tell_day, tell_id
from trend_lib.desk.look import render
from trend_lib.desk.reviews import HEARD, NOTED, REPLACED, WAITS, read_reviews
from trend_lib.desk.snapshot import open_snapshot
from trend_lib.report import figures
from trend_lib.report.quality_words import code_word
from trend_lib.report.words import kind_name, slice_name

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows

PAGE_LENGTH = 50
STATES = {
    WAITS: mark("to be heard"),
    NOTED: mark("noted"),
    HEARD: mark("heard"),
    REPLACED: mark("replaced"),
}


def show_reviews(home: Home, reader: Reader, state: str, page: int) -> str:
    """Return the reviews of a reader in one state, or all of them."""
    with open_snapshot(home) as con:
        rows = read_reviews(con, home, reader.reviewer_id)
    fitting = [row for row in rows if state in {"any", row["state"]}]
    first = PAGE_LENGTH * (page - 1)
    return render(
        "reviews.html.j2",
        home,
        reader,
        here="listening",
        title=say("Listening"),
        states={name: say(words) for name, words in STATES.items()} | {"any": say("all of them")},
        state=state,
        found=_found(rows),
        rows=[_told(row) for row in fitting[first : first + PAGE_LENGTH]],
        page=page,
        has_more=len(fitting) > first + PAGE_LENGTH,
    )


def _found(rows: Rows) -> str:
    """Say how much is done."""
    done = sum(row["state"] in {NOTED, HEARD} for row in rows)
    replaced = sum(row["state"] == REPLACED for row in rows)
    return say(
        "{heard} of {given} heard; {replaced} could not be heard and were replaced.",
        heard=figures.count(done), given=figures.count(len(rows) - replaced), replaced=figures.count(replaced),
    )  # fmt: skip


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Write a review in a line."""
    return {**facts(row), "review_id": row["review_id"], "state": row["state"], "standing": standing(row)}  # fmt: skip


def facts(row: dict[str, Any]) -> dict[str, str]:
    """Write what is known of a contact before it is heard."""
    risks = [code_word(risk) for risk in (row["risks"] or "").split(", ") if risk]
    return {
        "contact": tell_id(row["contact_id"]),
        "operator": tell_id(row["operator_id"]),
        "channel": slice_name(row["channel"]),
        "kind": kind_name(row["kind"]),
        "day": tell_day(row["day"]),
        "shift": row["shift"],
        "week": str(Week(row["week_start"])),
        "why": ", ".join(risks),
    }


def standing(row: dict[str, Any]) -> str:
    """Say how a review stands."""
    if row["state"] == REPLACED:
        return say("replaced: {reason}", reason=code_word(row["replaced_because"]))
    if row["state"] != HEARD:
        return say(STATES[row["state"]])
    if row["score"] is None:
        return say("heard, without a score: {fault}", fault=row["fault"] or "")
    told = say("heard, score {score}", score=figures.percent(row["score"]))
    return (
        say("{heard}: one answer failed the whole form", heard=told) if row["is_failed"] else told
    )
