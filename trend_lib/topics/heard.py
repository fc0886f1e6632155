"""What people answered about topics and about a contact's kind: read from the contacts room, kept with its fate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.inbox import ACTIONS, KIND, TOPIC, about_of
from trend_lib.topics.edits import Edit
from trend_lib.topics.kinds.example import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    import duckdb

ABOUT = re.compile(r"topic:([0-9]{1,12})(?::(uk|ru|en))?")
AN_ID = re.compile(r"[0-9]{1,12}")
NEED_AN_ID = {"merge", "split"}
HEARD = """
SELECT answer_id, week_start, said_at, who, way, action, about, value, note FROM contacts.answers
WHERE about LIKE 'topic:%' OR about LIKE 'kind:%' ORDER BY said_at, answer_id
"""
WAITS = "there is nothing of that id yet"


class Heard(NamedTuple):
    """One answer."""

    answer_id: str
    week_start: date
    said_at: datetime
    who: str
    way: str
    action: str
    about: str
    value: str | None
    note: str

    @property
    def topic_id(self) -> int:
        """The topic it is about; 0 where it is about none."""
        found = ABOUT.fullmatch(self.about)
        return int(found[1]) if found else 0

    @property
    def language(self) -> str:
        """The language that a name is for; empty: all."""
        found = ABOUT.fullmatch(self.about)
        return found[2] or "" if found else ""

    @property
    def said(self) -> str:
        """Its value, without the space around it."""
        return (self.value or "").strip()

    @property
    def contact_id(self) -> str:
        """The contact that it is about or moves; empty: none."""
        if about_of(self.about) == KIND:
            return self.about.partition(":")[2]
        is_contact = self.action == "move" and not AN_ID.fullmatch(self.said)
        return self.said if is_contact else ""


def read_heard(con: duckdb.DuckDBPyConnection) -> list[Heard]:
    """Return every answer about topics and kinds, in order of time."""
    return [Heard(*row) for row in con.execute(HEARD).fetchall()]


def fault_of_form(heard: Heard) -> str:
    """Return why an answer cannot be meant whatever the register holds; nothing when it can."""
    action = ACTIONS.get(heard.action)
    if action is None or about_of(heard.about) not in action.of:
        return f"{heard.action} is not said of {heard.about}"
    if about_of(heard.about) == TOPIC and not heard.topic_id:
        return f"{heard.about} is no topic; write topic:12"
    if heard.language and heard.action != "rename":
        return "a language is named for a new name alone"
    if "value" in action.needs and not heard.said:
        return f"the value is empty: {action.says}"
    return _fault_of_value(heard)


def _fault_of_value(heard: Heard) -> str:
    """Return why an answer's value cannot be meant."""
    if heard.action in NEED_AN_ID and not AN_ID.fullmatch(heard.said):
        return f"{heard.said!r} is no id; `trends topics` lists them"
    if heard.action == "kind" and heard.said not in KINDS:
        return f"{heard.said!r} is no kind; it is one of {', '.join(KINDS)}"
    return ""


def as_edit(heard: Heard) -> Edit | None:
    """Return the edit that an answer makes of the register; None where it makes none."""
    about = heard.topic_id
    given = (0, heard.said_at, heard.who, heard.action)
    if heard.action == "merge":
        return Edit(*given, about, int(heard.said), heard.answer_id)
    if heard.action == "split":
        return Edit(*given, int(heard.said), None, heard.answer_id, part_of=about)
    if heard.action == "move" and not heard.contact_id:
        return Edit(*given, int(heard.said), about, heard.answer_id)
    if heard.action in {"pin", "unpin"}:
        return Edit(*given, about, None, heard.answer_id)
    return None


def in_order_said(lines: Iterable[Edit], answers: Iterable[Edit]) -> list[Edit]:
    """Return all edits by time; the file's lines stay in the order written, whatever their clocks said."""
    keyed: list[tuple[datetime, int, int | str, Edit]] = []
    latest = None
    for edit in lines:
        latest = edit.said_at if latest is None else max(latest, edit.said_at)
        keyed.append((latest, 0, edit.line, edit))
    keyed += [(edit.said_at, 1, edit.answer_id, edit) for edit in answers]
    return [edit for *_, edit in sorted(keyed, key=lambda one: one[:3])]


def keep_heard(
    con: duckdb.DuckDBPyConnection, heard: Iterable[Heard], why_not: Mapping[str, str]
) -> None:
    """Write `topics.answers` anew."""
    con.execute("DELETE FROM topics.answers")
    for one in heard:
        why = why_not.get(one.answer_id)
        con.execute(
            "INSERT INTO topics.answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*one, why is None, why],
        )
