"""What may have arrived is a person's to answer: `trends alerts` lists, `sent` and `again` settle it."""

import json

import pytest
from typer.testing import CliRunner

from tests.alerts.fake_mail import hang_up
from tests.alerts.rows import MAIL, WEEK
from trend_lib import alerts
from trend_lib.cli import app


def trends(desk, *words):
    return CliRunner().invoke(app, [*words, "--home", str(desk.path)])


@pytest.fixture
def unknown(mail_desk, mail):
    """One reader's mail was taken by a server that then hung up."""
    mail_desk.ask("DELETE FROM registers.recipients WHERE address NOT LIKE 'petro%'")
    mail.behaviour.after_data = hang_up
    alerts.send(mail_desk.home, WEEK)
    mail.behaviour.after_data = lambda _: None
    [row] = [row for row in alerts.list_open(mail_desk.home) if row["state"] == "unknown"]
    return row


def test_the_list_names_reader_reason_and_what_to_do(mail_desk, unknown):
    said = " ".join(trends(mail_desk, "alerts").output.split())
    assert unknown["key"] in said
    assert "petro@northline.example" in said
    assert "did not answer after the last byte" in said
    assert "trends alerts sent KEY" in said
    rows = json.loads(trends(mail_desk, "alerts", "list", "--json").output)["messages"]
    assert [row["key"] for row in rows] == [unknown["key"]]


def test_what_a_person_saw_is_sent_and_stays_so(mail_desk, mail, unknown):
    assert "counts as sent" in trends(mail_desk, "alerts", "sent", unknown["key"]).output
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()
    assert len(mail.behaviour.accepted) == 1
    assert "Every message" in trends(mail_desk, "alerts").output


def test_what_a_person_misses_is_sent_at_once_and_only_once(mail_desk, mail, unknown):
    answer = trends(mail_desk, "alerts", "again", unknown["key"])
    assert "sent now: 1 mails" in answer.output
    assert len(mail.behaviour.accepted) == 2
    again = trends(mail_desk, "alerts", "again", unknown["key"])
    assert again.exit_code == 2
    assert "nothing is sent twice" in again.output


def test_a_correction_settles_what_was_unknown_before_it(mail_desk, mail, unknown):
    mail_desk.add_bulletin(revision=2, html=MAIL.replace("412", "415"))
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=1)


@pytest.mark.parametrize(
    ("key", "said"), [("12", "too short"), ("ffffffff", "no message begins with 'ffffffff'")]
)
def test_a_key_that_means_nothing_says_so(mail_desk, unknown, key, said):
    answer = trends(mail_desk, "alerts", "sent", key)
    assert answer.exit_code == 2
    assert said in answer.output


def test_a_mail_cut_off_while_it_was_sent_is_listed_as_unknown(mail_desk):
    alerts.send(mail_desk.home, WEEK)
    mail_desk.ask("UPDATE alerts.ledger SET state = 'intended' WHERE channel = 'mail'")
    states = {row["state"]: row["why"] for row in alerts.list_open(mail_desk.home)}
    assert states == {"unknown": "an earlier run ended while sending it"}


def test_what_failed_long_ago_is_no_news_but_what_may_have_arrived_is(mail_desk):
    alerts.send(mail_desk.home, WEEK)
    for state in ("failed", "unknown"):
        mail_desk.ask("UPDATE alerts.ledger SET state = ? WHERE channel = 'mail'", state)
        mail_desk.ask(
            "UPDATE alerts.ledger SET week_start = week_start - INTERVAL 9 WEEK WHERE channel = 'mail'"
        )
        listed = {row["state"] for row in alerts.list_open(mail_desk.home)}
        assert listed == ({"unknown"} if state == "unknown" else set())


def test_a_notice_is_marked_but_not_sent_again(mail_desk):
    alerts.notify_owner(mail_desk.home, "Failed", "See the log")
    mail_desk.ask("UPDATE alerts.ledger SET state = 'unknown'")
    [row] = alerts.list_open(mail_desk.home)
    assert row["reader"] == "owner@northline.example"
    assert trends(mail_desk, "alerts", "again", row["key"]).exit_code == 2
    assert trends(mail_desk, "alerts", "sent", row["key"]).exit_code == 0


def test_a_slack_message_a_person_saw_is_not_posted_again(slack_desk, slack):
    slack.next_answers = ["500"]
    alerts.send(slack_desk.home, WEEK)
    [row] = alerts.list_open(slack_desk.home)
    slack.messages.clear()
    alerts.mark_sent(slack_desk.home, row["key"])
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent()
    assert slack.messages == []


def test_the_doctor_counts_what_waits_for_an_answer(mail_desk, unknown):
    said = " ".join(trends(mail_desk, "doctor").output.split())
    assert "1 may or may not have arrived, and are not sent again unseen: trends alerts" in said


def test_a_home_that_sent_nothing_has_nothing_open(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    answer = CliRunner().invoke(app, ["alerts", "--home", str(tmp_path)])
    assert "Every message that was ever tried is there" in answer.output
    assert not (tmp_path / "warehouse.duckdb").exists()
