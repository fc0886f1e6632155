"""Each working day every team hears once how much waits on its worklists: in its channel, by mail, or both."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import spoken_texts
from trend_lib.alerts.ledger import REMINDER, LedgerRow, key_of
from trend_lib.alerts.mail_message import MailMessage
from trend_lib.alerts.other_ways import CUT_OFF
from trend_lib.alerts.recipient import read_recipients
from trend_lib.alerts.sending import load_what_loads, open_desk, slack_language
from trend_lib.alerts.slack_sending import SlackChannel
from trend_lib.alerts.team_message import mail_notice, slack_message
from trend_lib.alerts.transport import slack_transport
from trend_lib.alerts.webhook_transport import Webhook
from trend_lib.alerts.work_counts import count_work, is_day_off
from trend_lib.base.logs import room_log
from trend_lib.base.secrets import Secrets, team_webhook
from trend_lib.base.speech import ENGLISH, LOCALES, speaking
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trend_lib.alerts.notice import Notice
    from trend_lib.alerts.outcome import Sent
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.alerts.sending import WeekDesk
    from trend_lib.alerts.slack_message import SlackMessage
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
    webhook = team_webhook(name)
    if team.slack_channel or webhook or not readers:
        with speaking(slack_language(desk.home)):
            said = slack_message(f"{REMINDER}-{name}-{day}", day, works, team, desk_url)
        if webhook and not (team.slack_channel and Secrets().slack_token.get_secret_value()):
            _post_once(desk, Webhook(webhook), said)
        else:
            _channel(desk, team).settle(said)
    for reader in readers:
        with speaking(reader.language if reader.language in LOCALES else ENGLISH):
            notice = mail_notice(day, works, team, desk_url)
        about = f"{REMINDER} {name} {day}"
        desk.mailing.send_reminder(_mail(desk, reader, day, notice, about), about)


def _post_once(desk: WeekDesk, webhook: Webhook, said: SlackMessage) -> None:
    """Post the day's message where no app of ours is: once, as nothing there can be changed or looked for."""
    key = key_of("slack_webhook", said.name)
    fresh = LedgerRow(key, desk.week.start, "slack_webhook", said.name, key)
    row = desk.dispatch.ledger.find(key)
    if row is not None and row.state == "sent":
        return
    if row is not None and row.state in ("intended", "unknown"):
        desk.dispatch.leave_unknown(row, row.note or CUT_OFF)
        return
    payload = {"text": said.text, "blocks": said.blocks, "unfurl_links": False}
    post = partial(webhook.post, payload, key)
    desk.dispatch.send(row or fresh, spoken_texts(payload, "reminder"), post, "webhooks")


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
