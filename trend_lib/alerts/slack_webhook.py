"""Format an announcement for Slack's incoming webhook, the lesser way: it posts, and can change nothing. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_digest import digest_message, quiet_message
from trend_lib.alerts.slack_message import Extras, episode_message
from trend_lib.alerts.slack_text import context
from trend_lib.alerts.teams_card import STAYS
from trend_lib.base.speech import say

if TYPE_CHECKING:
    from trend_lib.alerts.announcement import Announcement
    from trend_lib.alerts.slack_message import SlackMessage


def slack_webhook_message(announcement: Announcement) -> dict[str, Any]:
    """Return what is posted: the app's message, without buttons, which says that it stays as it is."""
    message = _message(announcement)
    stays = [] if announcement.kind == "quiet" else [context(say(STAYS))]
    return {
        "text": message.text,
        "blocks": [*message.blocks, *stays],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _message(announcement: Announcement) -> SlackMessage:
    """Return the message as the app would write it."""
    week, link = announcement.week, announcement.bulletin_link
    if announcement.kind == "quiet":
        return quiet_message(week, announcement.verdict, link, announcement.asleep)
    if announcement.kind == "list":
        return digest_message(
            f"digest {week}", list(announcement.alerts), Extras(link, announcement.desk_url)
        )
    return episode_message(announcement.alerts[0], Extras(link, announcement.desk_url))
