"""Asterisk's queue_log and call detail records become calls, whatever was cut, doubled or mixed up."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.readers.told import fixture, real_sample, said, tell
from trend_lib.sources.readers.asterisk_queue_log import READER

read = READER.reads["contacts"]
ABOUT = ("part_of", "opened_at", "customer", "operator", "queue", "wait_seconds", "handle_seconds")
FILES = ("queue_log", "queue_log.csv", "Master.csv", "cdr.csv")


def events(name="queue_log"):
    records, _ = tell(read, fixture("asterisk_queue_log", name))
    return records


def of_call(records, call):
    return [record for record in records if record.fields.get("part_of") == call]


def total(records, name):
    return sum(record.fields.get(name) or 0 for record in records)


def test_every_line_is_a_part_of_its_call():
    calls = {record.fields.get("part_of") for record in events()}
    assert calls == {
        None,
        *(f"178696{call}" for call in ("0855.101", "1095.104", "1195.105", "1395.108", "1425.111")),
    }


def test_an_answered_call_says_who_called_who_answered_and_how_long_it_took():
    enter, missed, connect, complete = of_call(events(), "1786960855.101")
    assert said(enter, "opened_at", "customer", "queue", "direction", "channel") == (
        "2026-08-17T10:01:00+00:00", "+380000000101", "support", "in", "call",
    )  # fmt: skip
    assert said(missed, "operator", "wait_seconds", "is_abandoned") == (None, None, None)
    assert said(connect, "operator", "wait_seconds", "is_abandoned") == ("PJSIP/202", 30, False)
    assert said(complete, "handle_seconds", "wait_seconds", "closed_at") == (
        120, None, "2026-08-17T10:03:30+00:00",
    )  # fmt: skip


def test_a_caller_who_hangs_up_waiting_abandoned_the_call():
    enter, abandon = of_call(events(), "1786961095.104")
    assert said(enter, "customer", "is_abandoned") == (None, None)
    assert said(abandon, "is_abandoned", "wait_seconds", "operator") == (True, 68, None)


def test_a_call_that_leaves_one_queue_and_is_answered_in_another_is_not_abandoned():
    parts = of_call(events(), "1786961195.105")
    verdicts = [record.fields.get("is_abandoned") for record in parts]
    assert verdicts == [None, True, None, False, False]
    assert (total(parts, "wait_seconds"), total(parts, "transfer_count")) == (100, 1)


def test_lines_out_of_order_add_up_and_a_repeated_line_is_the_same_record():
    parts = of_call(events(), "1786961395.108")
    assert len({record.fields["source_id"] for record in parts}) == len(parts) - 1
    assert (total(parts, "handle_seconds"), total(parts, "wait_seconds")) == (15, 5)


def test_what_agents_do_is_no_contact():
    others = [record for record in events() if record.fields.get("left_out")]
    assert [record.fields["queue_log"]["event"] for record in others] == ["QUEUESTART", "ADDMEMBER"]
    assert {record.fields["left_out"] for record in others} == {"not_a_contact"}


def test_an_event_of_the_exchange_s_own_making_is_a_part_of_its_call():
    (own,), set_aside = tell(read, "1786960860|1786960855.101|support|PJSIP/201|VIP-MARK2|gold\n")
    assert (own.fields["part_of"], own.fields["queue_log"]["data1"], set_aside) == (
        "1786960855.101",
        "gold",
        [],
    )


def test_a_line_that_was_cut_is_set_aside_with_its_number():
    _, set_aside = tell(read, fixture("asterisk_queue_log", "queue_log"))
    assert [(piece.line, piece.reason) for piece in set_aside] == [(19, "unknown_shape")]


def test_a_log_whose_first_line_was_cut_to_a_bracket_is_read_as_a_log():
    log = fixture("asterisk_queue_log", "queue_log")
    records, set_aside = tell(read, b"{" + log)
    assert (len(records), set_aside[0].line) == (len(tell(read, log)[0]) - 1, 1)


def test_a_database_export_says_the_same_as_the_file():
    enter, connect, complete = events("queue_log.csv")
    assert said(enter, "part_of", "opened_at") == (
        "node1-1786960855.101", "2026-08-17 13:01:00.250000",
    )  # fmt: skip
    assert said(connect, "wait_seconds", "operator") == (30, "PJSIP/202")
    assert said(complete, "handle_seconds", "closed_at") == (120, "2026-08-17T10:03:30+00:00")


def test_rows_that_a_query_gave_as_json_say_the_same_as_the_export():
    lines = fixture("asterisk_queue_log", "queue_log.csv").decode().splitlines()
    rows = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]]
    typed = [{**row, "id": int(row["id"]), "data5": None} for row in rows]
    records, set_aside = tell(read, "\n".join(json.dumps(row) for row in typed))
    assert [said(record, *ABOUT) for record in records] == [
        said(record, *ABOUT) for record in events("queue_log.csv")
    ]
    assert set_aside == []
    records, set_aside = tell(read, '{"callid": 1}\n{"cut')
    assert (records, [piece.reason for piece in set_aside]) == ([], ["unknown_shape", "cut_off"])


def test_master_csv_is_read_without_a_header_and_joins_the_queue_log():
    records, set_aside = tell(read, fixture("asterisk_queue_log", "Master.csv"))
    queue, direct, missed = records
    assert said(queue, "part_of", "queue", "handle_seconds") == ("1786960855.101", "support", None)
    assert said(direct, "operator", "handle_seconds", "is_abandoned") == ("PJSIP/201", 120, False)
    assert said(missed, "operator", "handle_seconds", "is_abandoned") == (None, None, None)
    assert [(piece.line, piece.reason) for piece in set_aside] == [(4, "unknown_shape")]


@pytest.mark.parametrize("more", [[], ["1786962000.1"], ["mine"], ["1786962000.1", "mine"],
    ["acc", "1786962000.1", "3"], ["1786962000.1", "mine", "acc", "1786962000.1", "3"]])  # fmt: skip
def test_master_csv_may_have_fewer_or_more_columns(more):
    line = fixture("asterisk_queue_log", "Master.csv").decode().splitlines()[1]
    plain = line.removesuffix(',"1786962000.112",""')
    records, set_aside = tell(read, plain + "".join(f',"{text}"' for text in more) + "\n")
    assert (len(records), set_aside) == (1, [])
    assert records[0].fields.get("part_of") == ("1786962000.1" if "1786962000.1" in more else None)


def test_the_legs_of_a_call_are_parts_and_talk_is_counted_once():
    legs = events("cdr.csv")
    whole = of_call(legs, "1786960855.101")
    assert len(whole) == 3
    assert total(whole, "handle_seconds") == 0  # the queue_log says it
    assert total(of_call(legs, "1786963200.120"), "handle_seconds") == 60


def test_the_events_of_a_queue_entered_after_a_transfer_find_the_call_through_its_leg():
    assert ("1786961100.130", "1786960855.101") in [
        said(record, "source_id", "part_of") for record in events("cdr.csv")
    ]


def test_the_context_of_a_call_can_be_mapped_to_its_direction():
    assert [record.fields["cdr"]["dcontext"] for record in events("cdr.csv")] == [
        "ext-queues", "ext-local", "from-internal", "from-internal",
    ]  # fmt: skip


def test_other_letters_than_the_declared_ones_are_set_aside_and_the_rest_is_read():
    content = "1786960860|1.1|Підтримка|NONE|ABANDON|1|1|68\n".encode()
    records, set_aside = tell(read, content + content.decode().encode("cp1251") + content)
    assert (len(records), [piece.reason for piece in set_aside]) == (2, ["bad_encoding"])
    records, set_aside = tell(read, content.decode().encode("cp1251"), encoding="cp1251")
    assert (records[0].fields["queue"], set_aside) == ("Підтримка", [])


@pytest.mark.parametrize(
    ("name", "lines", "agents_events"),
    [("asterisk_queue_log_sample.log", 10, 7), ("asterisk_queue_log_freepbx_events.log", 16, 0),
     ("asterisk_queue_log_FAULT_repeated_enterqueue.log", 3, 0)],
)  # fmt: skip
def test_real_logs_read_through(name, lines, agents_events):
    records, set_aside = tell(read, real_sample(name))
    assert (len(records), set_aside) == (lines, [])
    assert sum("left_out" in record.fields for record in records) == agents_events


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_happened_to_a_file_every_line_comes_out_once_and_can_be_written_down(name, data):
    content = bytearray(fixture("asterisk_queue_log", name))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=5))
    records, set_aside = tell(read, bytes(content), chunk=data.draw(st.integers(1, 4000)))
    places = [record.place for record in records] + [piece.line for piece in set_aside]
    assert len(set(places)) == len(places)
    if name == "queue_log" and records and b"\r" not in content:
        assert len(places) == len(
            [line for line in content.replace(b"\0", b"").split(b"\n") if line]
        )
    json.dumps([dict(record.fields) for record in records]).encode()
