"""One contact to listen to, and the form about it: for the reviewer whom the sample gave it to, and nobody else."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.desk.look import render
from trend_lib.desk.review_forms import form_for, newest_of, read_forms, steps_of
from trend_lib.desk.review_list import facts, standing
from trend_lib.desk.reviews import REPLACED, read_reviews
from trend_lib.desk.snapshot import open_snapshot
from trend_lib.quality.listening.drawing import REASONS
from trend_lib.report.quality_words import code_word
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.quality.listening.form import Form, Question

ANSWER = "answer:"  # before a question's name, in the form that a browser sends
NOT_APPLICABLE = "n/a"


def show_review(  # noqa: PLR0913 - what a refused form brings along
    home: Home, reader: Reader, review_id: str, form_name: str = "",
    *, refused: str = "", given: Mapping[str, str] | None = None,
) -> str | None:  # fmt: skip
    """Return the page of one of a reviewer's own reviews; nothing where it is not theirs."""
    with open_snapshot(home) as con:
        reviews = read_reviews(con, home, reader.reviewer_id)
        forms = newest_of(read_forms(con))
    review = next((row for row in reviews if row["review_id"] == review_id), None)
    if review is None:
        return None
    form = form_for(forms, form_name, review["channel"])
    said = given if given is not None else _said_before(review["said"])
    return render(
        "review.html.j2",
        home,
        reader,
        here="listening",
        root="../",
        title=say("Listening"),
        review_id=review_id,
        **facts(review),
        standing=standing(review),
        is_replaced=review["state"] == REPLACED,
        forms={one.name: plain_text(one.title) or one.name for one in forms.values()},
        form=form,
        form_title=(plain_text(form.title) or form.name) if form else "",
        sections=_sections(form, said) if form else [],
        note=said.get("note", ""),
        reasons=[(reason, code_word(reason)) for reason in REASONS],
        once=secrets.token_urlsafe(16),
        refused=refused,
        waiting=[],
    )


def _said_before(answer: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what the reviewer said last, as a browser would send it again."""
    if answer is None or answer["action"] != "evaluate":
        return {}
    try:
        answers = json.loads(answer["value"])["answers"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return {}
    sent = {f"{ANSWER}{name}": str(answer) for name, answer in answers.items()}
    return {**sent, "note": answer["note"]}


def _sections(form: Form, said: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write a form's sections with their questions."""
    return [
        {
            "name": plain_text(section.name),
            "weight": section.weight,
            "questions": [_question(question, said) for question in section.questions],
        }
        for section in form.sections
    ]


def _question(question: Question, said: Mapping[str, str]) -> dict[str, Any]:
    """Write a question: answers to choose from, or a number on a long scale."""
    name = f"{ANSWER}{question.name}"
    choices = steps_of(question.scale) if question.scale else list(question.answers)
    ends = [f"{end:g}" for end in question.scale or ()]
    return {
        "name": name,
        "text": plain_text(question.text, 400) or plain_text(question.name),
        "choices": [(choice, plain_text(choice, 80)) for choice in choices],
        "ends": say("{worst} is the worst, {best} the best", worst=ends[0], best=ends[1]) if ends else "",
        "limits": sorted(question.scale or (0.0, 0.0)),
        "may_not_apply": question.may_not_apply,
        "fails_all": question.fails_at is not None,
        "said": said.get(name, "") or (NOT_APPLICABLE if said and question.may_not_apply else ""),
    }  # fmt: skip
