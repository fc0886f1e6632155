"""Which episodes rose together: those told as one, and those named in the message of each, as a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.alerts.slack_text import escaped
from trend_lib.base.own_names import in_our_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.thread_note import Notes
    from trend_lib.base.weeks import Week

CAUSES = "SELECT cause_id, episode_id FROM episodes.causes WHERE week_start = ? ORDER BY cause_id, episode_id"

PARTED = """
SELECT episode_id FROM episodes.causes JOIN episodes.episode_weeks USING (week_start, episode_id)
WHERE week_start = ? AND is_one AND led_by IS NULL
"""


def parted(con: duckdb.DuckDBPyConnection, week: Week) -> set[str]:
    """Return the episodes that were told with another, until people said that each has a cause of its own."""
    return {episode for (episode,) in con.execute(PARTED, [week.start]).fetchall()}


def with_causes(
    con: duckdb.DuckDBPyConnection, week: Week, alerts: Sequence[EpisodeAlert]
) -> list[EpisodeAlert]:
    """Return the alerts with those told with them, and the topics of those that may have the same cause, the worst first."""
    alerts = _as_one(alerts)
    cause_of = {episode: cause for cause, episode in con.execute(CAUSES, [week.start]).fetchall()}
    topics: defaultdict[str, list[EpisodeAlert]] = defaultdict(list)
    for alert in alerts:
        if alert.episode_id in cause_of and alert.week_start == week.start:
            topics[cause_of[alert.episode_id]].append(alert)
    return [
        replace(
            alert,
            together=tuple(
                other.topic_name
                for other in topics[cause_of.get(alert.episode_id, "")]
                if _is_asked(alert, other) and alert.week_start == week.start
            ),
        )
        for alert in alerts
    ]


def with_members_notes(
    notes: Notes, alerts: Sequence[EpisodeAlert], told: Collection[str]
) -> Notes:
    """Return the notes with those of members under the message that tells of them; only what was told before keeps its own.

    How a member's weeks go is said by that message alone.
    """
    by_id = {alert.episode_id: alert for alert in alerts}
    moved = {name: list(lines) for name, lines in notes.items()}
    for alert in alerts:
        leader = by_id.get(alert.led_by or "")
        if leader is None:
            continue
        own = [note for note in moved[alert.name] if not note.is_of_week]
        if alert.name in told:
            moved[alert.name] = own
            continue
        moved[alert.name] = []
        moved[leader.name] += [
            replace(note, text=f"*{escaped(in_our_words(alert.topic_name), 200)}*: {note.text}")
            for note in own
        ]
    return moved


def _as_one(alerts: Sequence[EpisodeAlert]) -> list[EpisodeAlert]:
    """Return the alerts, each with those that it leads or with the topic that leads it."""
    by_id = {alert.episode_id: alert for alert in alerts}
    return [
        replace(
            alert,
            members=tuple(one for one in alerts if one.led_by == alert.episode_id),
            told_with=by_id[alert.led_by].topic_name if alert.led_by in by_id else "",
        )
        for alert in alerts
    ]


def _is_asked(alert: EpisodeAlert, other: EpisodeAlert) -> bool:
    """Tell whether it is a question still that two have one cause."""
    told = {one.led_by or one.episode_id for one in (alert, other)}
    return len(told) > 1
