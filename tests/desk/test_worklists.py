"""Worklists: pages and answers that follow from a description."""

import re
from datetime import UTC, datetime

import pytest

from tests.report import seeding
from trend_lib.base.inbox import ABOUTS, ACTIONS, Answer, write_answer
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.places import place_of
from trend_lib.desk.reader import Reader
from trend_lib.desk.worklist_page import PAGE_LENGTH, show_worklist, show_worklists
from trend_lib.desk.worklists import WORKLISTS, worklist_named
from trend_lib.report.published import write_published

from .test_episode_page import told

KINDS = worklist_named("kinds")


@pytest.fixture
def doubtful(home):
    with open_warehouse(home) as con:
        for number, kind in enumerate(("technical", "marketing", "technical")):
            con.execute(
                "INSERT INTO topics.doubtful_kinds VALUES (?, ?, 12, ?, ?, ?, 'customer_service', 0.3)",
                [seeding.WEEK.start, f"desk:{number}", f"Words <b>{number}</b> of [name]", kind, 0.5 - number / 10],
            )  # fmt: skip
    write_published(home)
    return home


def abouts(page):
    return re.findall(r'name="about" value="([^"]*)"', page)


@pytest.mark.parametrize("worklist", WORKLISTS, ids=lambda one: one.name)
def test_every_worklist_can_be_read_before_anything_was_published(tmp_path, anna, worklist):
    home = seeding.new_home(tmp_path / "new")
    assert "Nothing waits here." in told(show_worklist(home, anna, worklist, {}))
    assert worklist.title in told(show_worklists(home, anna))


@pytest.mark.parametrize("worklist", WORKLISTS, ids=lambda one: one.name)
def test_every_form_of_a_worklist_says_what_may_be_said_of_its_things(worklist):
    assert worklist.prefix in ABOUTS
    assert worklist.forms
    for form in worklist.forms:
        assert worklist.prefix in ACTIONS[form.action].of
        assert {field.name for field in form.fields} >= set(ACTIONS[form.action].needs)


def test_the_least_sure_stands_first_and_can_be_narrowed(doubtful, anna):
    page = show_worklist(doubtful, anna, KINDS, {})
    assert abouts(page) == ["kind:desk:2", "kind:desk:1", "kind:desk:0"]
    assert "Words <b>2</b> of [name]" in told(page)
    assert "30%" in told(page)
    assert abouts(show_worklist(doubtful, anna, KINDS, {"kind": "marketing"})) == ["kind:desk:1"]
    assert abouts(show_worklist(doubtful, anna, KINDS, {"kind": "nothing"})) == []


def test_what_was_said_is_noted_and_leaves_the_list_when_it_counts(doubtful, anna):
    said = datetime(2026, 9, 22, 7, 30, tzinfo=UTC)
    write_answer(
        doubtful,
        Answer(said, "vera", "desk", "kind", "kind:desk:1", "marketing", event_id="event-01"),
    )
    page = show_worklist(doubtful, anna, KINDS, {})
    assert abouts(page) == ["kind:desk:2", "kind:desk:0"]
    assert "Noted: vera says its kind: marketing." in told(page)
    with open_warehouse(doubtful) as con:
        con.execute(
            "INSERT INTO topics.answers VALUES ('inbox:event-01', ?, TIMESTAMP '2026-09-22 07:30:00', 'vera', 'desk', 'kind', "
            "'kind:desk:1', 'marketing', '', true, NULL)", [seeding.WEEK.start],
        )  # fmt: skip
    write_published(doubtful)
    assert "Words <b>1</b>" not in told(show_worklist(doubtful, anna, KINDS, {}))


def test_who_may_only_read_gets_no_button(doubtful):
    page = show_worklist(doubtful, Reader("vic", may_answer=False), KINDS, {})
    assert 'method="post"' not in page
    assert "Words <b>2</b>" in told(page)


def test_a_long_worklist_has_pages(doubtful, anna):
    with open_warehouse(doubtful) as con:
        con.execute(
            "INSERT INTO topics.doubtful_kinds SELECT week_start, 'x:' || number, topic_id, text, kind, 0.9, other_kind, 0.1 "
            f"FROM topics.doubtful_kinds, range({PAGE_LENGTH}) AS numbers(number) WHERE contact_id = 'desk:0'"
        )
    write_published(doubtful)
    assert len(abouts(show_worklist(doubtful, anna, KINDS, {}))) == PAGE_LENGTH
    second = show_worklist(doubtful, anna, KINDS, {"kind": "technical"}, 2)
    assert len(abouts(second)) == 2
    assert "kind=technical&amp;page=1" in second


def test_an_answer_leads_back_to_its_worklist(doubtful):
    assert place_of(doubtful, "kind:desk:1").address == "worklists/kinds"
    assert place_of(doubtful, "kind:desk:99") is None


def test_the_page_of_worklists_counts_what_waits(doubtful, anna):
    page = show_worklists(doubtful, anna)
    assert 'href="worklists/kinds"' in page
    assert "3 entries" in told(page)


def test_who_waits_for_a_call_stands_with_the_next_try_first_and_what_left_is_not_there(home, anna):
    row = (
        "?, ?, 'ticket', 'technical', NULL, TIMESTAMP '2026-09-10 08:00:00', NULL, TIMESTAMP '2026-09-14 08:00:00', 10, "
        "?, 1, NULL, 'no_answer', ?, 'evening', ?, ?"
    )
    with open_warehouse(home) as con:
        for name, state, tried, left in (
            ("desk:1", "open", "2026-09-22", None), ("desk:2", "said_no", "2026-09-21", None),
            ("desk:3", "open", None, "2026-09-18 10:00:00"),
        ):  # fmt: skip
            values = [seeding.WEEK.start, name, state, tried, left, "solved" if left else None]
            con.execute(f"INSERT INTO quality.unresolved_worklist VALUES ({row})", values)
    write_published(home)
    page = show_worklist(home, anna, worklist_named("unresolved"), {})
    shown = list(dict.fromkeys(abouts(page)))
    assert shown == ["unresolved:desk:2", "unresolved:desk:1"]
    assert "the subscriber says no" in told(page)
    assert (
        abouts(show_worklist(home, anna, worklist_named("unresolved"), {"state": "open"}))[0]
        == "unresolved:desk:1"
    )
    assert 'value="no_answer"' in page
