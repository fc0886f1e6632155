"""Format an episode as one Slack message: a pure function, no network.

Order: what and how much; how unusual, since, where, whose, how it stands; what to do; one
redacted quote; the bulletin; the episode's id.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_text import context, escaped, header, link, markdown, plain, section
from trend_lib.base import figures
from trend_lib.base.grades import GRADES, grade_words
from trend_lib.base.looks import look_sentence
from trend_lib.base.own_names import in_our_words
from trend_lib.base.speech import mark, say, say_many
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.alerts.episode_alert import Driver, EpisodeAlert

HEADER_LIMIT = 150  # Slack's own; section text 3,000, field 2,000, ten fields, 50 blocks
FIELD_LIMIT = 600  # ours: a field that long is read by nobody
QUOTE_LIMIT = 300
EVENT_TYPE = "complaint_spike"
WITHOUT_EPISODE = ("early", "unfounded")
SLACK_MEMBER = re.compile(r"[UW][A-Z0-9]{7,20}")
MORNING_CHANCE = mark("rarer than 1 morning in 2,000 by chance")  # early warnings are exceptional
STATES = {
    "open": mark("Open: not acknowledged yet"),
    "acknowledged": mark("Acknowledged"),
    "countermeasure": mark("Countermeasure under way"),
    "recovering": mark("Recovering: back within its range"),
    "closed": mark("Closed"),
    "false_alarm": mark("False alarm, as people judged"),
    "known_event": mark("Known event, as people said"),
    "early": mark("Early warning; on Monday the whole week is judged, here"),
    "unfounded": mark("The early warning did not last: the whole week did not alarm"),
}
RISEN = mark("▲ {topic}: {contacts}, {range}")
WITHOUT_ALARM = mark("{topic}: {contacts}, {range}")
HEADLINES = {
    "unfounded": mark("Back again: {topic}: {contacts}, {range}"),
    "recovering": mark("Recovering: {topic}: {contacts}, {range}"),
    "closed": mark("Closed: {topic}: {contacts}, {range}"),
    "false_alarm": mark("False alarm: {topic}: {contacts}, {range}"),
    "known_event": mark("Known event: {topic}: {contacts}, {range}"),
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
        context(_small_print(alert), link(bulletin_link, say("Open the weekly bulletin"))),
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
    sentence = HEADLINES.get(alert.state, RISEN if alert.grade else WITHOUT_ALARM)
    told = {"contacts": _contacts(alert), "range": _range(alert)}
    topic = in_our_words(alert.topic_name)
    return say(sentence, topic=plain(topic, limit - len(say(sentence, topic="", **told))), **told)


def _contacts(alert: EpisodeAlert) -> str:
    written = figures.count(alert.observed)
    if alert.is_early:
        return say_many(
            alert.observed,
            "{contacts} contact so far this week",
            "{contacts} contacts so far this week",
            contacts=written,
        )
    return say_many(alert.observed, "{contacts} contact", "{contacts} contacts", contacts=written)


def _range(alert: EpisodeAlert) -> str:
    """Return the counts that lie inside the range, as the bulletin writes them."""
    if alert.lower is None or alert.upper is None:
        return say("nothing to compare with yet")
    if alert.upper < 1:
        return say("expected none")
    return say("expected {range}", range=figures.span(alert.lower, alert.upper))


def _fields(alert: EpisodeAlert) -> list[str]:
    """Return the fields that have something to say, at most seven of Slack's ten."""
    facts = {
        say("How unusual"): _how_unusual(alert),
        say("Since"): "" if alert.state in WITHOUT_EPISODE else _since(alert),
        say("Where"): _places(alert.where("region")),
        say("Product"): _places(alert.where("product")),
        say("Known beforehand"): "; ".join(alert.known_events),
        say("Status"): say(STATES[alert.state]) if alert.state in STATES else alert.state,
    }
    written = [f"*{name}*\n{escaped(said, FIELD_LIMIT)}" for name, said in facts.items() if said]
    return [*written, f"*{say('Owner')}*\n{owner_text(alert.owner)}"]


def _how_unusual(alert: EpisodeAlert) -> str:
    """Return the grade with its chance, and the weeks that are rare together."""
    grade = ": ".join(said for said in grade_text(alert) if said)
    look = look_of(alert)
    return f"{grade}. {look}" if look else grade


def look_of(alert: EpisodeAlert) -> str:
    """Say what made an alarming week rare whose own count may lie inside its range."""
    if not alert.grade:
        return ""
    return look_sentence(alert.look_weeks, alert.look_observed, alert.look_expected)


def grade_text(alert: EpisodeAlert) -> tuple[str, str]:
    """Return how unusual the week is, or the week so far: in a word, and what that means."""
    if alert.grade not in GRADES:
        gone = (
            say("No longer: back within its range") if alert.is_early else say("No alarm this week")
        )
        return gone, ""
    if alert.is_early:
        return say(GRADES[alert.grade][0]), say(MORNING_CHANCE)
    return grade_words(alert.grade, alert.p_value)


def _since(alert: EpisodeAlert) -> str:
    week = Week(alert.opened_week)
    named: dict[str, str | int] = {"number": week.number, "days": figures.period(week)}
    if alert.weeks == 1:
        return say("Week {number} ({days}), its first", **named)
    return say_many(
        alert.weeks,
        "Week {number} ({days}), {weeks} week by now",
        "Week {number} ({days}), {weeks} weeks by now",
        weeks=alert.weeks,
        **named,
    )


def _places(drivers: tuple[Driver, ...]) -> str:
    return ", ".join(
        f"{plain(one.slice_value, 80)} {figures.count(one.observed)}" for one in drivers
    )


def owner_text(owner: str | None) -> str:
    """Return the owner: a Slack member's id is a mention, of an address only the name is shown."""
    if not owner:
        return say("Nobody yet")
    if SLACK_MEMBER.fullmatch(owner):
        return f"<@{owner}>"
    return escaped(owner.partition("@")[0], FIELD_LIMIT)


def _countermeasure(alert: EpisodeAlert) -> list[dict[str, Any]]:
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


def _small_print(alert: EpisodeAlert) -> str:
    name = escaped(alert.episode_id, 200)
    if alert.until is not None:
        return say("{episode} · counted up to {day}", episode=name, day=figures.day(alert.until))
    return f"{name} · {week_and_days(Week(alert.week_start))}"


def week_and_days(week: Week) -> str:
    """Name a week with its days: numbers of weeks are known to few."""
    return say("Week {number}, {days}", number=week.number, days=figures.period(week))
