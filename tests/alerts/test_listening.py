"""Buttons and forms of Slack, over a real WebSocket on loopback: each press is one answer, and none is lost."""

import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from tests.alerts.fake_socket import FakeSocket, pressed, sent_form
from trend_lib import alerts
from trend_lib.alerts import slack_socket
from trend_lib.base.errors import ConfigError, TrendError

EPISODE = "2026-W45-T12"


@pytest.fixture
def socket(slack):
    with FakeSocket() as fake:
        slack.socket = fake
        yield fake


@pytest.fixture
def listened(slack_desk, socket, monkeypatch):
    """A home with buttons, whose listener has not begun."""
    monkeypatch.setenv("TRENDS_SLACK_APP_TOKEN", "xapp-made-up")
    slack_desk.configure(slack_buttons=True)
    return slack_desk


@contextmanager
def listening(desk, fold=lambda: None):
    """A listener in a thread, as `trends listen` runs it; what it raises is raised here."""
    stop, faults = threading.Event(), []

    def run():
        try:
            alerts.listen(desk.home, fold, stop)
        except TrendError as fault:
            faults.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()
    if faults:
        raise faults[0]


def events(desk):
    written = [json.loads(path.read_text("utf-8")) for path in (desk.path / "inbox").glob("*.json")]
    return sorted(written, key=lambda event: (event["said_at"], event["action"]))


def soon(is_so):
    give_up = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def said(desk):
    return [(event["who"], event["action"], event["about"]) for event in events(desk)]


def test_a_press_is_one_signed_answer_and_who_pressed_is_told(listened, slack, socket):
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("acknowledge", moment="1795000000.250000"))
        assert socket.wait_for_thanks() == [{"envelope_id": "e1"}]
        soon(lambda: slack.whispers)
    [event] = events(listened)
    assert (event["who"], event["way"], event["action"]) == ("olena.k", "slack", "acknowledge")
    assert event["about"] == EPISODE
    assert event["said_at"] == "2026-11-18T11:06:40+00:00"
    assert event["signature"]
    assert slack.whispers == [("U0OLENA11", f"Noted for {EPISODE}: olena.k looks into it.")]


def test_a_press_told_again_is_the_same_answer_also_by_another_listener(listened, slack, socket):
    press = pressed("take")
    for number in (1, 2):
        with listening(listened):
            socket.wait_for_connection(number)
            for _ in range(2):
                socket.send(press)
            socket.wait_for_thanks(2 * number)
    assert said(listened) == [("olena.k", "take", EPISODE)]


def test_who_is_in_the_settings_has_that_name(listened, slack, socket):
    with (listened.path / "trends.toml").open("a", encoding="utf-8") as file:
        file.write('[alerts.slack_members]\n"Olena" = "U0OLENA11"\n')
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("take"))
        socket.wait_for_thanks()
    assert said(listened) == [("Olena", "take", EPISODE)]


def test_a_countermeasure_is_asked_for_in_a_form_and_its_parts_are_the_answer(
    listened, slack, socket
):
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("start"))
        soon(lambda: slack.forms)
        [form] = slack.forms
        assert [block.get("block_id") for block in form["blocks"][1:]] == [
            "value", "since", "until", "note",
        ]  # fmt: skip
        socket.send(
            sent_form(
                form,
                value={"type": "plain_text_input", "value": "exchange <restarted>"},
                since={"type": "datepicker", "selected_date": "2026-11-10"},
                until={"type": "datepicker", "selected_date": "2026-12-01"},
                note={"type": "plain_text_input", "value": "half as many calls"},
            )
        )
        socket.wait_for_thanks(2)
        soon(lambda: slack.whispers)
    [event] = events(listened)
    assert event["action"] == "start"
    assert (event["value"], event["until"]) == ("exchange <restarted>", "2026-12-01")
    assert event["since"] == "2026-11-10"
    assert event["note"] == "half as many calls"
    assert slack.whispers[0][1] == (
        f"Noted for {EPISODE}: olena.k began a countermeasure: exchange &lt;restarted&gt;. "
        "Since 10 November 2026. Due 1 December 2026. Expected effect: half as many calls."
    )


