"""What a week sends: Slack first, for the mail may take minutes; nothing twice."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.bulletin import Bulletin, bulletin_for, page_link, read_bulletins
from trend_lib.alerts.dispatch import Dispatch
from trend_lib.alerts.episode_alert import (
    read_early_alerts,
    read_episode_alerts,
)
from trend_lib.alerts.ledger import Ledger
from trend_lib.alerts.mail_sending import Mailing, bulletin_file
from trend_lib.alerts.measure_words import (
    add_verdicts,
    measured_episodes,
    read_measures,
    with_measures,
)
from trend_lib.alerts.notice import Notice, tell_of_lacking, tell_of_missing, tell_owners
from trend_lib.alerts.other_ways import Occasion, is_by_webhook
from trend_lib.alerts.outcome import Sent
from trend_lib.alerts.quiet_hours import is_quiet_at
from trend_lib.alerts.readers_names import named_for_readers
from trend_lib.alerts.recipient import Recipient, read_recipients
from trend_lib.alerts.slack_digest import quiet_message
from trend_lib.alerts.slack_message import Extras
from trend_lib.alerts.slack_plan import count_asleep, is_quiet, plan_slack
from trend_lib.alerts.slack_sending import SlackChannel
from trend_lib.alerts.thread_note import read_thread_notes, with_notes
from trend_lib.alerts.together import with_causes, with_members_notes
from trend_lib.alerts.transport import mail_transport, slack_transport
from trend_lib.base.errors import ConfigError
from trend_lib.base.logs import room_log
from trend_lib.base.registers import load_registers
from trend_lib.base.speech import ENGLISH, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.slack_message import SlackMessage
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WeekDesk:
    """Everything one week's sending needs, opened together."""

    home: Home
    con: duckdb.DuckDBPyConnection
    week: Week
    dispatch: Dispatch
    channel: SlackChannel
    mailing: Mailing


def send_week(home: Home, week: Week) -> Sent:
    """Tell people of a week; raise at the end when a message was refused, after all the others."""
    with room_log(logger, "alerts", week) as facts, open_desk(home, week) as desk:
        bulletins, broken = read_bulletins(home, desk.con, week)
        for message in slack_messages(desk, bulletins):
            desk.channel.settle(message)
        tell_others(desk, bulletins)
        newest = max((one.revision for one in bulletins), default=0)
        desk.mailing.send_bulletins(_mails(desk, bulletins), newest)
        if broken or not bulletins:
            tell_of_missing(home, desk.con, desk.mailing, week, broken)
        if any(one.lacking for one in bulletins):
            tell_of_lacking(home, desk.con, desk.mailing, week, bulletins)
        sent = desk.dispatch.sent
        facts.update(
            slack=sent.slack, updated=sent.updated, notes=sent.notes, mails=sent.mails, webhooks=sent.webhooks, outbox=sent.outbox,
            waiting=sent.waiting, unknown=sent.unknown, failed=sent.failed,
        )  # fmt: skip
    desk.dispatch.raise_faults()
    return sent


def send_day(home: Home, day: date) -> Sent:
    """Tell people of a morning's early warnings in Slack, nothing when there are none; no mail."""
    week = Week.of_day(day)
    with room_log(logger, "alerts", week) as facts, open_desk(home, week) as desk:
        alerts = named_for_readers(desk.con, read_early_alerts(desk.con, day), slack_language(home))
        Occasion(home, desk.dispatch, week, alerts).tell()
        alerts = [] if is_by_webhook() else _called(home, alerts)
        digests = desk.channel.digests()
        told = {one.name for one in alerts if desk.channel.is_told(one.name)}
        with speaking(slack_language(home)):
            messages = plan_slack(week, alerts, digests, told, _extras(home, ""))
            messages = with_notes(messages, alerts, read_thread_notes(desk.con, week, alerts))
        for message in messages:
            desk.channel.settle(message)
        sent = desk.dispatch.sent
        facts.update(
            slack=sent.slack, updated=sent.updated, notes=sent.notes, webhooks=sent.webhooks, outbox=sent.outbox,
            waiting=sent.waiting, unknown=sent.unknown, failed=sent.failed,
        )  # fmt: skip
    desk.dispatch.raise_faults()
    return sent


def send_notice(home: Home, week: Week, subject: str, text: str) -> Sent:
    """Tell the owners something, outside the weekly sending."""
    with open_desk(home, week) as desk:
        load_what_loads(home, desk.con)
        with_words = Notice(subject, text, language=ENGLISH.code)  # whoever calls writes English
        tell_owners(home, desk.con, desk.mailing, lambda: with_words)
    desk.dispatch.raise_faults()
    return desk.dispatch.sent


def load_what_loads(home: Home, con: duckdb.DuckDBPyConnection) -> None:
    """Read the registers anew: what failed may have failed before they were loaded, or because of them."""
    try:
        load_registers(home, con)
    except ConfigError as error:
        logger.warning("owners are told by the registers of the last run: %s", error)


