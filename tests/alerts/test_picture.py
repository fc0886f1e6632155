"""The chart in an episode's message: uploaded once, shown when Slack is ready, and never in the way of the text."""

import json

import pytest

from tests.alerts.rows import PIXEL, WEEK
from trend_lib import alerts
from trend_lib.alerts import slack_transport

EPISODE = "2026-W45-T12"


@pytest.fixture
def drawn_desk(slack_desk, monkeypatch):
    """A home whose bulletin drew the episode's chart."""
    monkeypatch.setattr(slack_transport, "PICTURE_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(slack_transport, "PICTURE_SECONDS", 0.2)
    images = slack_desk.path / "bulletins" / "2026" / "w46" / "en" / "images"
    (images / "episodes.json").write_text(json.dumps({EPISODE: "spike-1"}), "utf-8")
    return slack_desk


def shown(slack):
    return [
        block["slack_file"]["id"]
        for block in slack.messages[0]["blocks"]
        if block["type"] == "image"
    ]


def of_pictures(desk):
    return desk.ask("SELECT state, remote_id FROM alerts.ledger WHERE about LIKE 'picture %'")


def test_a_chart_is_uploaded_once_and_shown_with_words_for_who_cannot_see_it(drawn_desk, slack):
    for _ in range(2):
        alerts.send(drawn_desk.home, WEEK)
    assert {name: file["content"] for name, file in slack.files.items()} == {"F0CHART1": PIXEL}
    assert shown(slack) == ["F0CHART1"]
    assert "Contacts by week. ▲ Double charge" in str(slack.messages[0]["blocks"])
    assert of_pictures(drawn_desk) == [("sent", "F0CHART1")]


def test_without_the_right_to_upload_the_text_goes_alone_and_the_log_says_so_once(
    drawn_desk, slack, caplog
):
    slack.refuses = {"files.getUploadURLExternal": "missing_scope"}
    assert alerts.send(drawn_desk.home, WEEK).slack == 1
    assert shown(slack) == []
    assert caplog.text.count("files:write") == 1


def test_a_chart_that_slack_has_not_looked_at_in_time_is_shown_by_a_later_sending(
    drawn_desk, slack
):
    slack.looks_before_seen = 10_000
    alerts.send(drawn_desk.home, WEEK)
    assert shown(slack) == []
    slack.looks_before_seen = 0
    assert alerts.send(drawn_desk.home, WEEK) == alerts.Sent(updated=1)
    assert (shown(slack), len(slack.files)) == (["F0CHART1"], 1)


def test_where_slack_does_not_show_a_chart_the_message_goes_without(drawn_desk, slack):
    slack.shows_pictures = False
    assert alerts.send(drawn_desk.home, WEEK).slack == 1
    assert shown(slack) == []
    assert alerts.send(drawn_desk.home, WEEK) == alerts.Sent()


def test_an_upload_that_was_cut_off_is_done_again(drawn_desk, slack):
    slack.next_answers = ["accept, then hang up"]
    alerts.send(drawn_desk.home, WEEK)
    assert alerts.send(drawn_desk.home, WEEK) == alerts.Sent(updated=1)
    assert shown(slack) == ["F0CHART2"]


def test_looking_at_what_would_be_sent_uploads_nothing(drawn_desk, slack):
    alerts.would_send(drawn_desk.home, WEEK)
    assert slack.calls == []
