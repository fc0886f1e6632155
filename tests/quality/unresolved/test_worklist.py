"""The list of unresolved requests as its tables hold it: counts add up, weeks follow each other, nobody is named."""

from datetime import date, timedelta

from tests.quality.measured_home import NOON, WEEK, MeasuredHome
from trend_lib import quality
from trend_lib.base.inbox import Answer
from trend_lib.base.warehouse import open_warehouse

SETTINGS = '[unresolved]\nlimit_hours = 9\nlimits = { "technical/high" = 4 }\n'


def listed(home, week):
    rows = [row for row in home.rows("unresolved_worklist") if row["week_start"] == week.start]
    return {row["contact_id"]: row for row in rows}


def flow(home, week):
    rows = [row for row in home.rows("unresolved_flow") if row["week_start"] == week.start]
    return {(row["kind"], row["what"]): row["contacts"] for row in rows}


def call(home, contact, days, outcome, is_solved=None):
    at = NOON + timedelta(days=days)
    home.insert("contacts.callbacks", {
        "week_start": WEEK.of_day(at.date()).start, "callback_id": f"c:{contact}{days}", "source": "c",
        "worklist": "unresolved", "contact_id": contact, "customer_id": f"customer-{contact}", "attempt": 1,
        "called_at": at, "outcome": outcome, "is_solved": is_solved, "text": "",
    })  # fmt: skip


def said(home, contact, action, days, value=None):
    """Store an answer as it is gathered from the inbox."""
    at = NOON + timedelta(days=days)
    answer = Answer(at, "olha", "command", action, f"unresolved:{contact}", value)
    home.insert("contacts.answers", {
        "week_start": WEEK.of_day(at.date()).start, "answer_id": f"inbox:{contact}{action}", "source": "inbox",
        "said_at": at, "who": answer.who, "way": answer.way, "action": action, "about": answer.about,
        "value": value, "note": "",
    })  # fmt: skip


def test_a_week_says_who_came_and_who_left_and_what_stands(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    for number, name in enumerate(("solved", "duplicate", "not reached", "waits")):
        home.contact(name, is_resolved=False, opened_at=NOON + timedelta(hours=number))
        home.topic(name, 2)
    home.contact("in time", is_resolved=True, closed_at=NOON + timedelta(hours=2))
    home.contact("too late", is_resolved=True, closed_at=NOON + timedelta(days=3))
    quality.measure(home.home, WEEK)
    assert flow(home, WEEK) == {
        ("technical", "entered"): 4, ("technical", "standing"): 4, ("(none)", "entered"): 1, ("(none)", "standing"): 1,
    }  # fmt: skip
    assert {name: row["state"] for name, row in listed(home, WEEK).items()} == {
        "solved": "open", "duplicate": "open", "not reached": "open", "waits": "open", "too late": "to_confirm",
    }  # fmt: skip
    home.contact("next week", days=7, is_resolved=True, closed_at=NOON + timedelta(days=7))
    call(home, "solved", 8, "reached", is_solved=True)
    said(home, "duplicate", "take_off", 8, "duplicate")
    said(home, "too late", "solved", 9)
    for day in range(7, 11):
        call(home, "not reached", day, "no_answer")
    call(home, "waits", 9, "callback_later")
    quality.measure(home.home, WEEK.plus(1))
    assert flow(home, WEEK.plus(1)) == {
        ("technical", "begun"): 4, ("technical", "solved"): 1, ("technical", "duplicate"): 1,
        ("technical", "unreachable"): 1, ("technical", "standing"): 1, ("(none)", "begun"): 1, ("(none)", "solved"): 1,
    }  # fmt: skip
    waits = listed(home, WEEK.plus(1))["waits"]
    assert (waits["attempts"], waits["last_outcome"], waits["left_at"]) == (
        1,
        "callback_later",
        None,
    )
    assert waits["next_try"] == date(2026, 8, 31)  # overdue: the next working day
    assert waits["age_days"] == 13


def test_limits_depend_on_kind_and_priority_and_stand_still_on_holidays(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    home.insert(
        "registers.holidays", {"day": WEEK.start + timedelta(days=1), "name": "Day of rest"}
    )
    for name, priority in (("urgent", "High"), ("usual", None)):
        home.contact(name, is_resolved=False, priority=priority, opened_at=NOON)  # 15:00 in Kyiv
        home.topic(name, 2)
    quality.measure(home.home, WEEK)
    due = {name: str(row["due_at"]) for name, row in listed(home, WEEK).items()}
    assert due == {"urgent": "2026-08-19 07:00:00", "usual": "2026-08-19 12:00:00"}


def test_who_was_reached_in_the_evening_is_called_in_the_evening(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    home.contact("a", is_resolved=False, customer_id="customer-a")
    home.contact("b", is_resolved=False, opened_at=NOON - timedelta(hours=5))
    call(home, "a", 2.2, "reached")
    quality.measure(home.home, WEEK)
    windows = {name: row["preferred_window"] for name, row in listed(home, WEEK).items()}
    assert windows == {"a": "evening", "b": "morning"}


def test_measuring_again_and_later_data_change_nothing_that_was_known(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    home.contact("a", is_resolved=False)
    quality.measure(home.home, WEEK)
    before = listed(home, WEEK)
    call(home, "a", 9, "reached", is_solved=True)
    quality.measure(home.home, WEEK)
    assert listed(home, WEEK) == before


def test_the_list_holds_no_customer_and_no_text(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    with open_warehouse(home.home) as con:
        columns = con.execute("SELECT * FROM quality.unresolved_worklist").description
    assert not {"customer_id", "text", "operator_id"} & {name for name, *_ in columns}


def test_what_callers_hear_shows_between_mondays_and_counts_once(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    home.contact("a", is_resolved=False)
    home.contact("b", is_resolved=False)
    quality.measure(home.home, WEEK)
    said(home, "a", "solved", 8)
    quality.hear(home.home, WEEK)
    assert listed(home, WEEK)["a"]["left_by"] == "solved"
    home.contact("next week", days=7)
    quality.measure(home.home, WEEK.plus(1))
    assert flow(home, WEEK) == {("(none)", "entered"): 2, ("(none)", "standing"): 2}
    assert flow(home, WEEK.plus(1))["(none)", "solved"] == 1


def test_an_answer_that_comes_when_the_list_has_moved_on_is_counted_as_such_at_once(tmp_path):
    home = MeasuredHome(tmp_path, SETTINGS)
    home.contact("waits", is_resolved=False)
    home.contact("in time", is_resolved=True, closed_at=NOON + timedelta(hours=2))
    quality.measure(home.home, WEEK)
    said(home, "waits", "solved", 8)
    said(home, "waits", "take_off", 9, "duplicate")
    said(home, "in time", "solved", 8)
    quality.hear(home.home, WEEK)  # the week in which it was said is not built yet
    became = {row["answer_id"]: row["became"] for row in home.rows("list_answers")}
    assert became == {
        "inbox:waitssolved": "counted", "inbox:waitstake_off": "left_before", "inbox:in timesolved": "not_on_list",
    }  # fmt: skip
