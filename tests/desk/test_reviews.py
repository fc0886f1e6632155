"""Reviewers at the desk: their own list, a form about each contact, and nothing of what the other one says."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.quality.measured_home import WEEK
from trend_lib import flow, quality
from trend_lib.base.errors import ConfigError, MisuseError
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.reader import make_reader
from trend_lib.desk.review_list import show_reviews
from trend_lib.desk.review_page import show_review
from trend_lib.desk.reviewing import has_review, take_review
from trend_lib.report.published import write_published

from .test_episode_page import told

FILLED_IN = {
    "action": "evaluate", "once": "a", "form": "call", "version": "2", "answer:greeting": "yes", "answer:tone": "4",
    "answer:solution": "partly", "note": "Calm & <kind>",
}  # fmt: skip


def reviews_of(home, reviewer):
    with open_warehouse(home) as con:
        found = con.execute(
            "SELECT review_id, contact_id FROM quality.review_sample WHERE reviewer_id = ? ORDER BY review_id",
            [reviewer],
        )
        return found.fetchall()


def listed(page):
    return set(re.findall(r'href="listening/([^"]+)"', page))


def collect(home):
    flow.land_answers(home)
    quality.hear(home, WEEK)
    write_published(home)


def test_a_reviewer_sees_the_own_reviews_and_no_other(listening, vera):
    page = show_reviews(listening, vera, "waits", 1)
    assert listed(page) == {review_id for review_id, _ in reviews_of(listening, "rv-1")}
    assert "0 of 4 heard; 0 could not be heard" in told(page)
    (theirs, _), *_ = reviews_of(listening, "rv-2")
    assert show_review(listening, vera, theirs) is None
    assert not has_review(listening, vera.reviewer_id, theirs)


def test_a_form_asks_every_question_with_the_answers_that_it_knows(listening, vera):
    (review_id, contact), *_ = reviews_of(listening, "rv-1")
    page = show_review(listening, vera, review_id)
    assert f"Listen to {contact}" in told(page)
    fields = re.findall(
        r'<input type="radio" name="answer:([^"]+)" value="([^"]+)" required>', page
    )
    assert fields == [
        ("greeting", "yes"), ("greeting", "no"), *[("tone", str(step)) for step in range(1, 6)],
        ("solution", "fully"), ("solution", "partly"), ("solution", "no"), ("solution", "n/a"),
    ]  # fmt: skip
    assert "1 is the worst, 5 the best. The worst answer fails the whole form." in told(page)
    assert "60 of 100 points" in told(page)


def test_what_a_reviewer_says_is_signed_noted_and_scored_when_collected(listening, vera):
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    event = json.loads(take_review(listening, "rv-1", review_id, FILLED_IN).read_text("utf-8"))
    assert (event["who"], event["way"], event["action"]) == ("rv-1", "desk", "evaluate")
    assert json.loads(event["value"])["answers"] == {"greeting": "yes", "tone": "4", "solution": "partly"}  # fmt: skip
    assert listed(show_reviews(listening, vera, "noted", 1)) == {review_id}
    collect(listening)
    page = show_reviews(listening, vera, "heard", 1)
    assert listed(page) == {review_id}
    assert "heard, score 65%" in told(page)  # 40 × (50 + 75) / 100 / 2 and 60 × ½
    again = show_review(listening, vera, review_id)
    assert 'value="4" required checked' in again
    assert "Calm &amp; &lt;kind&gt;" in again


def test_the_other_reviewer_of_the_same_contact_learns_nothing_of_it(listening, vera):
    """Byte by byte: whatever rv-1 says of a contact, the pages of rv-2 are the same."""
    other = make_reader(listening, "rv-2", may_answer=True)
    mine = {contact: review_id for review_id, contact in reviews_of(listening, "rv-1")}
    shared = [
        (mine[contact], theirs)
        for theirs, contact in reviews_of(listening, "rv-2")
        if contact in mine
    ]
    assert shared

    def pages():
        shown = [show_reviews(listening, other, state, 1) for state in ("any", "waits", "heard")]
        shown += [show_review(listening, other, theirs) for _, theirs in shared]
        return [
            re.sub(r'name="once" value="[^"]*"|published on [^.]*\.', "", page) for page in shown
        ]

    before = pages()
    take_review(listening, "rv-1", shared[0][0], FILLED_IN)
    assert pages() == before
    collect(listening)
    assert pages() == before


def test_what_another_says_of_ones_own_review_by_command_is_not_shown_either(listening):
    other = make_reader(listening, "rv-2", may_answer=True)
    (theirs, _), *_ = reviews_of(listening, "rv-2")
    value = '{"form": "call", "version": "2", "answers": {"greeting": "yes", "tone": 5, "solution": "no"}}'
    said = Answer(datetime.now(UTC), "rv-1", "command", "evaluate", f"review:{theirs}", value)
    write_answer(listening, said)
    assert listed(show_reviews(listening, other, "noted", 1)) == set()
    assert " checked" not in show_review(listening, other, theirs)


def test_what_is_said_again_takes_the_place_of_the_first(listening, vera):
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    value = '{"form": "call", "version": "2", "answers": {"greeting": "yes", "tone": 5, "solution": "fully"}}'
    write_answer(
        listening, Answer(an_hour_ago, "rv-1", "desk", "evaluate", f"review:{review_id}", value)
    )
    take_review(listening, "rv-1", review_id, FILLED_IN | {"answer:tone": "1"})
    collect(listening)
    assert "score 0%: one answer failed the whole form" in told(show_reviews(listening, vera, "any", 1))  # fmt: skip


def test_what_cannot_be_heard_is_replaced_by_another_contact(listening, vera):
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    take_review(listening, "rv-1", review_id, {"action": "replace", "reason": "no_recording"})
    collect(listening)
    page = show_reviews(listening, vera, "any", 1)
    assert "replaced: no recording" in told(page)
    assert len(listed(show_reviews(listening, vera, "waits", 1))) == 4
    shown = told(show_review(listening, vera, review_id))
    assert "Another contact of the same operator stands in its place" in shown
    with pytest.raises(MisuseError, match="it was replaced"):
        take_review(listening, "rv-1", review_id, FILLED_IN)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"answer:greeting": ""}, "greeting must be answered: yes, no"),
        ({"answer:tone": "6"}, "tone cannot be '6': a number from 1 to 5"),
        ({"answer:mood": "good"}, "mood is no question of form call"),
        ({"version": "1"}, "this form is not here any more"),
        ({"action": "replace", "reason": "boring"}, "choose one of the reasons"),
    ],
)
def test_a_form_that_cannot_be_scored_is_refused_with_its_cure(listening, change, fault):
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    with pytest.raises(MisuseError, match=re.escape(fault)):
        take_review(listening, "rv-1", review_id, FILLED_IN | change)
    assert not list(listening.folder("inbox").iterdir())


def test_a_refused_form_comes_back_as_it_was_filled_in(listening, vera):
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    page = show_review(listening, vera, review_id, refused="no", given=FILLED_IN)
    assert re.findall(r'value="([^"]+)" required checked', page) == ["yes", "4", "partly"]
    assert "Not noted: no." in told(page)


def test_the_newest_version_of_a_form_is_asked_and_another_form_can_be_chosen(listening, vera):
    with open_warehouse(listening) as con:
        con.execute("INSERT INTO quality.forms SELECT form, '10', 'The tenth', definition FROM quality.forms")  # fmt: skip
        con.execute("INSERT INTO quality.forms SELECT 'short', '1', 'A short one', definition FROM quality.forms LIMIT 1")  # fmt: skip
    write_published(listening)
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    assert 'name="version" value="10"' in show_review(listening, vera, review_id)
    assert "<h2>A short one</h2>" in show_review(listening, vera, review_id, "short")


def test_a_home_without_forms_says_where_to_write_one(listening, vera):
    with open_warehouse(listening) as con:
        con.execute("DELETE FROM quality.forms")
    write_published(listening)
    (review_id, _), *_ = reviews_of(listening, "rv-1")
    assert "write one into the home’s folder forms/" in told(show_review(listening, vera, review_id))  # fmt: skip


def test_who_reviews_is_said_by_the_register_and_the_settings(listening):
    assert make_reader(listening, "vera", may_answer=True).reviewer_id == "rv-1"
    assert make_reader(listening, "rv-2", may_answer=True).reviewer_id == "rv-2"
    for stranger in ("rv-1", "olha"):  # one has another log-in name, one is in no register
        assert make_reader(listening, stranger, may_answer=True).reviewer_id == ""
    assert make_reader(listening, "vera", may_answer=False).reviewer_id == ""
    assert make_reader(listening, "marta", may_answer=False).is_quality_manager
    assert not make_reader(listening, "vera", may_answer=True).is_quality_manager


def test_two_log_in_names_of_one_reviewer_are_refused(tmp_path):
    (tmp_path / "trends.toml").write_text('[desk.reviewers]\na = "rv-1"\nb = "rv-1"\n', "utf-8")
    with pytest.raises(ConfigError, match="rv-1 has two log-in names"):
        Home(tmp_path).config  # noqa: B018 - read when it is asked for