@pytest.mark.parametrize(
    ("values", "value", "until"),
    [
        ({"value": {"selected_option": {"value": "worse"}}}, "worse", None),
        (
            {
                "value": {"selected_option": {"value": "day"}},
                "until": {"selected_date": "2026-12-01"},
            },
            None,
            "2026-12-01",
        ),
    ],
    ids=["until worse", "until a day"],
)
def test_a_snooze_asks_for_how_long(listened, slack, socket, values, value, until):
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("menu snooze"))
        soon(lambda: slack.forms)
        socket.send(sent_form(slack.forms[0], **values))
        socket.wait_for_thanks(2)
    [event] = events(listened)
    assert (event["action"], event["value"], event["until"]) == ("snooze", value, until)


def test_a_form_without_its_day_stays_open_and_says_so(listened, slack, socket):
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("snooze"))
        soon(lambda: slack.forms)
        socket.send(sent_form(slack.forms[0], value={"selected_option": {"value": "day"}}))
        [_, reply] = socket.wait_for_thanks(2)
    assert reply["payload"] == {"response_action": "errors", "errors": {"until": "Choose the day."}}
    assert events(listened) == []


@pytest.mark.parametrize(
    ("settings", "press", "is_heard"),
    [
        ({}, {}, True),
        ({}, {"team": "T0STRANGER"}, False),
        ({"slack_may_press": ["U0OTHER11"]}, {}, False),
        ({"slack_may_press": ["U0OLENA11"]}, {"team": "T0STRANGER"}, True),
        ({"slack_may_press": ["S0ONCALL1"]}, {}, True),
        ({"slack_may_press": ["S0OTHERS1"]}, {}, False),
    ],
    ids=["anyone", "a stranger", "not named", "a named stranger", "of a group", "of none"],
)  # fmt: skip
def test_only_who_may_press_is_heard(listened, slack, socket, settings, press, is_heard):
    slack.groups = {"S0ONCALL1": ["U0OLENA11"], "S0OTHERS1": ["U0OTHER11"]}
    listened.configure(**settings)
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("false_alarm", **press))
        socket.wait_for_thanks()
        soon(lambda: slack.whispers)
    assert (said(listened) != []) == is_heard
    assert ("may not answer" in slack.whispers[0][1]) != is_heard


def test_while_slack_does_not_say_who_is_in_a_group_nobody_of_it_is_heard(
    listened, slack, socket, caplog
):
    slack.refuses = {"usergroups.users.list": "missing_scope"}
    listened.configure(slack_may_press=["S0ONCALL1"])
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("take"))
        socket.wait_for_thanks()
    assert events(listened) == []
    assert "usergroups:read" in caplog.text


@pytest.mark.parametrize("mishap", ["ask_to_refresh", "hang_up"])
def test_a_connection_that_ends_is_made_anew_and_presses_go_on(listened, slack, socket, mishap):
    with listening(listened):
        for number in (1, 2, 3):
            socket.wait_for_connection(number)
            socket.send(pressed("useful", about=f"2026-W45-T{number}"))
            socket.wait_for_thanks(number)
            getattr(socket, mishap)()
        socket.wait_for_connection(4)
    assert sorted(about for _, _, about in said(listened)) == [f"2026-W45-T{n}" for n in (1, 2, 3)]


def test_a_slack_that_is_down_at_the_start_is_asked_again(listened, slack, socket, monkeypatch):
    monkeypatch.setattr(slack_socket, "FIRST_PAUSE_SECONDS", 0.05)
    slack.next_answers = ["500", "500"]
    with listening(listened):
        socket.wait_for_connection()
    assert slack.next_answers == []  # it met both
    assert len(socket.connections) == 1


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_token_that_is_none_ends_the_listener_with_the_cure(listened, slack, socket, method):
    slack.refuses = {method: "invalid_auth"}
    with (
        pytest.raises(ConfigError, match=r"invalid_auth: docs/operations\.md"),
        listening(listened) as thread,
    ):
        thread.join(timeout=15)


