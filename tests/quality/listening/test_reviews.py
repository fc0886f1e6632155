"""Forms in a home: imported ones keep their score unless we have the form; those of the desk are read by it."""

import json
from datetime import timedelta

import pytest

from tests.quality.listening.test_forms import CALL
from tests.quality.listening.test_week_sample import row_of
from tests.quality.measured_home import NOON, WEEK
from trend_lib import answering, quality
from trend_lib.base.errors import MisuseError
from trend_lib.base.inbox import ABOUTS
from trend_lib.base.warehouse import open_warehouse

ANSWERS = {"greeting": "yes", "tone": 5, "solution": "fully"}


@pytest.fixture
def heard(measured_home):
    """A call that is in the sample, and a form."""
    measured_home.insert("contacts.contacts", row_of("calls:1", operator_id="op-0"))
    folder = measured_home.home.folder("forms")
    (folder / "call.toml").write_text(CALL, "utf-8")
    measured_home.measured()
    return measured_home


def evaluate(home, value, who="rv-1", at=NOON, name="a", note=""):
    (review,) = home.rows("review_sample")
    row = {
        "week_start": WEEK.start, "answer_id": f"inbox:{name}", "source": "inbox", "said_at": at, "who": who,
        "way": "desk", "action": "evaluate", "about": f"review:{review['review_id']}", "value": value, "note": note,
    }  # fmt: skip
    home.insert("contacts.answers", row)


def receive(home, question, points, form="Call form", version=None, score=0.7):
    row = {
        "week_start": WEEK.start, "evaluation_id": "forms:1", "source": "forms", "contact_id": "calls:1",
        "operator_id": "op-0", "reviewer_id": "rv-2", "form": form, "form_version": version, "question": question,
        "answer": "a", "points": points, "is_not_applicable": points is None, "score": score, "evaluated_at": NOON,
    }  # fmt: skip
    home.insert("contacts.evaluations", row)


def reviews(home):
    return home.measured()["reviews"]


def test_what_else_a_reviewer_wrote_goes_with_the_form(heard):
    value = json.dumps({"form": "call", "version": "2", "answers": ANSWERS})
    evaluate(heard, value, note="Shouted twice.")
    evaluate(heard, value, who="rv-2", name="b", note=" ")
    assert [review["note"] for review in reviews(heard)] == ["Shouted twice.", None]


def test_a_form_filled_in_at_the_desk_is_scored_by_ours(heard):
    evaluate(
        heard,
        json.dumps({"form": "call", "version": "2", "answers": ANSWERS | {"solution": "partly"}}),
    )
    (review,) = reviews(heard)
    assert review["score"] == pytest.approx(0.4 + 0.6 * 0.5)
    assert (review["contact_id"], review["operator_id"], review["reviewer_id"]) == (
        "calls:1",
        "op-0",
        "rv-1",
    )
    assert (review["part"], review["way"], review["fault"]) == ("even", "desk", None)
    assert len(heard.rows("review_points")) == 3


def test_who_fills_it_in_again_means_the_last(heard):
    for name, greeting, later in (("a", "yes", 0), ("b", "no", 1)):
        value = json.dumps({"form": "call", "answers": ANSWERS | {"greeting": greeting}})
        evaluate(heard, value, at=NOON.replace(hour=13 + later), name=name)
    (review,) = reviews(heard)
    assert review["score"] == pytest.approx(0.8)
    assert review["form_version"] == "2"


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("greeting: yes", "not of the shape"),
        ("[1]", "not of the shape"),
        ('{"form": "chat", "answers": {}}', "no form chat (no version); there are: call 2"),
        ('{"form": "call", "answers": {"tone": 9}}', "tone cannot be '9': a number from 1 to 5"),
    ],
)
def test_a_form_that_cannot_be_scored_is_kept_and_says_why(heard, value, fault):
    evaluate(heard, value)
    (review,) = reviews(heard)
    assert review["score"] is None
    assert fault in review["fault"]


def test_an_imported_form_keeps_its_score_where_we_have_no_such_form(heard):
    receive(heard, "greeting", 1.0)
    receive(heard, "tone", None)
    (review,) = reviews(heard)
    assert (review["score"], review["way"], review["is_failed"]) == (0.7, "import", False)
    assert {row["question"]: row["points"] for row in heard.rows("review_points")} == {
        "greeting": 1.0, "tone": None,
    }  # fmt: skip


def test_an_imported_form_that_we_have_is_scored_by_ours_and_says_what_never_came(heard):
    receive(heard, "greeting", 1.0, form="call", version="2")
    receive(heard, "tone", 0.0, form="call", version="2")
    (review,) = reviews(heard)
    assert (review["score"], review["is_failed"]) == (0.0, True)
    assert review["fault"] == "no answer to solution came: its weight went to the others"


def test_measured_twice_the_forms_are_the_same(heard):
    receive(heard, "greeting", 1.0)
    assert reviews(heard) == reviews(heard)


def test_a_review_is_answered_by_command_and_only_one_that_there_is(heard):
    (review,) = heard.rows("review_sample")
    told = answering.answer(
        heard.home.path, "evaluate", f"review:{review['review_id']}",
        value=json.dumps({"form": "call", "answers": ANSWERS}), until="", note="", who="rv-1",
    )  # fmt: skip
    assert json.loads(told["value"])["answers"] == ANSWERS
    with pytest.raises(MisuseError, match="there is no review '2026-W34-0123456789'"):
        answering.answer(
            heard.home.path, "replace", "review:2026-W34-0123456789", value="private", until="", note="", who="rv-1"
        )  # fmt: skip


def test_whatever_may_be_answered_can_be_looked_up():
    assert set(answering.KNOWN) == set(answering.WHAT) == set(ABOUTS)


def test_between_two_mondays_forms_and_replacements_show_at_once(heard):
    heard.insert("contacts.contacts", row_of("calls:2", operator_id="op-0"))
    later = NOON + timedelta(days=9)
    evaluate(heard, json.dumps({"form": "call", "answers": ANSWERS}), at=later, name="late")
    with open_warehouse(heard.home) as con:
        con.execute("UPDATE contacts.answers SET week_start = ?", [WEEK.plus(1).start])
    quality.hear(heard.home, WEEK)
    (review,) = heard.rows("reviews")
    assert (review["week_start"], review["score"], review["part"]) == (
        WEEK.plus(1).start,
        1.0,
        "even",
    )
    assert {row["contact_id"] for row in heard.rows("review_sample")} == {"calls:1", "calls:2"}
