"""Episodes risen by one cause are one message, with each topic's figures and the answers about all of them."""

import json

import pytest

from tests.alerts.fake_webhook import FakeWebhook
from tests.alerts.rows import WEEK
from tests.alerts.test_thread import add_answer
from trend_lib import alerts

LEADER, MEMBER = "2026-W45-T12", "2026-W46-T5"
LATER = WEEK.plus(1)


def add_member(desk, week=WEEK, led_by=LEADER, **changes):
    row = {
        "episode_id": MEMBER,
        "topic_id": 5,
        "topic_name": "No <dial> tone",
        "opened_week": WEEK.start,
    }
    counts = {"observed": 62, "expected": 30.1, "lower": 21.4, "upper": 40.2, "grade": "unusual"}
    desk.add_episode(**row, **{**counts, "week_start": week.start, "led_by": led_by} | changes)
    for name in (LEADER, MEMBER):
        desk.ask(
            "INSERT OR REPLACE INTO episodes.causes VALUES (?, ?, ?, ['place:Odesa'], ?)",
            week.start, LEADER, name, name == MEMBER,
        )  # fmt: skip


@pytest.fixture
def told_desk(slack_desk):
    add_member(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    return slack_desk


def fields(message, name):
    return [
        field["text"].partition("\n")[2]
        for block in message["blocks"]
        for field in block.get("fields", ())
        if field["text"].startswith(f"*{name}*")
    ]


def test_one_message_tells_of_all_with_each_topics_own_figures(told_desk, slack):
    (message,) = slack.messages
    assert "roaming" in message["text"]
    assert fields(message, "By the same cause") == [
        "“No &lt;dial&gt; tone”: 62 contacts, expected 22–40"
    ]
    assert fields(message, "Perhaps one cause") == []


def test_what_is_answered_about_a_member_stands_in_that_messages_thread(told_desk, slack):
    add_answer(told_desk, episode_id=MEMBER)
    alerts.refresh(told_desk.home, WEEK)
    assert [reply["text"] for reply in slack.replies] == ["*No &lt;dial&gt; tone*: Olena took it."]
    assert slack.replies[0]["thread_ts"] == slack.messages[0]["ts"]


def test_how_a_members_week_went_is_said_by_the_message_alone(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start)
    add_member(told_desk, LATER, observed=95, grade="exceptional")
    told_desk.add_bulletin(week=LATER)
    alerts.send(told_desk.home, LATER)
    (message,) = slack.messages
    assert fields(message, "By the same cause") == [
        "“No &lt;dial&gt; tone”: 95 contacts, expected 22–40"
    ]
    assert len(slack.replies) == 1  # of the leader's week


def test_what_people_told_apart_gets_its_own_message_at_once(told_desk, slack):
    add_answer(told_desk, "apart", episode_id=MEMBER)
    add_member(told_desk, led_by=None)
    alerts.refresh(told_desk.home, WEEK)
    alerts.refresh(told_desk.home, WEEK)
    first, own = slack.messages
    assert fields(first, "By the same cause") == []
    assert "dial" in own["text"]


def test_what_goes_on_rising_alone_gets_its_own_message(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start, grade="", state="recovering")
    add_member(told_desk, LATER, led_by=None)
    told_desk.add_bulletin(week=LATER)
    alerts.send(told_desk.home, LATER)
    assert ["dial" in message["text"] for message in slack.messages] == [False, True]


def test_a_warning_told_before_monday_says_where_it_goes_on_and_asks_for_nothing(slack_desk, slack):
    slack_desk.configure(slack_buttons=True)
    add_member(slack_desk, led_by=None)
    alerts.send(slack_desk.home, WEEK)
    add_member(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    own = next(message for message in slack.messages if "dial" in message["text"])
    assert fields(own, "By the same cause") == [
        "Told with “Double charge in prepaid roaming” from now on: answers there count for both"
    ]
    assert [block for block in own["blocks"] if block["type"] == "actions"] == []
    leading = next(message for message in slack.messages if "roaming" in message["text"])
    assert f"apart {LEADER}" in str(leading["blocks"])


def test_a_member_beside_a_leader_that_nobody_wants_to_hear_of_is_told_by_itself(slack_desk, slack):
    slack_desk.add_episode(is_snoozed=True)
    add_member(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    assert ["dial" in message["text"] for message in slack.messages] == [True]


def test_a_lists_lines_name_members_and_lead_to_the_desk(slack_desk, slack):
    slack_desk.configure(desk_url="https://airflow.example/desk/")
    add_member(slack_desk)
    for topic in range(20, 26):
        slack_desk.add_episode(
            episode_id=f"2026-W46-T{topic}", topic_id=topic, opened_week=WEEK.start
        )
    alerts.send(slack_desk.home, WEEK)
    (message,) = slack.messages
    assert message["text"].startswith("▲ 8 topics rose together")
    said = json.dumps(message["blocks"], ensure_ascii=False)
    assert "By the same cause: “No &lt;dial&gt; tone”: 62 contacts, expected 22–40." in said
    assert f"<https://airflow.example/desk/episodes/{LEADER}|{LEADER}>" in said
    assert "<https://airflow.example/desk/|Answer at the desk>" in said


def test_a_list_told_before_names_those_told_with_another_in_its_line(slack_desk, slack):
    for topic in range(20, 26):
        slack_desk.add_episode(
            episode_id=f"2026-W46-T{topic}", topic_id=topic, opened_week=WEEK.start
        )
    add_member(slack_desk, led_by=None)
    alerts.send(slack_desk.home, WEEK)
    add_member(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    (message,) = slack.messages
    assert message["text"].startswith("▲ 8 topics rose together")
    lines = [block for block in message["blocks"] if block["type"] == "section"]
    assert ["No &lt;dial&gt; tone" in str(line) for line in lines].count(True) == 1


def test_other_systems_get_one_event_with_the_members_and_the_desks_address(
    slack_desk, monkeypatch
):
    slack_desk.configure(desk_url="https://airflow.example/desk")
    add_member(slack_desk)
    with FakeWebhook() as hook:
        monkeypatch.setenv("TRENDS_WEBHOOK_URL", hook.address)
        alerts.send(slack_desk.home, WEEK)
        alerts.send(slack_desk.home, WEEK)
    (event,) = hook.payloads
    (episode,) = event["episodes"]
    assert episode["desk"] == f"https://airflow.example/desk/episodes/{LEADER}"
    assert episode["with"] == [
        {"episode_id": MEMBER, "topic": "No <dial> tone", "observed": 62, "expected": 30.1, "lower": 21.4, "upper": 40.2}
    ]  # fmt: skip
