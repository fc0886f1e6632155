"""What people answered comes back as events; the same event is one, whatever its file is called."""

import json

import pytest

from tests.sources.readers.told import fixture, said, tell
from trend_lib.sources.readers.answers import READER

read = READER.reads["answers"]


def event(name):
    (record,), set_aside = tell(read, fixture("answers", name), name)
    assert not set_aside
    return record


def test_an_event_says_who_answered_what_about_what():
    assert said(event("acknowledge.json"), "said_at", "who", "way", "action", "about", "note") == (
        "2026-08-17T08:15:00+03:00", "on-call-1", "slack", "acknowledge", "2026-W33-T12", "Looking at it",
    )  # fmt: skip


def test_a_value_may_be_an_object():
    assert json.loads(event("countermeasure.json").fields["value"]) == {
        "owner": "network",
        "from": "2026-W34",
    }


def test_the_same_event_written_again_in_another_order_of_keys_is_the_same_record():
    content = json.loads(fixture("answers", "acknowledge.json"))
    (again,), _ = tell(
        read, json.dumps(dict(reversed(content.items())), indent=3), "another name.json"
    )
    assert again.fields == event("acknowledge.json").fields


@pytest.mark.parametrize(
    ("content", "reason"),
    [('{"action": "acknowledge"}', "no_event"), ('{"said_at": "2026-08-17", "action": 5.5}', "no_event"),
     ("[]", None), ('"text"', "not_an_object"), ('{"said_at": "2026', "cut_off"), (b"\x00\x01\xff", "bad_json")],
)  # fmt: skip
def test_a_file_that_is_no_event_is_set_aside(content, reason):
    records, set_aside = tell(read, content)
    assert (records, [piece.reason for piece in set_aside]) == ([], [reason] if reason else [])
