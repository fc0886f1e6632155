"""Genesys Cloud: a conversation is one contact, with all that its participants' sessions measured."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.readers.told import fixture, said, tell
from trend_lib.sources.readers.genesys_cloud import READER

read = READER.reads["contacts"]


@pytest.fixture(scope="module")
def conversations():
    records, set_aside = tell(read, fixture("genesys_cloud", "conversations.json"))
    assert not set_aside
    return {record.fields["source_id"]: record for record in records}


def test_times_are_seconds_summed_over_all_legs(conversations):
    whole = conversations["g-1"]
    assert said(whole, "handle_seconds", "hold_seconds", "wait_seconds", "transfer_count") == (
        540,
        30,
        45,
        1,
    )
    assert said(whole, "queue", "operator", "is_abandoned") == ("Internet", "user-1", False)


def test_an_agent_to_whom_it_was_handed_on_is_a_part_that_says_no_more(conversations):
    second = conversations["g-1:1"]
    assert said(second, "part_of", "operator", "handle_seconds", "text") == (
        "g-1",
        "user-2",
        None,
        None,
    )
    assert said(second, "opened_at") > said(conversations["g-1"], "opened_at")


def test_the_customer_is_known_by_the_bare_number(conversations):
    customers = {
        name: record.fields.get("customer")
        for name, record in conversations.items()
        if ":" not in name
    }
    assert customers == {
        "g-1": "+380000000301", "g-2": "ext-9", "g-3": "380000000302", "g-4": "+380000000303", "g-5": None,
    }  # fmt: skip


def test_an_agents_closing_note_is_the_text_and_codes_can_be_mapped(conversations):
    fields = conversations["g-1"].fields
    assert fields["text"] == "no link light"
    assert fields["conversation"]["wrapUpCodes"] == ["w-1", "w-2"]
    assert fields["conversation"]["attributes"] == {"region": "Western"}


def test_an_open_conversation_is_a_contact_and_a_later_export_of_it_is_newer(conversations):
    open_one = conversations["g-2"]
    assert said(open_one, "closed_at", "updated_at", "channel", "queue", "is_abandoned") == (
        None, "2026-08-17T09:20:00.000Z", "chat", "q-7", None,
    )  # fmt: skip
    later = {
        "conversationId": "g-2",
        "conversationStart": "2026-08-17T09:20:00.000Z",
        "conversationEnd": "2026-08-17T09:25:00.000Z",
    }
    (closed,), _ = tell(read, json.dumps(later))
    assert closed.fields["updated_at"] > open_one.fields["updated_at"]


def test_a_caller_whom_only_a_ringing_phone_reached_abandoned(conversations):
    assert said(conversations["g-3"], "is_abandoned", "wait_seconds", "operator") == (
        True,
        60,
        None,
    )


def test_what_we_dialled_goes_out_and_without_a_handle_time_its_pieces_are_summed(conversations):
    assert said(conversations["g-4"], "direction", "handle_seconds") == ("out", 65)


def test_a_call_between_colleagues_is_no_contact(conversations):
    left_out = {
        name: record.fields.get("left_out")
        for name, record in conversations.items()
        if ":" not in name
    }
    assert left_out == {"g-1": None, "g-2": None, "g-3": None, "g-4": None, "g-5": "not_a_contact"}


def test_lines_of_the_job_api_are_read_like_the_query_s_answer():
    whole = json.loads(fixture("genesys_cloud", "conversations.json"))["conversations"]
    records, _ = tell(read, "\n".join(json.dumps(one) for one in whole))
    assert len(records) == 5 + 1


def test_an_object_without_an_id_is_set_aside():
    records, set_aside = tell(read, '{"conversations": [{"status": 429}]}')
    assert (records, [piece.reason for piece in set_aside]) == ([], ["unknown_shape"])


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_byte_stops_the_reader(data):
    content = bytearray(fixture("genesys_cloud", "conversations.json"))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from([b"{", b"[", b"null", b'"', b"1e999", b"\xff", b"[]", b"7", b"{}"])
        )
    records, _ = tell(read, bytes(content), chunk=4000)
    json.dumps([dict(record.fields) for record in records])
