"""Each working day a team hears once how much is due on its worklists: counts and a link, nobody's name."""

import email
import json
from datetime import UTC, date, datetime, timedelta
from email import policy

import pytest

from tests.alerts.fake_webhook import FakeWebhook
from trend_lib import alerts
from trend_lib.alerts.team_sending import remind_teams
from trend_lib.base.errors import ConfigError
from trend_lib.base.registers import load_registers
from trend_lib.base.warehouse import open_warehouse
from trend_lib.doctor import examine

WEDNESDAY = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)  # 09:00 in Kyiv
BEFORE = WEDNESDAY.replace(tzinfo=None)


@pytest.fixture
def team_desk(desk):
    """A home whose lists hold three unsolved requests, one of another day and one that left, and a call-back."""
    for number, changes in enumerate(
        (
            {},
            {"kind": "marketing", "state": "said_no", "entered_at": BEFORE - timedelta(hours=3)},
            {"next_try": date(2026, 11, 19)},
            {"left_at": BEFORE - timedelta(hours=2), "left_by": "solved", "next_try": None},
        )
    ):
        desk.insert("quality.unresolved_worklist", unresolved(number) | changes)
    desk.insert("quality.callback_worklist", CALLBACK)
    name_teams(desk, "[alerts.teams.callers]\n")
    return desk


def unresolved(number):
    return {
        "week_start": date(2026, 11, 9), "contact_id": f"secret-{number}", "channel": "call", "kind": "technical",
        "opened_at": BEFORE - timedelta(days=9), "entered_at": BEFORE - timedelta(days=5), "age_days": 9 + number,
        "state": "open", "attempts": 0, "next_try": date(2026, 11, 18),
    }  # fmt: skip


CALLBACK = {
    "week_start": date(2026, 11, 9), "event_id": "key_point:secret", "worklist": "key_point", "contact_id": "secret",
    "event_at": BEFORE - timedelta(days=4), "product": "TV", "channel": "call", "state": "waits", "is_chosen": True,
    "attempts": 0, "next_try": date(2026, 11, 17),
}  # fmt: skip


def name_teams(desk, settings):
    with (desk.path / "trends.toml").open("a", encoding="utf-8") as file:
        file.write(settings)


def written(desk):
    files = sorted((desk.path / "outbox").glob("*reminder*.json"))
    return [json.loads(file.read_text("utf-8")) for file in files]


