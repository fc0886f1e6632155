"""Slack, against a server on loopback: one message an episode, and never two."""

import logging
import traceback

import pytest

from tests.alerts.fake_slack import CHANNEL_ID
from tests.alerts.rows import WEEK
from trend_lib import alerts
from trend_lib.alerts import slack_transport
from trend_lib.alerts.outcome import MessagesFailedError


def fallback_texts(slack):
    return [message["text"] for message in slack.messages]


def test_an_episode_is_posted_once_however_often_the_week_runs(slack_desk, slack):
    assert alerts.send(slack_desk.home, WEEK).slack == 1
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    [message] = slack.messages
    assert message["metadata"]["event_type"] == "complaint_spike"
    assert message["metadata"]["event_payload"]["episode"] == "2026-W45-T12"
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)
    assert message["text"].startswith("▲ Double charge in prepaid roaming: 1,412 contacts")


def test_a_later_week_updates_the_message_and_only_when_something_changed(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    later = WEEK.plus(1)
    slack_desk.add_episode(week_start=later.start, observed=700)
    slack_desk.add_bulletin(week=later)
    sent = alerts.send(slack_desk.home, later)
    assert (sent.slack, sent.updated) == (0, 1)
    assert alerts.send(slack_desk.home, later) == alerts.Sent()
    assert [name for name, _ in slack.calls] == ["chat.postMessage"] * 2 + ["chat.update"]
    [message] = slack.messages
    assert "700 contacts" in message["text"]
    assert message["channel"] == CHANNEL_ID
    assert message["metadata"]["event_payload"]["message_key"]


def test_an_earlier_week_run_again_does_not_turn_the_message_back(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    later = WEEK.plus(1)
    slack_desk.add_episode(week_start=later.start, observed=700)
    alerts.send(slack_desk.home, later)
    slack_desk.add_episode(observed=1500)
    assert alerts.send(slack_desk.home, WEEK).updated == 0
    assert "700 contacts" in slack.messages[0]["text"]


def test_late_data_correct_the_message_of_the_same_week(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    slack_desk.add_episode(observed=1500)
    assert alerts.send(slack_desk.home, WEEK).updated == 1
    assert "1,500 contacts" in slack.messages[0]["text"]


@pytest.mark.parametrize("state", ["closed", "false_alarm"])
def test_what_is_over_is_never_posted_but_its_message_says_so(slack_desk, slack, state):
    slack_desk.add_episode(episode_id="2026-W40-T1", state=state)
    alerts.send(slack_desk.home, WEEK)
    assert len(slack.messages) == 1
    later = WEEK.plus(1)
    slack_desk.add_episode(week_start=later.start, state=state, grade="")
    assert alerts.send(slack_desk.home, later).updated == 1
    assert slack.messages[0]["text"].startswith(("Closed: ", "False alarm: "))


def test_more_than_five_new_episodes_are_one_list(slack_desk, slack):
    slack_desk.remove_episodes()
    slack_desk.add_episodes(6)
    assert alerts.send(slack_desk.home, WEEK).slack == 1
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    assert fallback_texts(slack) == [
        "▲ 6 topics rose together. First: ▲ Topic 6: 205 contacts, expected 92–147"
    ]


def test_five_new_episodes_are_five_messages(slack_desk, slack):
    slack_desk.remove_episodes()
    slack_desk.add_episodes(5)
    assert alerts.send(slack_desk.home, WEEK).slack == 5


def test_a_list_is_brought_up_to_date_as_a_whole_and_its_members_get_no_own_message(
    slack_desk, slack
):
    slack_desk.remove_episodes()
    slack_desk.add_episodes(7)
    alerts.send(slack_desk.home, WEEK)
    later = WEEK.plus(1)
    slack_desk.add_episode(
        week_start=later.start,
        episode_id="2026-W46-T3",
        topic_name="Topic 3",
        state="closed",
        grade="",
    )
    slack_desk.add_episode(week_start=later.start, episode_id="2026-W47-T99", topic_name="New one")
    sent = alerts.send(slack_desk.home, later)
    assert (sent.slack, sent.updated) == (1, 1)
    listed = str(slack.messages[0]["blocks"])
    assert "Closed: Topic 3" in listed
    assert all(f"Topic {number}" in listed for number in range(1, 8))
    assert "New one" in slack.messages[1]["text"]


def test_a_quiet_week_gives_one_sign_of_life(slack_desk, slack):
    slack_desk.remove_episodes()
    slack_desk.add_episode(state="recovering", grade="", episode_id="2026-W44-T1")
    sent = alerts.send(slack_desk.home, WEEK)
    assert (sent.slack, sent.outbox) == (1, 3)
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    [message] = slack.messages
    assert message["text"] == (
        "Quiet week 46 (9–15 November 2026): no alarm. Complaints rose by 9%."
    )
    assert "Complaints rose by 9%." in str(message["blocks"])


def test_the_link_stands_only_where_the_bulletin_can_be_opened(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    assert "Open the weekly bulletin" not in str(slack.messages)
    slack_desk.configure(public_url="https://reports.example/desk/")
    alerts.send(slack_desk.home, WEEK)
    link = (
        "<https://reports.example/desk/bulletins/2026/w46/en/index.html|Open the weekly bulletin>"
    )
    assert link in str(slack.messages)


def test_slack_hears_of_a_week_without_bulletin_and_so_do_the_owners(slack_desk, slack):
    slack_desk.configure(public_url="https://reports.example")
    slack_desk.ask("DELETE FROM report.bulletins")
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent(slack=1, outbox=1)
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    assert "Open the weekly bulletin" not in str(slack.messages)
    [notice] = slack_desk.outbox("*-notice-*.eml")
    written = (slack_desk.path / "outbox" / notice).read_text("utf-8")
    assert "Subject: Week 2026-W46: the bulletin is missing" in written
    assert "To: Owner <owner@northline.example>" in written


def test_too_many_requests_are_waited_out(slack_desk, slack):
    slack.next_answers = ["429"]
    assert alerts.send(slack_desk.home, WEEK).slack == 1
    assert len(slack.messages) == 1


def test_a_refusal_is_told_and_tried_again_and_the_mails_still_go(slack_desk, slack):
    slack.refuses = {"chat.postMessage": "not_in_channel"}
    with pytest.raises(MessagesFailedError, match="Slack: not_in_channel") as failure:
        alerts.send(slack_desk.home, WEEK)
    assert failure.value.sent == alerts.Sent(outbox=3, failed=1)
    assert slack_desk.ledger("channel", "state")[-1] == ("slack", "failed")
    slack.refuses = {}
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent(slack=1)
    assert slack_desk.ledger("channel", "attempts", "state")[-1] == ("slack", 2, "sent")


@pytest.mark.parametrize(
    "misbehaviour", ["accept, then hang up", "accept, then time out", "accept, then 503"]
)
def test_silence_after_accepting_is_unknown_and_then_found_in_the_channel(
    slack_desk, slack, misbehaviour, monkeypatch, caplog
):
    monkeypatch.setattr(slack_transport, "TIMEOUT_SECONDS", 1)
    slack.next_answers = [misbehaviour]
    with caplog.at_level(logging.WARNING, "trend_lib"):
        assert alerts.send(slack_desk.home, WEEK).unknown == 1
    assert "may have arrived" in caplog.text
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    assert len(slack.messages) == 1
    assert slack_desk.ledger("channel", "state")[-1] == ("slack", "sent")


def test_silence_without_accepting_is_looked_into_and_posted(slack_desk, slack):
    slack.next_answers = ["500"]
    assert alerts.send(slack_desk.home, WEEK).unknown == 1
    assert alerts.send(slack_desk.home, WEEK).slack == 1
    assert len(slack.messages) == 1


def test_a_message_that_may_be_there_is_not_posted_unseen(slack_desk, slack, caplog):
    slack.next_answers = ["accept, then 503"]
    slack.refuses = {"conversations.list": "missing_scope"}
    alerts.send(slack_desk.home, WEEK)
    assert alerts.send(slack_desk.home, WEEK).unknown == 1
    assert "channels:history" in caplog.text
    assert len(slack.messages) == 1


@pytest.mark.parametrize("channel", ["C0COMPLAIN", "#complaints"])
def test_a_channel_is_searched_by_its_name_and_by_its_id(slack_desk, slack, channel):
    slack_desk.configure(slack_channel=channel)
    slack.next_answers = ["accept, then 503"]
    alerts.send(slack_desk.home, WEEK)
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    assert len(slack.messages) == 1


def test_a_channel_nobody_finds_leaves_the_message_unknown(slack_desk, slack):
    slack.next_answers = ["500"]
    alerts.send(slack_desk.home, WEEK)
    slack.channel_name = "renamed"
    assert alerts.send(slack_desk.home, WEEK).unknown == 1
    assert slack.messages == []


def test_a_refused_update_is_told_and_done_later(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    slack_desk.add_episode(observed=1500)
    slack.refuses = {"chat.update": "edit_window_closed"}
    with pytest.raises(MessagesFailedError, match="edit_window_closed"):
        alerts.send(slack_desk.home, WEEK)
    slack.refuses = {}
    assert alerts.send(slack_desk.home, WEEK).updated == 1


def test_a_connection_that_breaks_while_it_is_made_is_no_refusal(slack_desk, slack):
    slack_desk.configure(slack_base_url=slack.address.replace("http:", "https:"))
    assert alerts.send(slack_desk.home, WEEK).unknown == 1


def test_a_message_people_deleted_is_let_be(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    slack.messages.clear()
    slack_desk.add_episode(observed=1500)
    alerts.send(slack_desk.home, WEEK)
    assert slack.messages == []


def test_an_unreachable_slack_is_a_refusal(slack_desk, slack):
    slack_desk.configure(slack_base_url="http://127.0.0.1:9/api/")
    with pytest.raises(MessagesFailedError, match="Slack cannot be reached"):
        alerts.send(slack_desk.home, WEEK)


@pytest.mark.parametrize("code", ["invalid_auth", "xoxb-made-up-token", "olena@northline.example"])
def test_an_error_holds_no_token_and_no_address(slack_desk, slack, code):
    slack.refuses = {"chat.postMessage": code}
    with pytest.raises(MessagesFailedError) as failure:
        alerts.send(slack_desk.home, WEEK)
    told = "".join(traceback.format_exception(failure.value))
    assert "xoxb-made-up-token" not in told
    assert "northline.example" not in told


def test_personal_data_hold_a_message_back_and_the_error_names_the_place_alone(slack_desk, slack):
    slack_desk.add_episode(examples=["Call me: +380 67 123 45 67"])
    with pytest.raises(MessagesFailedError, match=r"rich_text|elements.*phone") as failure:
        alerts.send(slack_desk.home, WEEK)
    assert "123 45" not in str(failure.value)
    assert slack.messages == []
    assert slack_desk.ledger("channel", "state")[-1] == ("slack", "failed")
    slack_desk.add_episode(examples=["Call me: [phone]"])
    assert alerts.send(slack_desk.home, WEEK).slack == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"language": "uk"}, "Спокійний 46-й тиждень (9–15 листопада 2026): тривог немає. Спад на 3%."),
        ({"language": "ru"}, "Спокойная 46-я неделя (9–15 ноября 2026): тревог нет. Complaints rose by 9%."),
        ({}, "Quiet week 46 (9–15 November 2026): no alarm. Complaints rose by 9%."),
    ],
    ids=["uk", "ru without a bulletin", "the bulletin's first"],
)  # fmt: skip
def test_the_channel_speaks_its_language_and_links_that_bulletin(slack_desk, slack, settings, said):
    slack_desk.add_bulletin(language="uk", verdict="Спад на 3%.")
    slack_desk.remove_episodes()
    slack_desk.configure(public_url="https://trends.example", **settings)
    alerts.send(slack_desk.home, WEEK)
    [message] = slack.messages
    assert message["text"] == said
    own = "uk" if settings.get("language") == "uk" else "en"
    assert f"https://trends.example/bulletins/2026/w46/{own}/index.html" in str(message["blocks"])
