"""Many records, one contact: what the rows of a whole become, in any order and with any gaps."""

from datetime import date, datetime, time, timedelta

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.slow_folding import fold_slowly
from trend_lib import contacts
from trend_lib.contacts.folding import fold_wholes
from trend_lib.contacts.landed_rows import COLUMNS, RECORD_COLUMNS

SCHEMA = pa.schema([*RECORD_COLUMNS.items(), *COLUMNS["contacts"].items()])
START = datetime.combine(date(2026, 8, 17), time())
FLAGS = (True, False)
CONTACTS = "SELECT * FROM contacts.contacts ORDER BY contact_id"
LEFT_OUT = "SELECT source, reason, contacts FROM contacts.left_out ORDER BY ALL"


def or_none(*values):
    return st.sampled_from([None, *values])


RECORD = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["calls", "desk"]),
        "whole_id": st.sampled_from(["1", "2", "3"]),
        "seconds": st.integers(0, 400),
        "lasted": or_none(5, 90),
        "text": or_none("", " no signal ", "no signal", "router dead", "we call back"),
        "direction": or_none("in", "out"),
        "region": or_none("North", "South"),
        "operator": or_none("op1", "op2"),
        "is_resolved": or_none(*FLAGS),
        "handle_seconds": or_none(0.0, 10.25, 61.5),
        "tone": or_none(-1.0, 0.5),
        "left_out": or_none(None, "spam", "test"),
    }
)


def whole_record(number, drawn):
    opened = START + timedelta(seconds=drawn["seconds"])
    closed = None if drawn["lasted"] is None else opened + timedelta(seconds=drawn["lasted"])
    kept = {key: value for key, value in drawn.items() if key not in {"seconds", "lasted"}}
    own = drawn["whole_id"] if number % 3 == 0 else f"part-{number}"
    return kept | {
        "source_id": own, "opened_at": opened, "closed_at": closed, "week_start": START.date(), "day": opened.date(),
    }  # fmt: skip


def fold(records):
    with duckdb.connect() as con:
        return fold_wholes(con, pa.Table.from_pylist(records, SCHEMA)).to_pylist()


@settings(max_examples=80, deadline=None)
@given(st.lists(RECORD, max_size=20))
def test_folding_says_what_reading_one_whole_after_the_other_says(drawn):
    records = [whole_record(number, one) for number, one in enumerate(drawn)]
    records = list({(one["source"], one["source_id"]): one for one in records}.values())
    slow = fold_slowly(records)
    fast = {(row["source"], row["whole_id"]): row for row in fold(records)}
    assert {key: {name: row[name] for name in slow[key]} for key, row in fast.items()} == slow


def leg(name, at, **said):
    return {"source_id": name, "opened_at": at, "text": "", "whole_id": "c1"} | said


def test_a_transferred_call_is_one_contact_with_both_operators(landed, week, moment):
    landed.land("calls", [
        leg("c1", moment(), customer="0671234567", operator="op1", handle_seconds=60.0, closed_at=moment(0, 13)),
        leg("c1-b", moment(0, 13), part_of="c1", operator="op2", handle_seconds=30.5, transfer_count=1.0,
            is_resolved=True, closed_at=moment(0, 14), text="router replaced"),
        {"source_id": "c2", "opened_at": moment(1), "text": "no signal"},
    ])  # fmt: skip
    contacts.build(landed.home, week)
    row, other = landed.rows(CONTACTS)
    assert (row["contact_id"], row["record_count"], other["record_count"]) == ("calls:c1", 2, 1)
    assert (row["first_operator_id"], row["operator_id"], row["transfer_count"]) == (
        "op1",
        "op2",
        1,
    )
    assert (row["handle_seconds"], row["closed_at"], row["is_resolved"]) == (
        90.5,
        moment(0, 14),
        True,
    )
    assert row["text"] == "router replaced"


def test_the_messages_of_a_thread_are_the_customers_words_and_our_replies_are_counted(
    landed, week, moment
):
    said = (("t", 0, "in", "No signal"), ("a", 1, "out", "Restart it"), ("b", 2, "in", "Did not help"),
            ("c", 3, "in", "No signal"), ("d", 4, None, "note among us"))  # fmt: skip
    landed.land("desk", [
        leg(name, moment(day), direction=way, text=text, whole_id="t", whole_week=week.start)
        for name, day, way, text in said
    ])  # fmt: skip
    contacts.build(landed.home, week)
    (row,) = landed.rows(CONTACTS)
    assert row["text"] == "No signal Did not help"
    assert (row["message_count"], row["reply_count"]) == (3, 1)


def test_parts_of_a_later_week_belong_to_the_week_of_their_whole(landed, week, moment):
    landed.land("desk", [
        leg("t", moment(), whole_id="t", text="no signal", status="open"),
        leg("late", moment(9), whole_id="t", whole_week=week.start, text="still none", is_resolved=True),
    ])  # fmt: skip
    for one in (week, week.plus(1)):
        contacts.build(landed.home, one)
    (row,) = landed.rows(CONTACTS)
    assert (row["week_start"], row["day"], row["is_resolved"]) == (week.start, week.start, True)
    assert row["text"] == "no signal still none"


def test_what_is_no_contact_is_counted_with_its_reason_and_the_sum_is_what_was_received(
    landed, week, moment
):
    aside = {"mail": {"left_out": "Spam"}, "our call": {"direction": "outbound"}, "gone": {"left_out": "deleted"},
             "kept": {"left_out": "no"}, "in": {"direction": "inbound"}}  # fmt: skip
    landed.land("desk", [
        {"source_id": name, "opened_at": moment(), "text": "words"} | said for name, said in aside.items()
    ])  # fmt: skip
    contacts.build(landed.home, week)
    contacts.build(landed.home, week)
    assert [row["source_id"] for row in landed.rows(CONTACTS)] == ["in", "kept"]
    assert [(row["reason"], row["contacts"]) for row in landed.rows(LEFT_OUT)] == [
        ("deleted", 1), ("outbound", 1), ("spam", 1),
    ]  # fmt: skip


def test_a_deleted_part_leaves_out_nothing_but_a_spam_ticket_takes_its_answers_along(
    landed, week, moment
):
    landed.land("desk", [
        leg("t", moment(), whole_id="t", text="no signal"),
        leg("t1", moment(1), whole_id="t", left_out="deleted"),
        leg("s", moment(), whole_id="s", text="buy now", left_out="spam"),
        leg("s1", moment(1), whole_id="s", text="no thanks", direction="out"),
    ])  # fmt: skip
    contacts.build(landed.home, week)
    assert [row["source_id"] for row in landed.rows(CONTACTS)] == ["t"]
    assert [(row["reason"], row["contacts"]) for row in landed.rows(LEFT_OUT)] == [("spam", 1)]


def test_a_ticket_that_turns_out_to_be_spam_is_no_contact_any_more(landed, week, moment):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "words"}])
    contacts.build(landed.home, week)
    landed.land(
        "desk",
        [{"source_id": "1", "opened_at": moment(), "text": "words", "left_out": "spam"}],
        "d2",
    )
    contacts.build(landed.home, week)
    assert landed.rows(CONTACTS) == []
    assert [(row["reason"], row["contacts"]) for row in landed.rows(LEFT_OUT)] == [("spam", 1)]
