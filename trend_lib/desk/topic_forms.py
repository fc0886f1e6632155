"""What may be said of a topic, as forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import TOPIC
from trend_lib.base.speech import NAMES, mark, say
from trend_lib.desk.answer_forms import NOTE, Field, Form
from trend_lib.desk.topic_list import IN_USE
from trend_lib.report.words import name_of

if TYPE_CHECKING:
    from trend_lib.desk.snapshot import Rows

RENAME, MERGE = mark("Call it otherwise"), mark("It is part of another topic")
PIN, UNPIN = mark("Pin it: a refit leaves it as it is"), mark("Unpin it: a refit may change it")
BESIDE_A_PART = ("split", "move")  # their forms stand beside the subtopic that they are about


def topic_forms(topic: dict[str, Any], all_topics: Rows) -> list[Form]:
    """Return what may be said of a topic as it is; the labels are said later."""
    if topic["state"] not in IN_USE:
        return []
    others = tuple(
        (str(row["topic_id"]), f"{name_of(row['name'])} ({row['topic_id']})")
        for row in all_topics
        if row["state"] in IN_USE and row["topic_id"] != topic["topic_id"]
    )
    pinning = Form("unpin", UNPIN) if topic["is_pinned"] else Form("pin", PIN)
    languages = (("", say("for all readers")), *NAMES.items())
    renaming = (
        Field("value", mark("Its name"), is_needed=True),
        Field("language", mark("For readers of"), "choice", choices=languages),
        NOTE,
    )
    merging = (Field("value", mark("Which one"), "choice", is_needed=True, choices=others), NOTE)
    return [pinning, Form("rename", RENAME, renaming), Form("merge", MERGE, merging)]


def about_topic(topic_id: int) -> str:
    """Return what an answer about a topic is about."""
    return f"{TOPIC}:{topic_id}"
