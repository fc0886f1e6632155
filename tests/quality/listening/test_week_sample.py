"""The review sample in a home: what is drawn, what stays, what is replaced, and that nobody is suspected into figures."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.quality.measured_home import NOON, WEEK
from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import open_warehouse, replace_rows
from trend_lib.quality.listening.review import shift_name, shift_of

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture
def centre(measured_home):
    """Two operators with twenty calls each, three reviewers."""
    for number in range(40):
        measured_home.contact(
            f"calls:{number}", days=number % 7, channel="call", operator_id=f"op-{number % 2}"
        )
    measured_home.insert(
        "contacts.contacts", row_of("desk:1", channel="ticket", operator_id="op-0")
    )
    for reviewer in ("rv-1", "rv-2", "rv-3"):
        measured_home.insert("registers.reviewers", {"reviewer_id": reviewer})
    return measured_home


def row_of(name, **fields):
    return {
        "contact_id": name, "source": "s", "source_id": name, "channel": "call", "direction": "in",
        "opened_at": NOON, "week_start": WEEK.start, "day": WEEK.start, "text": "t", "language": "en",
        "is_repeat": False,
    } | fields  # fmt: skip


def say_unheard(home, review_id, reason="no_recording"):
    home.insert(
        "contacts.answers",
        {
            "week_start": WEEK.plus(1).start, "answer_id": f"inbox:{review_id}", "source": "inbox",
            "said_at": NOON + timedelta(days=8), "who": "rv-1", "way": "desk", "action": "replace",
            "about": f"review:{review_id}", "value": reason, "note": "",
        },
    )  # fmt: skip


def sampled(home, **wanted):
    rows = home.measured()["review_sample"]
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_each_operator_is_heard_and_some_contacts_twice_by_another(centre):
    rows = sampled(centre, part="even")
    assert Counter(row["operator_id"] for row in rows if row["hearing"] == 1) == {
        "op-0": 3,
        "op-1": 3,
    }
    assert sum(row["hearing"] == 2 for row in rows) == 1  # a fifth of six
    heard = Counter((row["contact_id"], row["reviewer_id"]) for row in rows)
    assert set(heard.values()) == {1}
    assert {row["channel"] for row in rows} == {"call"}
    assert {row["shift"] for row in rows} == {"14-22"}  # noon of UTC is three o'clock in Kyiv


def test_measured_again_the_sample_is_the_same(centre):
    assert sampled(centre) == sampled(centre)


def test_contacts_that_come_late_change_nothing_that_was_drawn(centre):
    before = sampled(centre)
    for number in range(40, 80):
        centre.contact(f"calls:{number}", days=number % 7, channel="call", operator_id="op-0")
    assert sampled(centre) == before


def test_what_cannot_be_heard_is_replaced_once_with_its_reason_in_both_hearings(centre):
    twice = sampled(centre, hearing=2)[0]["contact_id"]
    gone = sampled(centre, contact_id=twice)
    say_unheard(centre, gone[0]["review_id"])
    say_unheard(centre, gone[1]["review_id"], "not_audible")
    after = sampled(centre)
    marked = [row for row in after if row["replaced_because"]]
    assert {row["contact_id"] for row in marked} == {twice}
    assert {row["replaced_because"] for row in marked} == {"no_recording"}
    instead = [row for row in after if row["replaces"]]
    assert {row["replaces"] for row in instead} == {row["review_id"] for row in gone}
    assert len({row["contact_id"] for row in instead}) == 1
    assert [row["reviewer_id"] for row in instead] == [
        next(row["reviewer_id"] for row in gone if row["hearing"] == other["hearing"])
        for other in instead
    ]
    assert sampled(centre) == after


def test_a_replacement_can_be_replaced_and_an_unknown_reason_is_other(centre):
    first = sampled(centre, part="even", hearing=1)[0]
    say_unheard(centre, first["review_id"], "the dog ate it")
    (second,) = sampled(centre, replaces=first["review_id"], hearing=1)
    say_unheard(centre, second["review_id"], "private")
    (third,) = sampled(centre, replaces=second["review_id"])
    assert third["replaced_because"] is None
    reasons = Counter(row["replaced_because"] for row in sampled(centre, hearing=1))
    assert (reasons["other"], reasons["private"]) == (1, 1)


def test_contacts_with_a_reason_are_heard_apart_and_leave_the_even_part_alone(centre):
    before = sampled(centre, part="even")
    with open_warehouse(centre.home) as con:
        con.execute("DELETE FROM quality.review_sample")
        con.execute(
            "UPDATE contacts.contacts SET hold_seconds = 400, tone = -0.9 WHERE operator_id = 'op-1'"
        )
    after = sampled(centre, part="even")
    assert [row["contact_id"] for row in after] == [row["contact_id"] for row in before]
    risky = sampled(centre, part="risk")
    assert len(risky) == 3  # at most so many of one operator
    assert {row["risks"] for row in risky} == {"bad_tone, long_hold"}


def test_who_hung_up_and_who_spoke_for_seconds_is_not_listened_to(measured_home):
    measured_home.contact("a", channel="call", operator_id="op-0", is_abandoned=True)
    measured_home.contact("b", channel="call", operator_id="op-0", handle_seconds=4)
    measured_home.contact("c", channel="call")
    measured_home.contact("d", channel="call", operator_id="op-0", handle_seconds=90)
    assert [row["contact_id"] for row in sampled(measured_home)] == ["d"]
    assert sampled(measured_home)[0]["reviewer_id"] is None  # no reviewer is named


def test_weeks_long_past_are_not_drawn_any_more(centre):
    centre.contact("new", days=7 * 8, channel="call", operator_id="op-0")
    assert sampled(centre) == []


def test_the_check_refuses_one_reviewer_for_both_hearings(centre):
    centre.measured()
    with open_warehouse(centre.home) as con:
        rows = con.execute("SELECT * FROM quality.review_sample").df()
        with pytest.raises(DataCheckError):
            replace_rows(con, "7_quality/78_review_sample", WEEK, rows.assign(reviewer_id="rv-1"))


def test_a_night_shift_goes_on_after_midnight():
    begins = (6, 14, 22)
    for hour, shift in ((3, "22-06"), (6, "06-14"), (13, "06-14"), (21, "14-22"), (23, "22-06")):
        moment = datetime(2026, 8, 18, hour, tzinfo=KYIV).astimezone(UTC).replace(tzinfo=None)
        assert shift_name(shift_of(moment, KYIV, begins), begins) == shift