def mails(desk):
    files = sorted((desk.path / "outbox").glob("*reminder*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_a_team_hears_what_is_due_what_waits_and_what_came_and_went(team_desk):
    assert remind_teams(team_desk.home, WEDNESDAY) == alerts.Sent(outbox=1)
    (message,) = written(team_desk)
    assert message["text"] == "18 November: 3 calls are due"
    assert [block["text"]["text"] for block in message["blocks"][1:3]] == [
        "*Not solved in time*\ndue today: 2 of 3; the subscriber says no: 1; within a day came 1 and left 1; days since the oldest came: 11\n`trends worklist unresolved`",
        "*Call-backs*\ndue today: 1 of 1\n`trends worklist callbacks`",
    ]


def test_nothing_that_names_a_contact_is_in_it(team_desk):
    remind_teams(team_desk.home, WEDNESDAY)
    assert "secret" not in json.dumps(written(team_desk))


def test_with_a_desk_the_links_lead_to_its_lists_narrowed_to_the_kind_of_the_team(team_desk):
    team_desk.configure(desk_url="https://airflow.northline.example/desk/")
    name_teams(team_desk, '[alerts.teams.sellers]\nlists = ["unresolved"]\nkinds = ["marketing"]\n')
    remind_teams(team_desk.home, WEDNESDAY)
    (message,) = written(team_desk)
    assert message["text"] == "18 November: 1 call is due"
    assert (
        "<https://airflow.northline.example/desk/worklists/unresolved?kind=marketing|Open the list>"
        in json.dumps(message)
    )


def test_readers_of_the_team_get_a_mail_each_once_a_day_whatever_the_counts_are_by_then(team_desk):
    team_desk.add_reader("vira@northline.example", "Vira", "callers", "uk")
    remind_teams(team_desk.home, WEDNESDAY)
    team_desk.ask(
        "UPDATE quality.unresolved_worklist SET next_try = '2026-11-18' WHERE left_at IS NULL"
    )
    remind_teams(team_desk.home, WEDNESDAY + timedelta(hours=2))
    (mail,) = mails(team_desk)
    assert (mail["To"], mail["Subject"]) == (
        "Vira <vira@northline.example>",
        "18 листопада: треба зробити 3 дзвінки",
    )
    assert "trends worklist unresolved" in mail.get_body().get_content()
    assert written(team_desk) == []  # with readers and no channel, nothing else is written
    remind_teams(team_desk.home, WEDNESDAY + timedelta(days=1))
    assert len(mails(team_desk)) == 2


@pytest.mark.parametrize("when", [datetime(2026, 11, 21, 9, tzinfo=UTC), WEDNESDAY])
def test_on_a_day_off_nobody_is_told(team_desk, when):
    team_desk.insert("registers.holidays", {"day": date(2026, 11, 18), "name": "Invented day"})
    (team_desk.path / "registers" / "holidays.csv").write_text(
        "day,name\n2026-11-18,Invented day\n", "utf-8"
    )
    assert remind_teams(team_desk.home, when) == alerts.Sent()


def test_where_nothing_is_due_nobody_is_told(team_desk):
    assert remind_teams(team_desk.home, WEDNESDAY - timedelta(days=2)) == alerts.Sent()


def test_without_teams_nothing_is_sent(desk):
    desk.insert("quality.callback_worklist", CALLBACK)
    assert remind_teams(desk.home, WEDNESDAY) == alerts.Sent()


@pytest.fixture
def slack_team(team_desk, slack, monkeypatch):
    """The same, with Slack; the team has a channel of its own."""
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "xoxb-made-up-token")
    slack.channel_name = "callers"
    team_desk.configure(slack_base_url=slack.address)  # and no channel for episodes
    name_teams(team_desk, '[alerts.teams.callers]\nslack_channel = "#callers"\n')
    return team_desk


def test_slack_is_told_once_a_day_in_the_channel_of_the_team_and_then_brought_up_to_date(
    slack_team, slack
):
    assert remind_teams(slack_team.home, WEDNESDAY) == alerts.Sent(slack=1)
    assert remind_teams(slack_team.home, WEDNESDAY) == alerts.Sent()
    slack_team.ask("UPDATE quality.callback_worklist SET state = 'reached', next_try = NULL")
    assert remind_teams(slack_team.home, WEDNESDAY) == alerts.Sent(updated=1)
    assert [message["text"] for message in slack.messages] == ["18 November: 2 calls are due"]


def test_a_message_that_was_posted_before_a_crash_is_found_again_and_not_posted_twice(
    slack_team, slack
):
    remind_teams(slack_team.home, WEDNESDAY)
    slack_team.ask("UPDATE alerts.ledger SET state = 'intended', remote_id = NULL")
    assert remind_teams(slack_team.home, WEDNESDAY).slack == 0
    assert len(slack.messages) == 1
    assert slack_team.ledger("state") == [("sent",)]


def test_a_mail_that_may_have_gone_before_a_crash_is_not_sent_twice(team_desk, mail):
    team_desk.configure_mail(mail.port, "none")
    name_teams(team_desk, "[alerts.teams.callers]\n")
    team_desk.add_reader("vira@northline.example", "Vira", "callers", "en")
    assert remind_teams(team_desk.home, WEDNESDAY) == alerts.Sent(mails=1)
    team_desk.ask("UPDATE alerts.ledger SET state = 'intended'")
    assert remind_teams(team_desk.home, WEDNESDAY) == alerts.Sent(unknown=1)
    assert mail.readers() == ["vira"]


@pytest.fixture
def hooked_team(team_desk, monkeypatch):
    """The same, with an incoming webhook of the team's channel, and no app."""
    with FakeWebhook() as hook:
        monkeypatch.setenv("TRENDS_SLACK_WEBHOOK_CALLERS", hook.address)
        yield team_desk, hook


def test_a_team_without_a_bot_hears_once_a_day_by_its_own_webhook(hooked_team):
    desk, hook = hooked_team
    assert remind_teams(desk.home, WEDNESDAY) == alerts.Sent(webhooks=1)
    desk.ask("UPDATE quality.callback_worklist SET state = 'reached', next_try = NULL")
    assert remind_teams(desk.home, WEDNESDAY) == alerts.Sent()
    assert [payload["text"] for payload in hook.payloads] == ["18 November: 3 calls are due"]
    assert "secret" not in json.dumps(hook.payloads)
    assert written(desk) == []
    assert remind_teams(desk.home, WEDNESDAY + timedelta(days=1)).webhooks == 1


def test_what_a_webhook_refused_is_tried_again_and_what_it_may_have_taken_is_not(hooked_team):
    desk, hook = hooked_team
    hook.next_answers = [403, "accept, then hang up"]
    with pytest.raises(alerts.MessagesFailedError, match="status 403"):
        remind_teams(desk.home, WEDNESDAY)
    assert remind_teams(desk.home, WEDNESDAY) == alerts.Sent(unknown=1)
    assert remind_teams(desk.home, WEDNESDAY) == alerts.Sent(unknown=1)
    assert len(hook.taken) == 1


def test_a_team_whose_channel_the_bot_is_in_is_told_by_the_bot(slack_team, slack, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_WEBHOOK_CALLERS", "http://127.0.0.1:9/nowhere")
    assert remind_teams(slack_team.home, WEDNESDAY) == alerts.Sent(slack=1)


def test_a_group_of_readers_that_is_no_team_is_refused(team_desk):
    team_desk.add_reader("petro@northline.example", "Petro", "calers", "en")
    with (
        open_warehouse(team_desk.home) as con,
        pytest.raises(ConfigError, match="'calers' is none of management, owners, callers"),
    ):
        load_registers(team_desk.home, con)


def test_a_team_may_not_be_called_as_the_readers_of_the_bulletin(team_desk):
    name_teams(team_desk, "[alerts.teams.owners]\n")
    with pytest.raises(ConfigError, match="call the team otherwise"):
        team_desk.home.config  # noqa: B018 - read now


def test_the_doctor_names_the_teams_that_have_a_webhook(hooked_team):
    desk, _ = hooked_team
    said = {one["what"]: one["says"] for one in examine(desk.path)["findings"]}
    assert said["teams"] == "an incoming webhook each: callers; used where no bot is"
