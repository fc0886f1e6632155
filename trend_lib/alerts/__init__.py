"""Alerts: the only room that sends. Reads episodes, bulletins and recipients, writes `alerts.ledger`.

Slack hears of episodes, readers get the bulletin by mail; while neither is configured the messages
lie in the home's `outbox/`. Whatever happens, nothing is sent twice: see `ledger.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.alerts.outcome import MessagesFailedError, Sent

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

__all__ = [
    "MessagesFailedError",
    "Sent",
    "escalate",
    "examine_slack",
    "list_open",
    "listen",
    "mark_sent",
    "notify_owner",
    "refresh",
    "remind",
    "send",
    "send_again",
    "send_early",
    "send_waiting",
    "would_send",
]


def send(home: Home, week: Week) -> Sent:
    """Tell people of a week, once; raise `MessagesFailedError` when some could not be told."""
    from trend_lib.alerts.sending import send_week

    return send_week(home, week)


def send_early(home: Home, day: date) -> Sent:
    """Tell people what should not wait for Monday, once; a later morning brings the message up to date."""
    from trend_lib.alerts.sending import send_day

    return send_day(home, day)


def refresh(home: Home, week: Week) -> Sent:
    """Bring Slack's messages up to date with what people answered; what was not told before is not told now."""
    from trend_lib.alerts.between_weeks import refresh_week

    return refresh_week(home, week)


def escalate(home: Home, week: Week) -> Sent:
    """Mail the owners once more what was told some hours ago and nobody took; each episode once."""
    from datetime import UTC, datetime

    from trend_lib.alerts.between_weeks import escalate_waiting

    return escalate_waiting(home, week, datetime.now(UTC).replace(tzinfo=None))


def remind(home: Home, week: Week) -> Sent:
    """Tell each team what is due on its worklists today; once a day, nothing on a day off."""
    from datetime import UTC, datetime

    from trend_lib.alerts.team_sending import remind_teams

    del week  # the lists stand as they are now, in the newest week's rows
    return remind_teams(home, datetime.now(UTC))


def notify_owner(home: Home, subject: str, text: str) -> Sent:
    """Mail the owners a notice, such as that a run failed; the same words only once."""
    from datetime import UTC, datetime

    from trend_lib.alerts.sending import send_notice
    from trend_lib.base.weeks import Week

    return send_notice(
        home, Week.of_moment(datetime.now(UTC), home.config.home.zone), subject, text
    )


def would_send(home: Home, week: Week) -> list[dict[str, Any]]:
    """Return the week's messages (kind, to, subject, file), sent already or not; sends nothing."""
    from trend_lib.alerts.sending import preview_week

    return preview_week(home, week)


def send_waiting(home: Home) -> dict[str, Any]:
    """Tell what waited for the end of quiet hours; return the week it is of, empty when nothing waited."""
    from trend_lib.alerts.between_weeks import send_waiting

    if not home.config.alerts.quiet_hours:
        return {"week": None}  # with nothing loaded or opened: this is asked every few minutes
    return send_waiting(home)


def list_open(home: Home) -> list[dict[str, Any]]:
    """Return the messages that did not go out, or of which nobody knows whether they did, each with its why."""
    from trend_lib.alerts.open_messages import list_open

    return list_open(home)


def mark_sent(home: Home, key: str) -> dict[str, Any]:
    """Note that a person saw a message where it should be; `key` is the start of its ledger key."""
    from trend_lib.alerts.open_messages import mark_sent

    return mark_sent(home, key)


def send_again(home: Home, key: str) -> tuple[dict[str, Any], Sent]:
    """Send a message that a person says is not there, and what else its week still has to send."""
    from trend_lib.alerts.open_messages import send_again

    return send_again(home, key)


def listen(home: Home, fold: Callable[[], object], stop: threading.Event) -> None:
    """Write what people press in Slack to inbox/ until `stop`; `fold` has it counted."""
    from trend_lib.alerts.sending import slack_language
    from trend_lib.alerts.slack_socket import listen

    listen(home, fold, slack_language(home), stop)


def examine_slack(home: Home) -> list[tuple[str, str]]:
    """Return what Slack says of tokens, scopes and the channel: ok, warn or fail, and the cure."""
    from trend_lib.alerts.slack_examination import examine_slack

    return list(examine_slack(home))
