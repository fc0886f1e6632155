"""Format what is no single episode: many new ones at once, or a quiet week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.alerts.slack_message import SlackMessage, grade_text, headline, owner_text
from trend_lib.alerts.slack_text import context, escaped, header, link, section

if TYPE_CHECKING:
    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.base.weeks import Week

LISTED = 40  # Slack takes 50 blocks a message; a header, a rest and the small print are ours
LINE_LIMIT = 1000


def digest_name(week: Week) -> str:
    """Return the lasting name of a week's digest."""
    return f"digest {week}"


def digest_message(name: str, alerts: list[EpisodeAlert], bulletin_link: str) -> SlackMessage:
    """Return one message that lists many episodes, the worst first."""
    so_far = " so far this week" if any(alert.is_early for alert in alerts) else ""
    title = f"{len(alerts)} topics rose together{so_far}"
    left_out = len(alerts) - LISTED
    rest = [section(f"and {left_out} more, in the weekly bulletin")] if left_out > 0 else []
    small_print = f"{escaped(name, 100)} · one list, because so many at once often have one cause"
    return SlackMessage(
        name=name,
        members=tuple(alert.name for alert in alerts),
        text=f"▲ {title}. First: {escaped(headline(alerts[0], 300), LINE_LIMIT)}",
        blocks=[
            header(f"▲ {title}"),
            *(section(_line(alert)) for alert in alerts[:LISTED]),
            *rest,
            context(small_print, link(bulletin_link, "Open the weekly bulletin")),
        ],
        is_news=any(alert.is_news for alert in alerts),
    )


def _line(alert: EpisodeAlert) -> str:
    """Return an episode in two lines."""
    grade = grade_text(alert).partition(":")[0]
    facts = f"{escaped(grade, 100)} · {owner_text(alert.owner)} · {escaped(alert.episode_id, 200)}"
    return f"*{escaped(headline(alert, 300), LINE_LIMIT)}*\n{facts}"


def quiet_message(week: Week, verdict: str, bulletin_link: str) -> SlackMessage:
    """Return the sign of life of a week without alarms: silence would look like a failure."""
    said = f"Quiet week {week}: no alarm."  # whether all was well or untested, the verdict says
    verdict_line = escaped(verdict, LINE_LIMIT)
    return SlackMessage(
        name=f"quiet {week}",
        members=(),
        text=f"{said} {verdict_line}".rstrip(),
        blocks=[
            section("\n".join(line for line in (said, verdict_line) if line)),
            context(f"week {week}", link(bulletin_link, "Open the weekly bulletin")),
        ],
        is_news=True,
    )
