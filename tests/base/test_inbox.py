"""What inbox/ promises: one signed file an answer, whole, once; what cannot be meant is refused with its cure."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.errors import MisuseError
from trend_lib.base.home import Home
from trend_lib.base.inbox import ABOUTS, ACTIONS, Answer, find_fault, is_signed, sign, write_answer
from trend_lib.base.secrets import answers_key

NOW = datetime(2026, 8, 24, 8, 15, tzinfo=UTC)


def answer(action="acknowledge", **said):
    return Answer(
        **{"said_at": NOW, "who": "olena", "way": "command", "about": "2026-W34-T12"} | said,
        action=action,
    )


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_an_answer_is_one_file_that_says_all_of_it_and_is_signed(home):
    written = json.loads(
        write_answer(home, answer("snooze", until="2026-09-01", note="моніторимо")).read_text(
            "utf-8"
        )
    )
    assert (written["who"], written["action"], written["about"]) == (
        "olena",
        "snooze",
        "2026-W34-T12",
    )
    assert (written["said_at"], written["until"], written["note"]) == (
        NOW.isoformat(),
        "2026-09-01",
        "моніторимо",
    )
    assert is_signed(written, answers_key(home.path))


def test_the_same_answer_again_is_the_same_file_untouched(home):
    first = write_answer(home, answer())
    before = first.stat().st_mtime_ns, first.read_bytes()
    assert write_answer(home, answer()) == first
    assert (first.stat().st_mtime_ns, first.read_bytes()) == before
    assert [path.name for path in (home.path / "inbox").iterdir()] == [first.name]


def test_a_press_told_twice_is_one_whatever_its_second_telling_says(home):
    first = write_answer(home, answer(event_id="press-0001"))
    again = write_answer(home, answer(event_id="press-0001", said_at=NOW.replace(minute=16)))
    assert again == first
    assert json.loads(first.read_text())["said_at"] == NOW.isoformat()


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ({"action": "frobnicate"}, "there are: acknowledge"),
        ({"who": ""}, "needs who"),
        ({"about": ""}, "needs about"),
        ({"action": "assign"}, "needs value"),
        ({"action": "start"}, "needs value"),
        ({"action": "snooze"}, "until (a day)"),
        ({"action": "snooze", "until": "tomorrow"}, "2026-08-19"),
        ({"action": "snooze", "until": "20260819"}, "2026-08-19"),
        ({"action": "start", "value": "x", "since": "Tuesday"}, "2026-08-19"),
        ({"action": "start", "value": "x", "since": "2025-08-18"}, "look at the year"),
        ({"action": "take", "since": "2026-08-18"}, "leave from out"),
        ({"way": "pigeon"}, "slack, desk, command"),
        ({"note": "x" * 2001}, "shorten it"),
        ({"said_at": datetime(2026, 8, 24)}, "offset"),  # noqa: DTZ001 - the fault itself
        ({"event_id": "../../etc"}, "event_id"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_cure(home, said, cure):
    with pytest.raises(MisuseError) as refused:
        write_answer(home, answer(**said))
    assert cure in str(refused.value)
    assert not list(home.path.glob("inbox/*"))


def test_every_action_can_be_answered_of_what_it_is_said_of_and_of_nothing_else():
    for action, meant in ACTIONS.items():
        for prefix, (_, example) in ABOUTS.items():
            value = next(iter(meant.values), "network team")
            said = answer(action, about=example, value=value, until="2026-09-01")
            assert (find_fault(said) == "") == (prefix in meant.of), (action, example)


def test_a_value_that_its_action_does_not_know_is_refused_with_those_it_does():
    said = answer("tried", about="unresolved:desk:1", value="was away")
    assert "no_answer, callback_later" in find_fault(said)


@pytest.mark.parametrize("about", ["topic:", "topic:x", "topic:12:de", "kind:", "basket:1"])
def test_what_is_no_id_of_anything_is_refused_with_an_example(about):
    action = "kind" if about == "kind:" else "rename"
    assert ABOUTS["kind" if action == "kind" else "topic"][1] in find_fault(
        answer(action, about=about, value="x")
    )


@given(st.dictionaries(st.text(), st.text() | st.none(), min_size=1), st.data())
def test_any_change_of_an_event_breaks_its_signature(event, data):
    signed = {**event, "signature": sign(event, b"key")}
    assert is_signed(dict(reversed(signed.items())), b"key")
    name = data.draw(st.sampled_from(sorted(event)))
    assert not is_signed({**signed, name: f"{event[name]}!"}, b"key") or name == "signature"
    assert not is_signed(signed, b"another key")
    assert not is_signed(event, b"key") or "signature" in event
