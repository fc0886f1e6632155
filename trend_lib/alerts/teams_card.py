"""Format an announcement for Microsoft Teams: an Adaptive Card, as a workflow's webhook takes it. Pure.

Every text stands in a text run, which knows no mark-up: nobody's words become links or mentions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.alerts.episode_words import facts_of, headline, small_print
from trend_lib.alerts.slack_digest import list_title, quiet_sentence
from trend_lib.alerts.slack_message import desk_link
from trend_lib.alerts.slack_text import plain
from trend_lib.base.speech import mark, say

if TYPE_CHECKING:
    from trend_lib.alerts.announcement import Announcement
    from trend_lib.alerts.episode_alert import EpisodeAlert

TEXT_LIMIT, LISTED = 600, 30  # Teams takes 28 KB a message
STAYS = mark("This message stays as it is: how it goes on stands in the bulletin and at the desk.")
Block = dict[str, Any]


def teams_message(announcement: Announcement) -> dict[str, Any]:
    """Return what is posted."""
    body, actions = _body(announcement), _actions(announcement)
    card = {
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": body,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    content = card | ({"actions": actions} if actions else {})
    return {"type": "message", "attachments": [{"contentType": kind, "content": content}]}


def _body(announcement: Announcement) -> list[Block]:
    """Return the card's lines."""
    if announcement.kind == "quiet":
        said = quiet_sentence(announcement.week, announcement.asleep)
        return [_line(said), *([_line(announcement.verdict)] if announcement.verdict else [])]
    if announcement.kind == "list":
        shown = announcement.alerts[:LISTED]
        lines = [_line(headline(one, TEXT_LIMIT)) for one in shown]
        return [_title(list_title(list(announcement.alerts))), *lines, _small(say(STAYS))]
    (alert,) = announcement.alerts
    return [*_of_episode(alert), _small(f"{small_print(alert)}. {say(STAYS)}")]


def _of_episode(alert: EpisodeAlert) -> list[Block]:
    """Return an episode's lines: finding, facts, what to do, one customer's words."""
    owner = (alert.owner or "").partition("@")[0] or say("Nobody yet")
    facts = {**facts_of(alert), say("Owner"): owner}
    if alert.countermeasure:
        facts[say("What the playbook suggests")] = alert.countermeasure
    quote = [_line(f"“{plain(alert.examples[0], TEXT_LIMIT)}”")] if alert.examples else []
    return [
        _title(headline(alert, TEXT_LIMIT)),
        *(_line(said, name) for name, said in facts.items()),
        *quote,
    ]


def _title(text: str) -> Block:
    run = _run(text) | {"weight": "Bolder", "size": "Medium"}
    return {"type": "RichTextBlock", "inlines": [run]}


def _line(text: str, name: str = "") -> Block:
    """Return a line, with its name before it."""
    named = [_run(f"{name}: ") | {"weight": "Bolder"}] if name else []
    return {"type": "RichTextBlock", "spacing": "Small", "inlines": [*named, _run(text)]}


def _small(text: str) -> Block:
    return {"type": "RichTextBlock", "inlines": [_run(text) | {"size": "Small", "isSubtle": True}]}


def _run(text: str) -> Block:
    return {
        "type": "TextRun",
        "text": plain(text, TEXT_LIMIT) + (" " if text.endswith(" ") else ""),
    }


def _actions(announcement: Announcement) -> list[Block]:
    """Return links as buttons."""
    episode = announcement.alerts[0] if announcement.kind == "episode" else None
    runbook = episode.runbook_url if episode else None
    url = announcement.desk_url if announcement.kind != "quiet" else ""
    desk = desk_link(url, episode.episode_id) if episode else url
    links = {
        say("Open the weekly bulletin"): announcement.bulletin_link,
        say("Answer at the desk"): desk,
        say("Runbook"): runbook,
    }
    return [
        {"type": "Action.OpenUrl", "title": title, "url": url}
        for title, url in links.items()
        if url and url.startswith(("https://", "http://"))
    ]
