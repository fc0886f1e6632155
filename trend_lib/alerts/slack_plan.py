"""Which Slack messages a week asks for: pure, from the episodes and what the channel already has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.alerts.slack_digest import digest_message, digest_name
from trend_lib.alerts.slack_message import SlackMessage, episode_message
from trend_lib.base.alert_settings import SINGLE_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.slack_message import Extras
    from trend_lib.base.weeks import Week


def plan_slack(
    week: Week,
    alerts: list[EpisodeAlert],
    digests: Mapping[str, tuple[str, ...]],
    told: set[str],
    extras: Extras,
) -> list[SlackMessage]:
    """Return the messages as they should stand after this week.

    Args:
        week: The week to tell of.
        alerts: This week's episodes, and as they stood last the digests' members and those whose measures are followed.
        digests: The members of each digest the channel has, by its name.
        told: Names of episodes that have a message of their own.
        extras: The bulletin's address and the buttons, where there are any.
    """
    now = [alert for alert in alerts if alert.week_start == week.start or alert.is_judged]
    listed = {member for members in digests.values() for member in members}
    known = told | listed
    untold = [one for one in news_of(by_themselves(now, known)) if one.name not in known]
    grouped = _grouped(week, now, untold, digests)
    in_a_list = {member for members in grouped.values() for member in members}
    worth_own = told | {one.name for one in untold}
    return [
        *(episode_message(one, extras) for one in now if one.name in worth_own - in_a_list),
        *(
            digest_message(name, [one for one in alerts if one.name in ids], extras)
            for name, ids in grouped.items()
        ),
    ]


def by_themselves(now: list[EpisodeAlert], told: Container[str]) -> list[EpisodeAlert]:
    """Return the episodes without those that the message of another tells of, or will."""
    telling = {one.episode_id for one in now if one.is_news or one.name in told}
    return [one for one in now if one.led_by not in telling]


def news_of(now: list[EpisodeAlert]) -> list[EpisodeAlert]:
    """Return the episodes worth a message; the total only where no topic alarms, as on the page."""
    news = [one for one in now if one.is_news]
    return [one for one in news if not one.is_of_all_contacts] or news


def is_quiet(week: Week, alerts: list[EpisodeAlert]) -> bool:
    """Tell whether no episode alarmed this week that people want to hear of."""
    return not any(alert.is_news for alert in alerts if alert.week_start == week.start)


def count_asleep(week: Week, alerts: list[EpisodeAlert]) -> int:
    """Count the episodes that alarm while people want to hear nothing of them."""
    now = [alert for alert in alerts if alert.week_start == week.start and not alert.is_over]
    return sum(1 for alert in now if alert.grade and alert.is_snoozed)


def _grouped(
    week: Week,
    now: list[EpisodeAlert],
    untold: list[EpisodeAlert],
    digests: Mapping[str, tuple[str, ...]],
) -> dict[str, set[str]]:
    """Return the digests this week touches, the new one included, with their members."""
    living = {alert.name for alert in now}
    grouped = {name: set(ids) for name, ids in digests.items() if living & set(ids)}
    if len(untold) > SINGLE_MESSAGES:
        name = digest_name(week)
        grouped[name] = {*digests.get(name, ()), *(alert.name for alert in untold)}
    return grouped
