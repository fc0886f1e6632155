"""What nobody took for a day is told once more: to every owner, in one mail, each episode once."""

import email
import json
from datetime import UTC, date, datetime, timedelta
from email import policy

import pytest

from tests.alerts.rows import WEEK
from trend_lib import alerts
from trend_lib.alerts.between_weeks import escalate_waiting

DAY = timedelta(hours=24)


@pytest.fixture
def judged(desk):
    """The same home; its week was judged."""
    desk.ask("INSERT INTO episodes.test_weeks VALUES (?, 9, 9, 1, 1, 0.05, 0, 0)", WEEK.start)
    return desk


@pytest.fixture
def told(judged):
    """The same home; people were told of its week."""
    alerts.send(judged.home, WEEK)
    return judged


def escalate(desk, later=DAY):
    now = datetime.now(UTC).replace(tzinfo=None)
    return escalate_waiting(desk.home, WEEK, now + later)


def mails(desk):
    files = sorted(
        (desk.path / "outbox").glob("*notice*.eml"), key=lambda file: file.stat().st_mtime_ns
    )
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def said(mail):
    return mail.get_body().get_content().replace("\r\n", "\n")


def test_after_a_day_the_owners_hear_what_waits_for_whom_and_how_to_answer(told):
    assert escalate(told).outbox == 2  # and a note under the message
    (mail,) = mails(told)
    assert (mail["Subject"], mail["To"]) == (
        "1 episode waits for somebody",
        "Owner <owner@northline.example>",
    )
    assert said(mail) == (
        "Told 24 hours ago or earlier, and still waiting:\n\n"
        "- “Double charge in prepaid roaming” (2026-W45-T12): acknowledged by nobody; Billing is asked\n\n"
        "Answer with a button in Slack, at the desk, or by a command. Of these you are not reminded again:\n\n"
        "    trends answer take 2026-W45-T12\n"
    )


def test_each_episode_is_told_once_more_and_only_once(told):
    for later in (DAY, 2 * DAY, 30 * DAY):
        escalate(told, later)
    assert len(mails(told)) == 1
    told.add_episodes(1)
    alerts.send(told.home, WEEK)
    escalate(told, 40 * DAY)
    assert len(mails(told)) == 2
    assert "2026-W46-T1" in said(mails(told)[1])
    assert "2026-W45-T12" not in said(mails(told)[1])


def test_nothing_is_told_before_its_time_or_before_it_was_told_at_all(judged):
    escalate(judged, 30 * DAY)
    alerts.send(judged.home, WEEK)
    escalate(judged, DAY - timedelta(minutes=5))
    assert mails(judged) == []


def test_an_edit_of_the_message_does_not_begin_the_day_anew(told):
    told.ask("UPDATE alerts.ledger SET told_at = told_at - INTERVAL 2 DAY")
    told.add_episode(observed=1500)
    alerts.refresh(told.home, WEEK)
    assert escalate(told, timedelta(0)).outbox == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "acknowledged"},
        {"state": "countermeasure"},
        {"state": "recovering"},
        {"state": "false_alarm"},
        {"is_snoozed": True},
    ],
)
def test_what_somebody_has_or_what_sleeps_waits_for_nobody(told, changes):
    told.add_episode(**changes)
    assert escalate(told).outbox == 0


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"state": "acknowledged", "owner": None}, "acknowledged, and owned by nobody"),
        ({"owner": None}, "acknowledged by nobody, and the playbook names no owner"),
    ],
)
def test_it_says_what_is_lacking(told, changes, lacks):
    told.add_episode(**changes)
    escalate(told)
    assert lacks in said(mails(told)[0])


def test_an_early_warning_waits_as_well_and_its_episode_is_not_told_again(judged):
    judged.add_warning()
    alerts.send_early(judged.home, date(2026, 11, 18))
    escalate(judged)
    assert "“No television” (2026-W47-T7)" in said(mails(judged)[0])
    judged.ask(
        "INSERT INTO episodes.test_weeks VALUES (?, 9, 9, 1, 1, 0.05, 0, 0)", WEEK.plus(1).start
    )
    judged.add_episode(week_start=WEEK.plus(1).start, episode_id="2026-W47-T7", topic_id=7)
    escalate(judged, 9 * DAY)
    assert len(mails(judged)) == 1


def test_those_of_a_digest_are_one_mail(judged):
    judged.add_episodes(8)
    alerts.send(judged.home, WEEK)
    escalate(judged)
    (mail,) = mails(judged)
    assert mail["Subject"] == "9 episodes wait for somebody"


def test_each_owner_reads_their_own_language(told):
    told.add_reader("owner2@northline.example", "Olha", "owners", "uk")
    escalate(told)
    assert {mail["Subject"] for mail in mails(told)} == {
        "1 episode waits for somebody",
        "1 епізод чекає на когось",
    }


def test_an_owner_who_was_not_told_before_a_crash_is_told_after_it(told):
    escalate(told)
    told.add_reader(
        "owner2@northline.example", "Olha", "owners", "en"
    )  # as if the run had died before
    escalate(told)
    assert {mail["To"] for mail in mails(told)} == {
        "Owner <owner@northline.example>",
        "Olha <owner2@northline.example>",
    }


def reminders(desk):
    files = sorted((desk.path / "outbox").glob("*-slack-*.json"))
    texts = [json.loads(file.read_text("utf-8"))["text"] for file in files]
    return [text for text in texts if "The owners got a mail" in text]


def test_under_the_message_stands_once_whom_it_waits_for(told):
    for later in (DAY, 2 * DAY):
        escalate(told, later)
    assert reminders(told) == [
        "▲ Acknowledged by nobody so far; asked: Billing. The owners got a mail."
    ]


def test_one_of_a_digest_is_reminded_of_under_the_digest(judged):
    judged.add_episodes(8)
    alerts.send(judged.home, WEEK)
    escalate(judged)
    escalate(judged, 2 * DAY)
    assert reminders(judged) == [
        "▲ Some of these have nobody yet. The owners got a mail that names them."
    ]
