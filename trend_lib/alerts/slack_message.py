"""Format an episode as one Slack message: a pure function, no network.

Order: what and how much; how unusual, since, where, whose, how it stands; what to do; one
redacted quote; the bulletin; the episode's id.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.episode_words import facts_of, headline, small_print
from trend_lib.alerts.slack_buttons import answer_buttons
from trend_lib.alerts.slack_text import context, escaped, header, link, markdown, plain, section
from trend_lib.base.speech import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.thread_note import ThreadNote

HEADER_LIMIT = 150  # Slack's own; section text 3,000, field 2,000, ten fields, 50 blocks
FIELD_LIMIT = 600  # ours: a field that long is read by nobody
QUOTE_LIMIT = 300
EVENT_TYPE = "complaint_spike"
SLACK_MEMBER = re.compile(r"[UW][A-Z0-9]{7,20}")
SLACK_GROUP = re.compile(r"S[A-Z0-9]{7,20}")


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message of the channel: about one episode, a digest of many, or a quiet week."""

    name: str  # lasting: the episode's id, `digest 2026-W46`, `quiet 2026-W46`
    members: tuple[str, ...]  # the episodes a digest lists
    text: str  # the notification, and what a screen reader says
    blocks: list[dict[str, Any]]
    is_news: bool  # worth posting; otherwise only an earlier post is brought up to date
    is_exceptional: bool = False  # may break quiet hours
    notes: tuple[ThreadNote, ...] = ()  # what stands in its thread

    @property
    def about(self) -> str:
        """What the ledger notes, so that a later run finds a digest's members again."""
        return f"{self.name}: {' '.join(self.members)}" if self.members else self.name

    @property
    def content_hash(self) -> str:
        """Changes with anything a reader would see."""
        shown = json.dumps([self.text, self.blocks], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    def payload(self, channel: str, message_key: str) -> dict[str, Any]:
        """Return the arguments of `chat.postMessage`; the key in it is how a crash is mended."""
        told = {"episode": self.name, "message_key": message_key}
        return {
            "channel": channel,
            "text": self.text,
            "blocks": self.blocks,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": told},
            "unfurl_links": False,
            "unfurl_media": False,
        }


@dataclass(frozen=True, slots=True)
class Extras:
    """What messages have beside the facts of their episodes."""

    bulletin_link: str = ""
    desk_url: str = ""  # where people answer who have no buttons here
    with_buttons: bool = False  # somebody listens to them
    pictures: Mapping[str, str] = field(default_factory=dict)  # ids of files, by episode


def episode_message(alert: EpisodeAlert, extras: Extras) -> SlackMessage:
    """Return the message of one episode as it stands this week."""
    title = headline(alert, HEADER_LIMIT)
    blocks = [
        header(title),
        {"type": "section", "fields": [markdown(field) for field in _fields(alert)]},
        *_picture(alert, extras.pictures.get(alert.episode_id)),
        *_suggestion(alert),
        *_quote(alert),
        *(answer_buttons(alert) if extras.with_buttons and not alert.told_with else []),
        context(
            escaped(small_print(alert), FIELD_LIMIT),
            link(extras.bulletin_link, say("Open the weekly bulletin")),
            link(desk_link(extras.desk_url, alert.episode_id), say("Answer at the desk")),
        ),
    ]
    return SlackMessage(
        name=alert.name,
        members=(),
        text=escaped(headline(alert, 4 * HEADER_LIMIT), 8 * HEADER_LIMIT),
        blocks=blocks,
        is_news=alert.is_news,
        is_exceptional=alert.is_exceptional,
    )


def desk_link(desk_url: str, episode_id: str) -> str:
    """Return the address of an episode's page at the desk, the same for a warning and what it becomes on Monday."""
    return f"{desk_url.rstrip('/')}/episodes/{episode_id}" if desk_url else ""


def episode_link(desk_url: str, episode_id: str) -> str:
    """Return an episode's id as it stands in a line: a link to its page where there is a desk."""
    return link(desk_link(desk_url, episode_id), episode_id) or escaped(episode_id, 200)


def _fields(alert: EpisodeAlert) -> list[str]:
    """Return the fields, at most Slack's ten."""
    facts = facts_of(alert)
    written = [f"*{name}*\n{escaped(said, FIELD_LIMIT)}" for name, said in facts.items()]
    return [*written, f"*{say('Owner')}*\n{owner_text(alert.owner)}"]


def owner_text(owner: str | None) -> str:
    """Return the owner: an id of Slack's is a mention, of an address only the name is shown."""
    if not owner:
        return say("Nobody yet")
    if SLACK_MEMBER.fullmatch(owner):
        return f"<@{owner}>"
    if SLACK_GROUP.fullmatch(owner):
        return f"<!subteam^{owner}>"
    return escaped(owner.partition("@")[0], FIELD_LIMIT)


def _picture(alert: EpisodeAlert, file_id: str | None) -> list[dict[str, Any]]:
    """Return the chart; who cannot see it hears the finding."""
    if file_id is None:
        return []
    said = say("Contacts by week. {headline}", headline=headline(alert, 4 * HEADER_LIMIT))
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": said}]


def _suggestion(alert: EpisodeAlert) -> list[dict[str, Any]]:
    """Return what the playbook suggests, with its runbook."""
    suggested = escaped(alert.countermeasure or "", FIELD_LIMIT)
    parts = [suggested, link(alert.runbook_url, say("Runbook"))]
    said = " · ".join(part for part in parts if part)
    return [section(f"*{say('What the playbook suggests')}*\n{said}")] if said else []


def _quote(alert: EpisodeAlert) -> list[dict[str, Any]]:
    """Return one customer's words, in a block that knows no mark-up."""
    words = plain(alert.examples[0], QUOTE_LIMIT) if alert.examples else ""
    if not words:
        return []
    quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]}
    return [{"type": "rich_text", "elements": [quoted]}]
