"""A team's day as one message: what is due on each of its worklists, and where they are. Said, not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from trend_lib.alerts.notice import Notice
from trend_lib.alerts.slack_message import SlackMessage
from trend_lib.alerts.slack_text import context, header, link, section
from trend_lib.base import figures
from trend_lib.base.speech import say, say_many

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.alerts.work_counts import Work
    from trend_lib.base.team_settings import TeamConfig

COMMAND = "trends worklist {worklist}"


def slack_message(
    name: str, day: date, works: list[Work], team: TeamConfig, desk_url: str
) -> SlackMessage:
    """Return the day's message to a channel."""
    title = _title(day, works)
    lines = [
        section(f"*{work.name}*\n{work.told}\n{_slack_way(work, team, desk_url)}") for work in works
    ]
    return SlackMessage(
        name=name,
        members=(),
        text=title,
        blocks=[header(title), *lines, context(_only_counts())],
        is_news=True,
    )


def mail_notice(day: date, works: list[Work], team: TeamConfig, desk_url: str) -> Notice:
    """Return the day's mail, in the language spoken."""
    lines = [f"{work.name}\n{work.told}\n    {_way(work, team, desk_url)}\n" for work in works]
    return Notice(_title(day, works), "\n".join([*lines, f"{_only_counts()}\n"]))


def _title(day: date, works: list[Work]) -> str:
    """Say how many calls are due."""
    due = sum(work.due for work in works)
    return say_many(
        due, "{day}: {number} call is due", "{day}: {number} calls are due",
        day=figures.day(day, "d MMMM"), number=figures.count(due),
    )  # fmt: skip


def _only_counts() -> str:
    return say("Counts alone: who it is stands on the list.")


def _way(work: Work, team: TeamConfig, desk_url: str) -> str:
    """Return the list's address, narrowed to the team's kind where it has one; without a desk the command."""
    if not desk_url:
        return COMMAND.format(worklist=work.worklist)
    is_narrow = work.worklist == "unresolved" and len(team.kinds) == 1
    narrowed = f"?{urlencode({'kind': team.kinds[0]})}" if is_narrow else ""
    return f"{desk_url.rstrip('/')}/worklists/{work.worklist}{narrowed}"


def _slack_way(work: Work, team: TeamConfig, desk_url: str) -> str:
    way = _way(work, team, desk_url)
    return link(way, say("Open the list")) if desk_url else f"`{way}`"
