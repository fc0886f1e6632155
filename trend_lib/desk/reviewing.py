"""A form filled in, or a contact that could not be heard: written as a signed answer of the reviewer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError
from trend_lib.base.inbox import REVIEW
from trend_lib.desk.answering import take_answer
from trend_lib.desk.review_forms import read_forms
from trend_lib.desk.review_page import ANSWER
from trend_lib.desk.reviews import REPLACED, read_reviews
from trend_lib.desk.snapshot import open_snapshot
from trend_lib.quality.listening.drawing import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trend_lib.base.home import Home


def has_review(home: Home, reviewer_id: str, review_id: str) -> bool:
    """Tell whether somebody was given a review."""
    with open_snapshot(home) as con:
        return any(row["review_id"] == review_id for row in read_reviews(con, home, reviewer_id))


def take_review(home: Home, reviewer_id: str, review_id: str, sent: Mapping[str, str]) -> Path:
    """Write what a reviewer says of a contact they were given; `who` is the reviewer as the sample names them.

    Raises:
        MisuseError: An answer is missing or is none of the form's, or the contact was replaced.
    """
    with open_snapshot(home) as con:
        reviews = read_reviews(con, home, reviewer_id)
        forms = read_forms(con)
    (review,) = (row for row in reviews if row["review_id"] == review_id)
    if review["state"] == REPLACED:
        raise MisuseError("it was replaced: the contact in its place is on your list")
    action = "replace" if sent.get("action") == "replace" else "evaluate"
    said = {"action": action, "about": f"{REVIEW}:{review_id}", "once": sent.get("once", "")}
    if action == "replace":
        return take_answer(home, reviewer_id, {**said, "value": _reason(sent)})
    name, version = sent.get("form", ""), sent.get("version", "")
    if (name, version) not in forms:
        raise MisuseError("this form is not here any more: load the page again")
    answers = {key.removeprefix(ANSWER): value for key, value in sent.items() if key.startswith(ANSWER)}  # fmt: skip
    try:
        forms[name, version].read(answers)
    except ValueError as fault:
        raise MisuseError(str(fault)) from fault
    value = json.dumps({"form": name, "version": version, "answers": answers}, ensure_ascii=False)
    return take_answer(home, reviewer_id, {**said, "value": value, "note": sent.get("note", "")})


def _reason(sent: Mapping[str, str]) -> str:
    """Return why a contact cannot be heard. Raises MisuseError where no reason of ours is given."""
    reason = sent.get("reason", "")
    if reason not in REASONS:
        raise MisuseError("say why it cannot be heard: choose one of the reasons")
    return reason
