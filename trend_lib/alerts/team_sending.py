"""Each working day every team hears once how much waits on its worklists: in its channel, by mail, or both."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from trend_lib.alerts.ledger import REMINDER
from trend_lib.alerts.mail_message import MailMessage
from trend_lib.alerts.recipient import read_recipients
from trend_lib.alerts.sending import load_what_loads, open_desk, slack_language
from trend_lib.alerts.slack_sending import SlackChannel
from trend_lib.alerts.team_message import mail_notice, slack_message
from trend_lib.alerts.transport import slack_transport
from trend_lib.alerts.work_counts import count_work, is_day_off
from trend_lib.base.logs import room_log
from trend_lib.base.speech import ENGLISH, LOCALES, speaking
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trend_lib.alerts.notice import Notice
    from trend_lib.alerts.outcome import Sent
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.alerts.sending import WeekDesk
    from trend_lib.alerts.work_counts import Work
    from trend_lib.base.home import Home
    from trend_lib.base.team_settings import TeamConfig

logger = logging.getLogger(__name__)


def remind_teams(home: Home, now: datetime) -> Sent:
    """Tell every team what is due today; nobody on a day off, or where nothing is.

    A second run of the day finds the message there: Slack's is brought up to date, a mail stays as it was sent.
    """
    day = now.astimezone(home.config.home.zone).date()
    week = Week.of_day(day)
    with room_log(logger, "alerts", week) as facts, open_desk(home, week) as desk:
        load_what_loads(home, desk.con)
        due = list(_works(desk, day, now))
        facts["teams"] = len(due)
        for name, works in due:
            _tell_team(desk, name, home.config.alerts.teams[name], day, works)
    desk.dispatch.raise_faults()
    return desk.dispatch.sent


def _works(desk: WeekDesk, day: date, now: datetime) -> Iterator[tuple[str, list[Work]]]:
    """Yield what is due, for each team that has something to do."""
    if is_day_off(desk.con, day, desk.home.config.unresolved.working_days):
        return
    since = now.astimezone(UTC).replace(tzinfo=None) - timedelta(days=1)
    for name, team in desk.home.config.alerts.teams.items():
        works = count_work(desk.con, team, day, since)
        if any(work.due for work in works):
            yield name, works


def _tell_team(desk: WeekDesk, name: str, team: TeamConfig, day: date, works: list[Work]) -> None:
    """Tell one team by its ways; one that names none finds a file in `outbox/`."""
    readers = read_recipients(desk.con, (name,))
    desk_url = desk.home.config.alerts.desk_url
    if team.slack_channel or not readers:
        with speaking(slack_language(desk.home)):
            said = slack_message(f"{REMINDER}-{name}-{day}", day, works, team, desk_url)
        _channel(desk, team).settle(said)
    for reader in readers:
        with speaking(reader.language if reader.language in LOCALES else ENGLISH):
            notice = mail_notice(day, works, team, desk_url)
        about = f"{REMINDER} {name} {day}"
        desk.mailing.send_reminder(_mail(desk, reader, day, notice, about), about)


def _channel(desk: WeekDesk, team: TeamConfig) -> SlackChannel:
    """Return the team's channel; quiet hours do not hold back what is told when the working day begins."""
    settings = desk.home.config.alerts.model_copy(update={"slack_channel": team.slack_channel})
    transport = slack_transport(desk.home, team.slack_channel)
    return SlackChannel(transport, settings, desk.dispatch, desk.week, is_quiet=False)


def _mail(desk: WeekDesk, reader: Recipient, day: date, notice: Notice, about: str) -> MailMessage:
    """Return the day's mail to one reader, dated at the working day's begin."""
    config = desk.home.config
    return MailMessage(
        reader=reader,
        subject=notice.subject,
        text=notice.text,
        language=reader.language,
        lasting_name=f"{about.replace(' ', '.')}.{reader.address_hash[:16]}",
        moment=datetime.combine(day, config.unresolved.opens, config.home.zone),
        week=desk.week,
    )
