"""Kinds are settled one after another: words, buttons, and the next; nothing of what the program thinks."""

import re
from datetime import UTC, datetime

import duckdb
import pytest

from tests.report import seeding
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.desk.reader import Reader
from trend_lib.desk.settling_page import show_settling, waits
from trend_lib.report.worklists import WORKLISTS_FILE

from .test_episode_page import told

DRAW = (
    "INSERT INTO topics.kind_sample VALUES (?, ?, 12, ?, 'doubtful', ?, 'technical', 'marketing', 0.47, 'customer_service', 0.3, 0.5, 6)"
)  # fmt: skip


@pytest.fixture
def asked(home, change):
    """Three contacts in the order of their lot: desk:0, desk:1, desk:2."""
    for number in range(3):
        words = f"Words <b>{number}</b> of [name]"
        change(DRAW, seeding.WEEK.start, f"desk:{number}", words, number)
    return home


def about(page):
    return re.findall(r'name="about" value="([^"]*)"', page)


def settle(home, contact_id):
    said = datetime(2026, 9, 22, 7, 30, tzinfo=UTC)
    write_answer(home, Answer(said, "vera", "desk", "kind", f"kind:{contact_id}", "marketing"))


def test_one_contact_stands_there_with_a_button_a_kind_and_its_key(asked, anna):
    page = show_settling(asked, anna)
    assert about(page) == ["kind:desk:0"]
    assert "Words <b>0</b> of [name]" in told(page)
    assert re.findall(r'value="(\w+)" data-key="(\d)"', page) == [
        ("technical", "1"), ("customer_service", "2"), ("marketing", "3"),
    ]  # fmt: skip
    assert "3 contacts wait." in told(page)


def test_neither_the_programs_guess_nor_why_it_asks_is_told(asked, anna):
    page = told(show_settling(asked, anna))
    assert "47%" not in page
    assert "doubtful" not in page.lower()


def test_after_an_answer_the_next_stands_there_and_fewer_wait(asked, anna):
    settle(asked, "desk:0")
    page = show_settling(asked, anna, after="kind:desk:0")
    assert about(page) == ["kind:desk:1"]
    assert "2 contacts wait." in told(page)


def test_one_that_was_left_comes_again_from_the_beginning(asked, anna):
    page = show_settling(asked, anna)
    assert 'href="settling?after=kind%3Adesk%3A0" data-key="4"' in page
    settle(asked, "desk:1")
    assert about(show_settling(asked, anna, after="kind:desk:0")) == ["kind:desk:2"]
    last = show_settling(asked, anna, after="kind:desk:2")
    assert about(last) == []
    assert "some you left are still open" in told(last)
    assert about(show_settling(asked, anna)) == ["kind:desk:0"]


def test_when_all_are_settled_it_says_so(asked, anna):
    for number in range(3):
        settle(asked, f"desk:{number}")
    assert "Nothing waits here." in told(show_settling(asked, anna, after="kind:desk:2"))


def test_who_may_only_read_gets_no_button(asked):
    page = show_settling(asked, Reader("vic", may_answer=False))
    assert 'method="post"' not in page
    assert "Words <b>0</b>" in told(page)


def test_only_what_is_asked_about_can_be_settled(asked):
    assert waits(asked, "kind:desk:1")
    assert not waits(asked, "kind:desk:99")
    assert not waits(asked, "2026-W38-T12")


def test_what_the_register_says_is_settled_and_its_texts_stay_where_they_are(asked, anna, change):
    change("INSERT INTO registers.kind_labels VALUES ('desk:0', 'unread words', 'technical')")
    assert about(show_settling(asked, anna)) == ["kind:desk:1"]
    with duckdb.connect(asked.folder("published") / WORKLISTS_FILE, read_only=True) as con:
        assert con.execute("FROM kind_labels").fetchall() == [("desk:0", "technical")]
