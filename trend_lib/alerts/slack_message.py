"""Format an episode as one Slack message: a pure function, no network.

Order: what and how much; how unusual, since, where, whose, how it stands; what to do; one
redacted quote; the bulletin; the episode's id.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_text import context, escaped, header, link, markdown, plain, section
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.alerts.episode_alert import Driver, EpisodeAlert

HEADER_LIMIT = 150  # Slack's own; section text 3,000, field 2,000, ten fields, 50 blocks
FIELD_LIMIT = 600  # ours: a field that long is read by nobody
QUOTE_LIMIT = 300
EVENT_TYPE = "complaint_spike"
WITHOUT_EPISODE = ("early", "unfounded")
SLACK_MEMBER = re.compile(r"[UW][A-Z0-9]{7,20}")
GRADES = {
    "exceptional": "Exceptional: rarer than 1 week in 2,000 by chance",
    "very_unusual": "Very unusual: rarer than 1 week in 200 by chance",
    "unusual": "Unusual: rarer than 1 week in 20 by chance",
    "": "No alarm this week",
}
STATES = {
    "open": "Open: not acknowledged yet",
    "acknowledged": "Acknowledged",
    "countermeasure": "Countermeasure under way",
    "recovering": "Recovering: back within its range",
    "closed": "Closed",
    "false_alarm": "False alarm, as people judged",
    "early": "Early warning; on Monday the whole week is judged, here",
    "unfounded": "The early warning did not last: the whole week did not alarm",
}
SIGNS = {
    "unfounded": "Back again: ",
    "recovering": "Recovering: ",
    "closed": "Closed: ",
    "false_alarm": "False alarm: ",
}


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message of the channel: about one episode, a digest of many, or a quiet week."""

    name: str  # lasting: the episode's id, `digest 2026-W46`, `quiet 2026-W46`
    members: tuple[str, ...]  # the episodes a digest lists
    text: str  # the notification, and what a screen reader says
    blocks: list[dict[str, Any]]
    is_news: bool  # worth posting; otherwise only an earlier post is brought up to date

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


def episode_message(alert: EpisodeAlert, bulletin_link: str) -> SlackMessage:
    """Return the message of one episode as it stands this week."""
    title = headline(alert, HEADER_LIMIT)
    blocks = [
        header(title),
        {"type": "section", "fields": [markdown(field) for field in _fields(alert)]},
        *_countermeasure(alert),
        *_quote(alert),
        context(_small_print(alert), link(bulletin_link, "Open the weekly bulletin")),
    ]
    return SlackMessage(
        name=alert.name,
        members=(),
        text=escaped(headline(alert, 4 * HEADER_LIMIT), 8 * HEADER_LIMIT),
        blocks=blocks,
        is_news=alert.is_news,
    )


def headline(alert: EpisodeAlert, limit: int) -> str:
    """Return the finding in one line; a long topic is cut, the numbers never."""
    sign = SIGNS.get(alert.state, "▲ " if alert.grade else "")
    so_far = " so far this week" if alert.is_early else ""
    numbers = f": {_contacts(alert.observed)}{so_far}, {_range(alert)}"
    return sign + plain(alert.topic_name, limit - len(sign) - len(numbers)) + numbers


def _contacts(observed: int) -> str:
    return f"{observed:,} contact" if observed == 1 else f"{observed:,} contacts"


def _range(alert: EpisodeAlert) -> str:
    """Return the counts that lie inside the range, as the bulletin writes them."""
    if alert.lower is None or alert.upper is None:
        return "nothing to compare with yet"
    last = max(math.floor(alert.upper), 0)
    return f"expected {min(math.ceil(alert.lower), last):,}–{last:,}"


def _fields(alert: EpisodeAlert) -> list[str]:
    """Return the fields that have something to say, at most seven of Slack's ten."""
    facts = {
        "How unusual": grade_text(alert),
        "Since": "" if alert.state in WITHOUT_EPISODE else _since(alert),
        "Where": _places(alert.where("region")),
        "Product": _places(alert.where("product")),
        "Known beforehand": "; ".join(alert.known_events),
        "Status": STATES.get(alert.state, alert.state),
    }
    written = [f"*{name}*\n{escaped(said, FIELD_LIMIT)}" for name, said in facts.items() if said]
    return [*written, f"*Owner*\n{owner_text(alert.owner)}"]


def grade_text(alert: EpisodeAlert) -> str:
    """Return how unusual the week is, or the week so far."""
    if not alert.is_early:
        return GRADES.get(alert.grade, alert.grade)
    if not alert.grade:
        return "No longer: back within its range"
    return GRADES[alert.grade].replace("1 week in", "1 morning in")


def _since(alert: EpisodeAlert) -> str:
    lived = "first week" if alert.weeks == 1 else f"{alert.weeks} weeks"
    return f"{Week(alert.opened_week)} ({lived})"


def _places(drivers: tuple[Driver, ...]) -> str:
    return ", ".join(f"{plain(one.slice_value, 80)} {one.observed:,}" for one in drivers)


def owner_text(owner: str | None) -> str:
    """Return the owner: a Slack member's id is a mention, of an address only the name is shown."""
    if not owner:
        return "nobody yet"
    if SLACK_MEMBER.fullmatch(owner):
        return f"<@{owner}>"
    return escaped(owner.partition("@")[0], FIELD_LIMIT)


def _countermeasure(alert: EpisodeAlert) -> list[dict[str, Any]]:
    """Return what the playbook suggests, with its runbook."""
    suggested = escaped(alert.countermeasure or "", FIELD_LIMIT)
    parts = [suggested, link(alert.runbook_url, "Runbook")]
    said = " · ".join(part for part in parts if part)
    return [section(f"*What the playbook suggests*\n{said}")] if said else []


def _quote(alert: EpisodeAlert) -> list[dict[str, Any]]:
    """Return one customer's words, in a block that knows no mark-up."""
    words = plain(alert.examples[0], QUOTE_LIMIT) if alert.examples else ""
    if not words:
        return []
    quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]}
    return [{"type": "rich_text", "elements": [quoted]}]


def _small_print(alert: EpisodeAlert) -> str:
    told = Week(alert.week_start)
    if alert.until is not None:
        days = (
            f"{alert.until:%A}, {alert.until}"
            if alert.until == told.start
            else (f"Monday to {alert.until:%A}, {told.start} to {alert.until}")
        )
        return f"{escaped(alert.episode_id, 200)} · {days}"
    return f"{escaped(alert.episode_id, 200)} · week {told}, {told.start} to {told.last_day}"
