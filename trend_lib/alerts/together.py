"""Which episodes rose together, by name: said in the message of each, as a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.base.weeks import Week

CAUSES = "SELECT cause_id, episode_id FROM episodes.causes WHERE week_start = ? ORDER BY cause_id, episode_id"


def with_causes(
    con: duckdb.DuckDBPyConnection, week: Week, alerts: Sequence[EpisodeAlert]
) -> list[EpisodeAlert]:
    """Return the alerts with the topics of those that may have the same cause, the worst first."""
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
                if other.episode_id != alert.episode_id and alert.week_start == week.start
            ),
        )
        for alert in alerts
    ]