def preview_week(home: Home, week: Week) -> list[dict[str, Any]]:
    """Return what the week has to say, sent already or not; sends and writes nothing."""
    with open_desk(home, week) as desk:
        bulletins, _ = read_bulletins(home, desk.con, week)
        channel = home.config.alerts.slack_channel or "outbox"
        slack = [
            _line(home, "slack", channel, message.text, desk.channel.file_name(message))
            for message in slack_messages(desk, bulletins, is_preview=True)
        ]
        return slack + [
            _line(home, "mail", reader.address_hash[:8], one.subject, bulletin_file(reader, one))
            for reader, one in _mails(desk, bulletins)
        ]


@contextmanager
def open_desk(home: Home, week: Week) -> Iterator[WeekDesk]:
    """Open the warehouse and both ways; close them whatever happens."""
    with open_warehouse(home) as con:
        dispatch = Dispatch(Ledger(con), home.config.privacy)
        slack, mail = slack_transport(home), mail_transport(home)
        settings = home.config.alerts
        is_quiet = is_quiet_at(datetime.now(UTC), settings.quiet_hours, home.config.home.zone)
        channel = SlackChannel(slack, settings, dispatch, week, is_quiet=is_quiet)
        try:
            yield WeekDesk(home, con, week, dispatch, channel, Mailing(home, mail, dispatch))
        finally:
            mail.close()


def slack_messages(
    desk: WeekDesk, bulletins: list[Bulletin], *, is_preview: bool = False
) -> list[SlackMessage]:
    """Return the week's messages, a sign of life when nothing alarmed; none where a webhook stands for the app."""
    if is_by_webhook():
        return []
    digests = desk.channel.digests()
    members = [member for ids in digests.values() for member in ids]
    language = slack_language(desk.home)
    followed = measured_episodes(desk.con, desk.week)
    alerts = read_episode_alerts(desk.con, desk.week, also=[*members, *followed])
    alerts = _called(desk.home, named_for_readers(desk.con, alerts, language))
    measures = read_measures(desk.con, desk.week, alerts)
    told = {one.name for one in alerts if desk.channel.is_told(one.name)}
    bulletin = bulletin_for(language, bulletins)
    link = page_link(desk.home.config.home.public_url, bulletin.path) if bulletin else ""
    with speaking(language):
        alerts = with_causes(desk.con, desk.week, with_measures(alerts, measures))
        extras = _extras(desk.home, link)
        if not is_preview:
            extras = replace(
                extras, pictures=desk.channel.show_pictures(desk.home, bulletin, alerts)
            )
        messages = plan_slack(desk.week, alerts, digests, told, extras)
        notes = read_thread_notes(desk.con, desk.week, alerts)
        add_verdicts(notes, alerts, measures, desk.week, desk.home.config.episodes.currency)
        messages = with_notes(messages, alerts, with_members_notes(notes, alerts, told))
        if is_quiet(desk.week, alerts):
            verdict = bulletin.verdict if bulletin else ""
            asleep = count_asleep(desk.week, alerts)
            messages.append(quiet_message(desk.week, verdict, link, asleep))
    return messages


def tell_others(desk: WeekDesk, bulletins: list[Bulletin], *, is_refresh: bool = False) -> None:
    """Tell the ways beside Slack's app and mail."""
    language = slack_language(desk.home)
    alerts = read_episode_alerts(desk.con, desk.week, also=[])
    named = with_causes(desk.con, desk.week, named_for_readers(desk.con, alerts, language))
    bulletin = bulletin_for(language, bulletins)
    link = page_link(desk.home.config.home.public_url, bulletin.path) if bulletin else ""
    verdict = bulletin.verdict if bulletin else ""
    Occasion(desk.home, desk.dispatch, desk.week, named, link, verdict, is_refresh).tell()


def _extras(home: Home, link: str) -> Extras:
    """Return what messages have beside the facts."""
    settings = home.config.alerts
    return Extras(link, settings.desk_url, with_buttons=settings.slack_buttons)


def _called(home: Home, alerts: list[EpisodeAlert]) -> list[EpisodeAlert]:
    """Return the alerts with the owners whom Slack can call under their ids there."""
    members = home.config.alerts.slack_members
    return [replace(one, owner=members.get(one.owner or "", one.owner)) for one in alerts]


def slack_language(home: Home) -> str:
    """Return the language of the channel: its own setting, else the bulletin's first."""
    return home.config.alerts.language or home.config.report.languages[0]


def _mails(desk: WeekDesk, bulletins: list[Bulletin]) -> Iterator[tuple[Recipient, Bulletin]]:
    """Yield each reader with the bulletin in their language, else the first there is."""
    for reader in read_recipients(desk.con):
        bulletin = bulletin_for(reader.language, bulletins)
        if bulletin is not None:
            yield reader, bulletin


def _line(home: Home, kind: str, to: str, subject: str, file_name: str) -> dict[str, Any]:
    """Return one line of the preview; the file only when it lies there."""
    file = f"outbox/{file_name}" if (home.path / "outbox" / file_name).is_file() else ""
    return {"kind": kind, "to": to, "subject": subject, "file": file}
