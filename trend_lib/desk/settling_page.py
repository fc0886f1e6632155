"""Kinds settled one after another: a contact's words, three buttons, and the next."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import KIND, about_of
from trend_lib.base.speech import say, say_many
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.waiting import read_waiting
from trend_lib.desk.worklists import tell_quote, tell_week
from trend_lib.report import figures
from trend_lib.report.words import KINDS
from trend_lib.report.worklists import UNSETTLED_KINDS

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows


def show_settling(home: Home, reader: Reader, after: str = "", refused: str = "") -> str:
    """Return the page of one contact: the first that waits, or the next after one that was settled or left."""
    with open_snapshot(home) as con:
        rows = read(con, UNSETTLED_KINDS)
    said = {row["about"] for row in read_waiting(home, lambda about: about_of(about) == KIND, ())}
    left = [row for row in rows if row["about"] not in said]
    one = _next(rows, left, after)
    return render(
        "settling.html.j2",
        home,
        reader,
        here="worklists",
        title=say("Which kind is it?"),
        waits=_waits(len(left)),
        are_left=bool(left),
        about=one["about"] if one else "",
        words=tell_quote(one["text"]) if one else "",
        week=tell_week(one["week_start"]) if one else "",
        kinds=[(str(key), kind, say(name)) for key, (kind, name) in enumerate(KINDS.items(), 1)],
        next_key=str(len(KINDS) + 1),
        once=secrets.token_urlsafe(16),
        refused=refused,
        waiting=[],
    )


def waits(home: Home, about: str) -> bool:
    """Tell whether a contact is one that people are asked about."""
    with open_snapshot(home) as con:
        return any(row["about"] == about for row in read(con, UNSETTLED_KINDS))


def _next(rows: Rows, left: Rows, after: str) -> dict[str, Any] | None:
    """Return the first that is left behind one; nothing at the end of the list."""
    order = [row["about"] for row in rows]
    begin = order.index(after) + 1 if after in order else 0
    further = {row["about"] for row in rows[begin:]}
    return next((row for row in left if row["about"] in further), None)


def _waits(contacts: int) -> str:
    """Say how many wait."""
    return say_many(
        contacts, "{contacts} contact waits.", "{contacts} contacts wait.",
        contacts=figures.count(contacts),
    )  # fmt: skip
