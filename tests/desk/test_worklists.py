"""Worklists: pages and answers that follow from a description."""

import re
from datetime import UTC, datetime

import pytest

from tests.report import seeding
from trend_lib.base.inbox import ABOUTS, ACTIONS, Answer, write_answer
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.answering import take_answer
from trend_lib.desk.places import place_of
from trend_lib.desk.reader import Reader
from trend_lib.desk.worklist_page import PAGE_LENGTH, show_worklist, show_worklists
from trend_lib.desk.worklists import WORKLISTS, worklist_named
from trend_lib.report.published import write_published

from .test_episode_page import told

KINDS = worklist_named("kinds")


@pytest.fixture
def doubtful(home):
    """Two contacts of the newest week and one of the week before, the last drawn first; and one that is too old."""
    with open_warehouse(home) as con:
        for number, weeks_back in enumerate((1, 0, 0, 4)):
            con.execute(
                "INSERT INTO topics.kind_sample VALUES (?, ?, 12, ?, 'even', ?, 'technical', 'marketing', 0.47, 'customer_service', "
                "0.3, 0.5, 8)",
                [seeding.WEEK.plus(-weeks_back).start, f"desk:{number}", f"Words <b>{number}</b> of [name]", 9 - number],
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


def test_kinds_to_settle_are_of_the_newest_weeks_in_the_order_of_their_lot(doubtful, anna):
    page = show_worklist(doubtful, anna, KINDS, {})
    assert abouts(page) == ["kind:desk:2", "kind:desk:1", "kind:desk:0"]
    assert "Words <b>2</b> of [name]" in told(page)
    narrowed = show_worklist(
        doubtful, anna, KINDS, {"week_start": str(seeding.WEEK.plus(-1).start)}
    )
    assert abouts(narrowed) == ["kind:desk:0"]
    assert abouts(show_worklist(doubtful, anna, KINDS, {"week_start": "nothing"})) == []


def test_who_settles_a_kind_is_not_told_what_the_program_thinks(doubtful, anna):
    page = show_worklist(doubtful, anna, KINDS, {})
    assert "47%" not in told(page)
    assert told(page).count("Marketing") == 3  # the buttons alone


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
            "INSERT INTO topics.kind_sample SELECT kind_sample.* REPLACE ('x:' || number AS contact_id, 10 + number AS place) "
            f"FROM topics.kind_sample, range({PAGE_LENGTH}) AS numbers(number) WHERE contact_id = 'desk:1'"
        )
    write_published(doubtful)
    assert len(abouts(show_worklist(doubtful, anna, KINDS, {}))) == PAGE_LENGTH
    newest = str(seeding.WEEK.start)
    second = show_worklist(doubtful, anna, KINDS, {"week_start": newest}, 2)
    assert len(abouts(second)) == 2
    assert f"week_start={newest}&amp;page=1" in second


@pytest.fixture
def calls(home):
    """Two requests to be followed, one that left, and a call-back that waits beside one that was reached."""
    with open_warehouse(home) as con:
        for request, state, left in (
            ("desk:1", "to_confirm", None),
            ("desk:2", "said_no", None),
            ("desk:3", "open", "2026-09-18"),
        ):
            con.execute(
                "INSERT INTO quality.unresolved_worklist BY NAME SELECT ? AS week_start, ? AS contact_id, 'ticket' AS channel, "
                "'(none)' AS kind, TIMESTAMP '2026-09-01' AS opened_at, TIMESTAMP '2026-09-08' AS entered_at, 13 AS age_days, "
                "? AS state, 1 AS attempts, 'no_answer' AS last_outcome, DATE '2026-09-22' AS next_try, 'evening' AS "
                "preferred_window, CAST(? AS TIMESTAMP) AS left_at", [seeding.WEEK.start, request, state, left],
            )  # fmt: skip
        for event, state in (
            ("closed_request:desk:1", "waits"),
            ("closed_request:desk:4", "reached"),
        ):
            con.execute(
                "INSERT INTO quality.callback_worklist BY NAME SELECT ? AS week_start, ? AS event_id, 'closed_request' AS worklist, "
                "'desk:1' AS contact_id, TIMESTAMP '2026-09-18 10:00:00' AS event_at, '(none)' AS product, 'ticket' AS channel, "
                "? AS state, true AS is_chosen, 0 AS attempts, DATE '2026-09-22' AS next_try", [seeding.WEEK.start, event, state],
            )  # fmt: skip
    write_published(home)
    return home


def test_requests_wait_until_their_subscriber_says_that_they_are_solved(calls, anna):
    worklist = worklist_named("unresolved")
    page = show_worklist(calls, anna, worklist, {})
    assert list(dict.fromkeys(abouts(page))) == ["unresolved:desk:2", "unresolved:desk:1"]
    assert "the subscriber says no" in told(page)
    assert "no answer" in told(page)
    narrowed = show_worklist(calls, anna, worklist, {"state": "to_confirm"})
    assert set(abouts(narrowed)) == {"unresolved:desk:1"}


def test_a_contact_is_found_by_its_id(calls, anna):
    worklist = worklist_named("unresolved")
    page = show_worklist(calls, anna, worklist, {"contact_id": " desk:1 "})
    assert set(abouts(page)) == {"unresolved:desk:1"}
    assert 'name="contact_id" value="desk:1"' in page
    assert "Nothing waits here." in told(show_worklist(calls, anna, worklist, {"contact_id": "no such"}))  # fmt: skip


def test_call_backs_wait_until_somebody_was_reached(calls, anna):
    page = show_worklist(calls, anna, worklist_named("callbacks"), {})
    assert set(abouts(page)) == {"callback:closed_request:desk:1"}


@pytest.mark.parametrize("name", ["unresolved", "callbacks"])
def test_every_choice_of_a_form_is_one_that_counts(calls, name):
    worklist = worklist_named(name)
    about = {"unresolved": "unresolved:desk:1", "callbacks": "callback:closed_request:desk:1"}[name]
    for form in worklist.forms:
        for value in dict(form.fields[0].choices):
            take_answer(
                calls, "vera", {"once": "x", "action": form.action, "about": about, "value": value}
            )
    assert place_of(calls, about).address == f"worklists/{name}"


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


def test_a_column_that_says_nothing_of_any_row_and_a_filter_of_one_value_are_left_out(calls, anna):
    page = show_worklist(calls, anna, worklist_named("unresolved"), {})
    assert "Priority" not in told(page)
    assert 'name="channel"' not in page
    assert 'name="state"' in page
    with open_warehouse(calls) as con:
        con.execute(
            "UPDATE quality.unresolved_worklist SET priority = 'high' WHERE contact_id = 'desk:1'"
        )
    write_published(calls)
    page = show_worklist(calls, anna, worklist_named("unresolved"), {"priority": "high"})
    assert set(abouts(page)) == {"unresolved:desk:1"}
    assert "Priority" in told(page)


def test_rows_stand_by_any_column_and_a_second_press_turns_them_round(doubtful, anna):
    def order(sort):
        return abouts(show_worklist(doubtful, anna, KINDS, {}, sort=sort))

    assert order("text") == ["kind:desk:0", "kind:desk:1", "kind:desk:2"]
    assert order("-text") == ["kind:desk:2", "kind:desk:1", "kind:desk:0"]
    assert order("no such; DROP") == order("")
    newest = str(seeding.WEEK.start)
    page = show_worklist(doubtful, anna, KINDS, {"week_start": newest}, sort="text")
    assert 'aria-sort="ascending"' in page
    assert f'href="?week_start={newest}&amp;sort=-text"' in page
