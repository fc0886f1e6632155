"""Incoming webhooks of Slack and Teams, and a system's own: each stage of an episode once, whatever the other side does."""

import hashlib
import hmac
import json
import traceback
from dataclasses import replace

import pytest

from tests.alerts.fake_webhook import FakeWebhook
from tests.alerts.golden import assert_same_as_golden
from tests.alerts.rows import WEEK
from tests.alerts.test_slack_message import ALERT, CLOSED, HOSTILE, NEW_TOPIC
from trend_lib import alerts
from trend_lib.alerts import webhook_transport
from trend_lib.alerts.announcement import Announcement
from trend_lib.alerts.outcome import MessagesFailedError
from trend_lib.alerts.slack_webhook import slack_webhook_message
from trend_lib.alerts.teams_card import teams_message
from trend_lib.alerts.webhook_event import webhook_event
from trend_lib.base.speech import LOCALES, speaking

VARIABLES = {"slack_webhook": "TRENDS_SLACK_WEBHOOK", "teams": "TRENDS_TEAMS_WEBHOOK", "webhook": "TRENDS_WEBHOOK_URL"}  # fmt: skip
LATER = WEEK.plus(1)
LINK = "https://reports.example/bulletins/2026/w46/en/index.html"
SAID = {
    "episode": Announcement("episode", "x/exceptional", WEEK, (ALERT,), LINK),
    "closed": Announcement("episode", "x/closed", WEEK, (CLOSED,), LINK),
    "list": Announcement("list", "list 2026-W46", WEEK, (ALERT, NEW_TOPIC), LINK),
    "quiet": Announcement("quiet", "quiet 2026-W46", WEEK, (), LINK, "Complaints fell by 3%.", 2),
}
FORMATS = {
    "slack_webhook": slack_webhook_message,
    "teams": teams_message,
    "webhook": lambda one: webhook_event(one, "0" * 32),
}


@pytest.fixture
def hook():
    with FakeWebhook() as fake:
        yield fake


@pytest.fixture(params=VARIABLES)
def way(request, monkeypatch, hook):
    monkeypatch.setenv(VARIABLES[request.param], hook.address)
    monkeypatch.setenv("TRENDS_WEBHOOK_KEY", "made-up key")
    return request.param


def states(desk, way):
    return desk.ask("SELECT state FROM alerts.ledger WHERE channel = ?", way)


@pytest.mark.parametrize("form", ["slack_webhook", "teams"])
def test_a_message_without_buttons_leads_to_the_desk_where_its_address_is_known(form):
    address = "https://airflow.example/desk/episodes/"
    assert address not in str(FORMATS[form](SAID["episode"]))
    told = replace(SAID["episode"], desk_url="https://airflow.example/desk")
    assert f"{address}{ALERT.episode_id}" in str(FORMATS[form](told))


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("form", FORMATS)
def test_the_message_is_what_was_agreed(form, name, language):
    with speaking(language):
        written = json.dumps(FORMATS[form](SAID[name]), ensure_ascii=False, indent=2)
    ending = "" if language == "en" else f".{language}"
    assert_same_as_golden(f"{form}_{name}{ending}.json", written + "\n")


def test_an_episode_is_posted_once_and_again_only_when_it_is_worse_or_over(desk, hook, way):
    desk.add_episode(grade="unusual")
    for _ in range(2):
        alerts.send(desk.home, WEEK)
    assert len(hook.taken) == 1
    for number, (grade, state, posted) in enumerate(
        [("exceptional", "open", 2), ("very_unusual", "open", 2), ("", "recovering", 2), ("", "closed", 3)],
        start=1,
    ):  # fmt: skip
        week = WEEK.plus(number)
        desk.add_episode(week_start=week.start, grade=grade, state=state)
        for _ in range(2):
            alerts.send(desk.home, week)
        others = [one for one in hook.payloads if "uiet" in json.dumps(one)]
        assert len(hook.taken) - len(others) == posted


def test_many_new_episodes_are_one_list_and_each_may_still_get_worse(desk, hook, way):
    desk.remove_episodes()
    desk.add_episodes(6, grade="unusual")
    for _ in range(2):
        alerts.send(desk.home, WEEK)
    assert len(hook.taken) == 1
    desk.add_episode(
        week_start=LATER.start, episode_id="2026-W46-T3", topic_name="Topic 3", grade="exceptional"
    )
    alerts.send(desk.home, LATER)
    assert len(hook.taken) == 2
    assert "Topic 3" in json.dumps(hook.payloads[-1])


