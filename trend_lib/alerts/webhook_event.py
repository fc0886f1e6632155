"""Format an announcement for other systems: one JSON event, facts alone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.alerts.episode_words import headline
from trend_lib.alerts.slack_message import desk_link

if TYPE_CHECKING:
    from trend_lib.alerts.announcement import Announcement
    from trend_lib.alerts.episode_alert import EpisodeAlert

VERSION = 1


def webhook_event(announcement: Announcement, message_key: str) -> dict[str, Any]:
    """Return the event; `id` is the same however often it comes, so that a receiver may drop what it knows."""
    return {
        "version": VERSION,
        "id": message_key,
        "event": "quiet_week" if announcement.kind == "quiet" else "episodes",
        "week": str(announcement.week),
        "verdict": announcement.verdict,
        "bulletin": announcement.bulletin_link,
        "episodes": [_episode(alert, announcement.desk_url) for alert in announcement.alerts],
    }


def _episode(alert: EpisodeAlert, desk_url: str) -> dict[str, Any]:
    """Return an episode's facts; no customer's words leave by this way."""
    return {
        "episode_id": alert.episode_id,
        "known_as": alert.known_as,
        "topic": alert.topic_name,
        "headline": headline(alert, 600),
        "state": alert.state,
        "grade": alert.grade,
        "owner": (alert.owner or "").partition("@")[0],
        "opened_week": alert.opened_week.isoformat(),
        "counted_up_to": alert.until.isoformat() if alert.until else "",
        **_counts(alert),
        "desk": desk_link(desk_url, alert.episode_id),
        "with": [  # topics risen by the same cause, told here alone
            {"episode_id": one.episode_id, "topic": one.topic_name, **_counts(one)}
            for one in alert.members
        ],
        "regions": {one.slice_value: one.observed for one in alert.where("region")},
        "products": {one.slice_value: one.observed for one in alert.where("product")},
    }


def _counts(alert: EpisodeAlert) -> dict[str, Any]:
    """Return what came and what was expected."""
    return {
        "observed": alert.observed,
        "expected": alert.expected,
        "lower": alert.lower,
        "upper": alert.upper,
    }
