"""Quiet hours: Slack hears of nothing but what is exceptional, and of all the rest when they end; nothing is lost."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.alerts.rows import WEEK
from trend_lib import alerts
from trend_lib.alerts.quiet_hours import is_quiet_at
from trend_lib.between_mondays import collect

KYIV = ZoneInfo("Europe/Kyiv")
LATER = WEEK.plus(1)
TEST_WEEK = (
    "series_watched", "series_tested", "alarms", "topics_alarming", "false_discovery_rate", "expected_false_alarms",
)  # fmt: skip
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "clock", "is_quiet"),
    [
        ("", "03:00", False),
        ("22:00-07:00", "21:59", False),
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "00:00", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("12:00-13:00", "12:30", True),
        ("12:00-13:00", "13:00", False),
        ("00:00-00:00", "15:00", True),
    ],
)
def test_the_hours_are_those_of_the_homes_clocks(hours, clock, is_quiet):
    moment = datetime.fromisoformat(f"2026-11-16T{clock}:00").replace(tzinfo=KYIV)
    assert is_quiet_at(moment.astimezone(UTC), hours, KYIV) == is_quiet


def begin_quiet_hours(desk):
    now = datetime.now(KYIV)  # the home's default
    desk.configure(quiet_hours=f"{now - HOUR:%H:%M}-{now + HOUR:%H:%M}")


def end_quiet_hours(desk):
    now = datetime.now(KYIV)
    desk.configure(quiet_hours=f"{now + 2 * HOUR:%H:%M}-{now + 3 * HOUR:%H:%M}")


def test_what_is_not_exceptional_waits_and_is_posted_when_they_end(slack_desk, slack):
    slack_desk.add_episode(grade="very_unusual")
    begin_quiet_hours(slack_desk)
    for _ in range(2):
        assert alerts.send(slack_desk.home, WEEK).waiting == 1
    assert slack.messages == []
    assert alerts.list_open(slack_desk.home) == []
    end_quiet_hours(slack_desk)
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent(slack=1)
    assert len(slack.messages) == 1


def test_the_next_collect_after_them_posts_what_waits(slack_desk, slack, monkeypatch):
    slack_desk.add_episode(grade="very_unusual")
    slack_desk.insert(
        "episodes.test_weeks",
        dict.fromkeys(TEST_WEEK, 1) | {"week_start": WEEK.start},
    )
    begin_quiet_hours(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    assert collect(slack_desk.home)["week"] is None
    end_quiet_hours(slack_desk)
    assert collect(slack_desk.home)["alerts"].slack == 1
    assert collect(slack_desk.home)["week"] is None
    assert len(slack.messages) == 1


def test_what_is_exceptional_breaks_them(slack_desk, slack):
    begin_quiet_hours(slack_desk)
    assert alerts.send(slack_desk.home, WEEK).slack == 1


def test_what_was_called_off_meanwhile_is_never_posted(slack_desk, slack):
    slack_desk.add_episode(grade="unusual")
    begin_quiet_hours(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    slack_desk.add_episode(grade="unusual", state="false_alarm")
    slack_desk.ask("DELETE FROM episodes.answers")
    end_quiet_hours(slack_desk)
    alerts.send(slack_desk.home, WEEK)
    assert [message["text"][:5] for message in slack.messages] == ["Quiet"]


@pytest.mark.parametrize(("grade", "at_once"), [("very_unusual", 0), ("exceptional", 1)])
def test_an_update_calls_nobody_and_goes_but_its_note_waits_unless_it_is_an_emergency(
    slack_desk, slack, grade, at_once
):
    slack_desk.add_episode(grade="unusual", opened_week=WEEK.start)
    alerts.send(slack_desk.home, WEEK)
    slack_desk.add_episode(week_start=LATER.start, observed=1600, grade=grade)
    slack_desk.add_bulletin(week=LATER)
    begin_quiet_hours(slack_desk)
    sent = alerts.send(slack_desk.home, LATER)
    assert (sent.updated, sent.notes, sent.waiting) == (1, at_once, 1 - at_once)
    end_quiet_hours(slack_desk)
    assert alerts.send(slack_desk.home, LATER) == alerts.Sent(notes=1 - at_once)
    assert [reply["reply_broadcast"] for reply in slack.replies] == [True]


def test_files_call_nobody_so_they_are_written_at_any_hour(desk):
    desk.add_episode(grade="unusual")
    begin_quiet_hours(desk)
    assert alerts.send(desk.home, WEEK).waiting == 0