def test_too_many_requests_are_waited_out(desk, hook, way):
    hook.next_answers = [429, 429]
    assert alerts.send(desk.home, WEEK).webhooks == 1
    assert len(hook.taken) == 1


@pytest.mark.parametrize("answer", [400, 403, 404, 429])
def test_a_refusal_is_told_without_the_address_and_tried_again(desk, hook, way, answer):
    hook.next_answers = [answer] * 3
    with pytest.raises(MessagesFailedError, match="webhook: ") as failure:
        alerts.send(desk.home, WEEK)
    assert "secret-part" not in "".join(traceback.format_exception(failure.value))
    assert states(desk, way) == [("failed",)]
    hook.next_answers = []
    assert alerts.send(desk.home, WEEK).webhooks == 1
    assert states(desk, way) == [("sent",)]


@pytest.mark.parametrize("answer", ["accept, then hang up", "accept, then time out", 503])
def test_silence_is_left_to_a_person_unless_the_receiver_knows_the_id(
    desk, hook, way, answer, monkeypatch
):
    monkeypatch.setattr(webhook_transport, "TIMEOUT_SECONDS", 0.5)
    hook.next_answers = [answer]
    assert alerts.send(desk.home, WEEK).unknown == 1
    again = alerts.send(desk.home, WEEK)
    if way == "webhook":
        assert again.webhooks == 1
        assert len({headers["X-Trends-Id"] for headers, _ in hook.taken}) == 1
    else:
        assert (again.webhooks, again.unknown) == (0, 1)
        assert len(hook.taken) == (answer != 503)


def test_an_address_that_nobody_answers_at_is_a_refusal(desk, monkeypatch):
    monkeypatch.setenv("TRENDS_TEAMS_WEBHOOK", "http://127.0.0.1:9/hook")
    with pytest.raises(MessagesFailedError, match="cannot be reached"):
        alerts.send(desk.home, WEEK)


def test_an_event_is_signed_with_its_moment(desk, hook, monkeypatch):
    monkeypatch.setenv("TRENDS_WEBHOOK_URL", hook.address)
    monkeypatch.setenv("TRENDS_WEBHOOK_KEY", "made-up key")
    alerts.send(desk.home, WEEK)
    [(headers, body)] = hook.taken
    signed = headers["X-Trends-Timestamp"].encode() + b"." + body
    expected = hmac.new(b"made-up key", signed, hashlib.sha256).hexdigest()
    assert headers["X-Trends-Signature"] == f"sha256={expected}"
    assert headers["X-Trends-Id"] == json.loads(body)["id"]


def test_personal_data_hold_a_message_back(desk, hook, way):
    desk.add_episode(topic_name="Call +380 67 123 45 67")
    with pytest.raises(MessagesFailedError, match="phone"):
        alerts.send(desk.home, WEEK)
    assert hook.taken == []


def test_where_slack_is_told_by_a_webhook_no_file_stands_for_it(desk, hook, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_WEBHOOK", hook.address)
    alerts.send(desk.home, WEEK)
    assert desk.outbox("*slack*") == []
    assert "stays as it is" in json.dumps(hook.payloads)


def test_no_customers_words_are_mark_up_in_teams_or_leave_to_other_systems():
    hostile = replace(ALERT, topic_name=HOSTILE[0], examples=(HOSTILE[0],))
    said = Announcement("episode", "x/exceptional", WEEK, (hostile,), LINK)
    body = teams_message(said)["attachments"][0]["content"]["body"]
    assert {block["type"] for block in body} == {"RichTextBlock"}
    assert ALERT.examples[0] not in json.dumps(webhook_event(SAID["episode"], "1"))


def test_an_owner_known_by_an_id_of_slacks_goes_by_name_elsewhere(desk, hook, monkeypatch):
    monkeypatch.setenv("TRENDS_WEBHOOK_URL", hook.address)
    desk.add_episode(owner="U0BILLING1")
    with (desk.path / "trends.toml").open("a", encoding="utf-8") as file:
        file.write('[alerts.slack_members]\n"Billing" = "U0BILLING1"\n')
    alerts.send(desk.home, WEEK)
    assert hook.payloads[0]["episodes"][0]["owner"] == "Billing"
