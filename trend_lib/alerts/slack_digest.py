"""Format what is no single episode: many new ones at once, or a quiet week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.alerts.episode_words import (
    grade_text,
    headline,
    look_of,
    members_text,
    week_and_days,
)
from trend_lib.alerts.slack_buttons import line_menu
from trend_lib.alerts.slack_message import SlackMessage, episode_link, owner_text
from trend_lib.alerts.slack_text import context, escaped, header, link, section
from trend_lib.base import figures
from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.slack_message import Extras

LISTED = 40  # Slack takes 50 blocks a message; a header, a rest and the small print are ours
LINE_LIMIT = 1000


def digest_name(week: Week) -> str:
    """Return the lasting name of a week's digest."""
    return f"digest {week}"


def digest_message(name: str, alerts: list[EpisodeAlert], extras: Extras) -> SlackMessage:
    """Return one message that lists many episodes, the worst first; those told with another stand in its line."""
    listed = {alert.episode_id for alert in alerts}
    shown = [alert for alert in alerts if alert.led_by not in listed]
    title = list_title(shown)
    left_out = len(shown) - LISTED
    rest = [section(_left_out(left_out))] if left_out > 0 else []
    why = say("one list, because so many at once often have one cause")
    week = Week.parse(name.partition(" ")[2])
    first = escaped(headline(shown[0], 300), LINE_LIMIT)
    return SlackMessage(
        name=name,
        members=tuple(alert.name for alert in alerts),
        text=say("{title}. First: {headline}", title=title, headline=first),
        blocks=[
            header(title),
            *(
                section(_line(alert, extras.desk_url))
                | (line_menu(alert) if extras.with_buttons else {})
                for alert in shown[:LISTED]
            ),
            *rest,
            context(
                f"{week_and_days(week)} · {why}",
                link(extras.bulletin_link, say("Open the weekly bulletin")),
                link(extras.desk_url, say("Answer at the desk")),
            ),
        ],
        is_news=any(alert.is_news for alert in alerts),
        is_exceptional=any(alert.is_exceptional for alert in alerts),
    )


def list_title(alerts: list[EpisodeAlert]) -> str:
    """Say how many topics rose, those told with another among them."""
    number = sum(1 + len(alert.members) for alert in alerts)
    written = figures.count(number)
    if any(alert.is_early for alert in alerts):
        return say_many(
            number,
            "▲ {number} topic rose so far this week",
            "▲ {number} topics rose together so far this week",
            number=written,
        )
    return say_many(
        number, "▲ {number} topic rose", "▲ {number} topics rose together", number=written
    )


def _left_out(number: int) -> str:
    """Say how many the list leaves out."""
    return say_many(
        number,
        "and {number} more, in the weekly bulletin",
        "and {number} more, in the weekly bulletin",
        number=figures.count(number),
    )


def _line(alert: EpisodeAlert, desk_url: str) -> str:
    """Return an episode in two lines, and one more for what is told with it."""
    told = (
        escaped(grade_text(alert)[0], 100),
        escaped(look_of(alert), 200).removesuffix("."),
        owner_text(alert.owner),
        episode_link(desk_url, alert.episode_id),
    )
    facts = " · ".join(said for said in told if said)
    members = escaped(members_text(alert), LINE_LIMIT)
    lines = (f"*{escaped(headline(alert, 300), LINE_LIMIT)}*", facts, members)
    return "\n".join(line for line in lines if line)


def quiet_sentence(week: Week, asleep: int) -> str:
    """Say that nothing alarmed, but for what people want to hear nothing of."""
    named: dict[str, str | int] = {"number": week.number, "days": figures.period(week)}
    if not asleep:
        return say("Quiet week {number} ({days}): no alarm.", **named)
    return say_many(
        asleep,
        "Quiet week {number} ({days}): no alarm but {asleep} that people put to sleep.",
        "Quiet week {number} ({days}): no alarms but {asleep} that people put to sleep.",
        asleep=figures.count(asleep),
        **named,
    )


def quiet_message(week: Week, verdict: str, bulletin_link: str, asleep: int = 0) -> SlackMessage:
    """Return the sign of life of a week without news: silence would look like a failure."""
    said = quiet_sentence(week, asleep)  # whether all was well or untested, the verdict says
    verdict_line = escaped(verdict, LINE_LIMIT)
    return SlackMessage(
        name=f"quiet {week}",
        members=(),
        text=f"{said} {verdict_line}".rstrip(),
        blocks=[
            section("\n".join(line for line in (said, verdict_line) if line)),
            context(week_and_days(week), link(bulletin_link, say("Open the weekly bulletin"))),
        ],
        is_news=True,
    )