@pytest.mark.parametrize(
    ("variable", "value", "lacking"),
    [
        ("TRENDS_SLACK_APP_TOKEN", "xoxb-not-an-app-token", "TRENDS_SLACK_APP_TOKEN"),
        ("TRENDS_SLACK_TOKEN", "", "TRENDS_SLACK_TOKEN"),
    ],
)
def test_who_lacks_a_token_is_told_which(listened, monkeypatch, variable, value, lacking):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError, match=lacking):
        alerts.listen(listened.home, lambda: None, threading.Event())


def test_an_envelope_of_unknown_shape_is_thanked_for_and_left(listened, slack, socket, caplog):
    with listening(listened):
        socket.wait_for_connection()
        socket.send({"type": "block_actions", "actions": [{"action_id": "answer:take"}]})
        socket.send({"type": "block_actions", "actions": [{"action_id": "another app's"}]})
        socket.send({"event": {}}, kind="events_api")
        socket.wait_for_thanks(3)
        socket.send(pressed("take"))
        socket.wait_for_thanks(4)
    assert said(listened) == [("olena.k", "take", EPISODE)]
    assert "a press of unknown shape was left" in caplog.text


def test_who_cannot_be_told_is_heard_all_the_same(listened, slack, socket):
    slack.refuses = {"chat.postEphemeral": "user_not_in_channel"}
    with listening(listened):
        socket.wait_for_connection()
        socket.send(pressed("take"))
        socket.wait_for_thanks()
        soon(lambda: events(listened))
    assert said(listened) == [("olena.k", "take", EPISODE)]
    assert slack.whispers == []


def test_presses_are_counted_at_once_and_what_changed_nothing_is_said(listened, slack, socket):
    folds = []

    def fold():
        folds.append(len(events(listened)))
        [event] = events(listened)
        listened.insert(
            "episodes.answers",
            {
                "week_start": "2026-11-09", "answer_id": f"inbox:{event['event_id']}", "episode_id": EPISODE,
                "said_at": "2026-11-18 11:06:40", "who": "olena.k", "way": "slack", "action": "take",
                "note": "", "is_applied": False, "why_not": "it was so already",
            },
        )  # fmt: skip

    with listening(listened, fold):
        socket.wait_for_connection()
        socket.send(pressed("take"))
        soon(lambda: len(slack.whispers) == 2)
    assert folds == [1]
    assert slack.whispers[1][1] == "Changed nothing: it was so already."


def test_what_cannot_be_counted_now_is_kept_and_said_so(listened, slack, socket):
    def fold():
        raise TrendError("warehouse.duckdb is in use by another process")

    with listening(listened, fold):
        socket.wait_for_connection()
        socket.send(pressed("take"))
        soon(lambda: len(slack.whispers) == 2)
    assert slack.whispers[1][1] == "It is kept, and counted by the next run."
    assert said(listened) == [("olena.k", "take", EPISODE)]


def test_the_command_ends_cleanly_when_it_is_told_to(slack, socket, open_desk, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "xoxb-made-up-token")
    monkeypatch.setenv("TRENDS_SLACK_APP_TOKEN", "xapp-made-up")
    open_desk.configure(
        slack_channel="#complaints", slack_base_url=slack.address, slack_buttons=True
    )
    trends = [sys.executable, "-c", "from trend_lib.cli import main; main()"]
    command = [*trends, "listen", "--home", str(open_desk.path)]
    with subprocess.Popen(command) as process:
        socket.wait_for_connection()
        socket.send(pressed("take"))
        socket.wait_for_thanks()
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert said(open_desk) == [("olena.k", "take", EPISODE)]
    assert open_desk.ask("SELECT who, action FROM contacts.answers") == [("olena.k", "take")]
