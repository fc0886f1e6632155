"""Lists of call-backs: every event is on its list or left out for a reason, and what was answered stands there."""

from datetime import date, timedelta

import pytest

from tests.quality.measured_home import NOON, WEEK, MeasuredHome
from trend_lib import quality

SETTINGS = """
[callbacks.lists.closed_request]
channels = ["ticket"]
share = 1.0
[callbacks.lists.key_point]
after = "contact"
share = 1.0
asks_solved = false
"""


@pytest.fixture
def home(tmp_path):
    made = MeasuredHome(tmp_path, SETTINGS)
    for number in range(6):
        opened = NOON + timedelta(hours=number)
        made.contact(
            f"t{number}", opened_at=opened, closed_at=opened + timedelta(hours=20), is_resolved=True
        )
    made.contact("nobody", customer_id=None, closed_at=NOON, is_resolved=True)
    made.contact("call", channel="call", closed_at=NOON, is_resolved=True, days=4)
    return made


def call(home, contact, days, outcome, worklist="closed_request", **said):
    at = NOON + timedelta(days=days)
    home.insert("contacts.callbacks", {
        "week_start": WEEK.of_day(at.date()).start, "callback_id": f"c:{contact}{days}", "source": "c",
        "worklist": worklist, "contact_id": contact, "customer_id": f"customer-{contact}", "attempt": 1,
        "called_at": at, "outcome": outcome, "text": "", **said,
    })  # fmt: skip


def answer(home, event, action, days, value=None):
    at = NOON + timedelta(days=days)
    home.insert("contacts.answers", {
        "week_start": WEEK.of_day(at.date()).start, "answer_id": f"inbox:{event}{action}", "source": "inbox",
        "said_at": at, "who": "olha", "way": "command", "action": action, "about": f"callback:{event}",
        "value": value, "note": "",
    })  # fmt: skip


def states(home, worklist="closed_request"):
    rows = home.rows("callback_worklist")
    return {row["contact_id"]: row["state"] for row in rows if row["worklist"] == worklist}


def counts(home, worklist="closed_request"):
    rows = [row for row in home.rows("callback_counts") if row["week_start"] == WEEK.start]
    return {row["state"]: row["events"] for row in rows if row["worklist"] == worklist}


def test_every_event_is_on_the_list_or_left_out_and_the_counts_add_up(home):
    call(home, "t1", 2, "reached", is_solved=True, is_content=False)
    call(home, "t2", 2, "refused")
    for day in (2, 3, 4):
        call(home, "t3", day, "no_answer")
    answer(home, "closed_request:t4", "take_off", 3, "duplicate")
    quality.measure(home.home, WEEK)
    assert states(home) == {
        "t0": "quarantine", "t1": "reached", "t2": "refused", "t3": "unreachable", "t4": "duplicate",
        "t5": "quarantine", "nobody": "unknown_customer",
    }  # fmt: skip
    found = counts(home)
    assert found.pop("eligible") == sum(found.values()) == 7
    # who is quarantined here was drawn for the other list an instant before
    assert states(home, "key_point")["t0"] == states(home, "key_point")["call"] == "waits"


def test_who_waits_has_a_working_day_until_it_is_too_late(home):
    quality.measure(home.home, WEEK)
    rows = {
        row["contact_id"]: row
        for row in home.rows("callback_worklist")
        if row["worklist"] == "key_point"
    }
    assert {row["next_try"] for row in rows.values() if row["state"] == "waits"} == {
        date(2026, 8, 24)
    }
    home.contact("later", days=29)
    for week, state in ((2, "waits"), (4, "too_late")):
        quality.measure(home.home, WEEK.plus(week))
        assert states(home, "key_point")["call"] == state


def test_answers_of_people_are_outcomes_too(home):
    answer(home, "key_point:t0", "spoke", 2, "content")
    answer(home, "key_point:t1", "tried", 2, "opted_out")
    quality.measure(home.home, WEEK)
    found = states(home, "key_point")
    assert (found["t0"], found["t1"]) == ("reached", "opted_out")
    home.contact("again", days=40, customer_id="customer-t1")
    quality.measure(home.home, WEEK.plus(5))
    assert states(home, "key_point")["again"] == "no_calls"


def test_what_those_reached_said_stands_beside_what_all_would_have(home):
    for number in range(5):
        call(home, f"t{number}", 2, "reached", is_solved=number != 0, is_content=True)
    quality.measure(home.home, WEEK)
    rows = {(row["worklist"], row["question"]): row for row in home.rows("callback_results")}
    assert set(rows) == {
        ("closed_request", "solved"),
        ("closed_request", "content"),
        ("key_point", "content"),
    }
    solved = rows["closed_request", "solved"]
    assert (solved["eligible"], solved["called"], solved["said"], solved["share"]) == (7, 5, 5, 0.8)
    assert solved["lower"] < 0.8 < solved["upper"]
    assert rows["key_point", "content"]["share"] is None


def test_measuring_again_draws_the_same(home):
    quality.measure(home.home, WEEK)
    before = home.rows("callback_worklist")
    quality.measure(home.home, WEEK)
    assert home.rows("callback_worklist") == before
