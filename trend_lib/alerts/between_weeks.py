"""Between two weekly runs: messages brought up to date, and what nobody took told once more."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.bulletin import read_bulletins
from trend_lib.alerts.episode_alert import newest_morning
from trend_lib.alerts.escalation import tell_waiting
from trend_lib.alerts.ledger import Ledger
from trend_lib.alerts.outcome import Sent
from trend_lib.alerts.quiet_hours import is_quiet_at
from trend_lib.alerts.sending import (
    load_what_loads,
    open_desk,
    send_day,
    slack_messages,
    tell_others,
)
from trend_lib.alerts.together import parted
from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)


def refresh_week(home: Home, week: Week) -> Sent:
    """Bring what Slack was told up to date: of a week, and of the mornings after it; post nothing of the week anew.

    But for what people took out of another's message: else it would be told nowhere.

    A week that is just being built is told by its own run, with its bulletin.
    """
    with room_log(logger, "alerts", week) as facts, open_desk(home, week) as desk:
        bulletins, _ = read_bulletins(home, desk.con, week)
        alone = parted(desk.con, week)
        for message in slack_messages(desk, bulletins):
            if desk.channel.is_told(message.name) or message.name in alone:
                desk.channel.settle(message)
        tell_others(desk, bulletins, is_refresh=True)
        morning = newest_morning(desk.con, week)
        facts["updated"] = desk.dispatch.sent.updated
    try:
        desk.dispatch.raise_faults()
    finally:
        early = send_day(home, morning) if morning else Sent()
    return desk.dispatch.sent.plus(early)


def send_waiting(home: Home) -> dict[str, Any]:
    """Tell what waits, unless it is quiet still; return its week, and the counts."""
    if is_quiet_at(datetime.now(UTC), home.config.alerts.quiet_hours, home.config.home.zone):
        return {"week": None}
    with open_warehouse(home, read_only=True) as con:
        rows = Ledger(con).waiting_rows()
    if not rows:
        return {"week": None}
    week = Week(rows[-1].week_start)
    return {"week": str(week), "alerts": refresh_week(home, week)}


def escalate_waiting(home: Home, week: Week, now: datetime) -> Sent:
    """Tell the owners once more what nobody took for too long."""
    with room_log(logger, "alerts", week) as facts, open_desk(home, week) as desk:
        load_what_loads(home, desk.con)
        tell_waiting(home, desk.con, desk.channel, desk.mailing, now)
        sent = desk.dispatch.sent
        facts["escalated"] = sent.mails + sent.outbox
    desk.dispatch.raise_faults()
    return sent
