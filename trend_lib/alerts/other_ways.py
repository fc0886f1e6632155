"""Ways beside Slack's app and mail: incoming webhooks of Slack and Teams, and a system's own. What each lacks, it gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.announcement import plan_announcements
from trend_lib.alerts.last_check import spoken_texts
from trend_lib.alerts.ledger import LedgerRow, key_of
from trend_lib.alerts.quiet_hours import is_quiet_at
from trend_lib.alerts.slack_webhook import slack_webhook_message
from trend_lib.alerts.teams_card import teams_message
from trend_lib.alerts.webhook_event import webhook_event
from trend_lib.alerts.webhook_transport import Webhook
from trend_lib.base.secrets import Secrets
from trend_lib.base.speech import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trend_lib.alerts.announcement import Announcement
    from trend_lib.alerts.dispatch import Dispatch
    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.last_check import Place
    from trend_lib.alerts.ledger import Way
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

CUT_OFF = "the run was cut off while it was sent"


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A way that is told of each stage once."""

    way: Way
    webhook: Webhook
    make: Callable[[Announcement, str], dict[str, Any]]
    can_repeat: bool = False  # the receiver drops an id that it knows

    def tell(
        self, announcements: list[Announcement], dispatch: Dispatch, *, is_quiet_now: bool
    ) -> None:
        """Send what is lacking; each has a row of the ledger before and after."""
        for one in announcements:
            key = self.key(one.name)
            fresh = LedgerRow(key, one.week.start, self.way, one.about, key)
            row = dispatch.ledger.find(key) or fresh
            if is_quiet_now and not one.is_exceptional:
                dispatch.wait(row)
                continue
            payload = self.make(one, key)
            post = partial(self.webhook.post, payload, key)
            dispatch.send(row, _places(payload), post, "webhooks")

    def key(self, name: str) -> str:
        """Return a message's key."""
        return key_of(self.way, name)

    def told(self, dispatch: Dispatch) -> set[str]:
        """Return what it was told, or may have been; what was cut off is left to a person unless it may be repeated."""
        names: set[str] = set()
        for row in dispatch.ledger.of_way(self.way):
            is_open = row.state in ("intended", "unknown")
            if row.state in ("failed", "waiting") or (is_open and self.can_repeat):
                continue
            if is_open:
                dispatch.leave_unknown(row, row.note or CUT_OFF)
            name, _, members = row.about.partition(": ")
            names |= {name, *members.split()}
        return names


def other_ways() -> Iterator[OtherWay]:
    """Yield the ways whose addresses are given."""
    secrets = Secrets()
    if secrets.slack_webhook.get_secret_value() and not secrets.slack_token.get_secret_value():
        webhook = Webhook(secrets.slack_webhook)
        yield OtherWay("slack_webhook", webhook, lambda one, _: slack_webhook_message(one))
    if secrets.teams_webhook.get_secret_value():
        yield OtherWay("teams", Webhook(secrets.teams_webhook), lambda one, _: teams_message(one))
    if secrets.webhook_url.get_secret_value():
        signed = Webhook(secrets.webhook_url, secrets.webhook_key)
        yield OtherWay("webhook", signed, webhook_event, can_repeat=True)


def is_by_webhook() -> bool:
    """Tell whether Slack is told by an incoming webhook, as there is no app."""
    return any(one.way == "slack_webhook" for one in other_ways())


@dataclass(frozen=True, slots=True)
class Occasion:
    """What ways are told of: a week, with its bulletin, or a morning."""

    home: Home
    dispatch: Dispatch
    week: Week
    alerts: list[EpisodeAlert]
    link: str = ""
    verdict: str = ""
    is_refresh: bool = (
        False  # between two runs: what ended, and what waited or failed, but nothing anew
    )

    def tell(self) -> None:
        """Tell every way what it lacks."""
        settings, zone = self.home.config.alerts, self.home.config.home.zone
        is_quiet_now = is_quiet_at(datetime.now(UTC), settings.quiet_hours, zone)
        with speaking(settings.language or self.home.config.report.languages[0]):
            for way in other_ways():
                way.tell(self._planned(way), self.dispatch, is_quiet_now=is_quiet_now)

    def _planned(self, way: OtherWay) -> list[Announcement]:
        """Return what one way lacks."""
        told, alerts = way.told(self.dispatch), self.alerts
        if way.way != "slack_webhook":
            alerts = self._named(alerts)
        planned = plan_announcements(self.week, alerts, told, self.link, self.verdict)
        planned = [replace(one, desk_url=self.home.config.alerts.desk_url) for one in planned]
        if not self.is_refresh:
            return planned
        find = self.dispatch.ledger.find
        return [one for one in planned if one.is_end or find(way.key(one.name))]

    def _named(self, alerts: list[EpisodeAlert]) -> list[EpisodeAlert]:
        """Return the alerts with owners by name where the playbook has ids of Slack's: elsewhere they say nothing."""
        members = self.home.config.alerts.slack_members
        names = {member: name for name, member in members.items()}
        return [replace(one, owner=names.get(one.owner or "", one.owner)) for one in alerts]


def _places(payload: dict[str, Any]) -> list[Place]:
    """Return every text that somebody may read."""
    named = [
        (f"event.{name}", value)
        for one in payload.get("episodes", ())
        for name, value in one.items()
        if isinstance(value, str)
    ]
    return [*spoken_texts(payload, "message"), *named]
