"""Topics of alerts under the names that the channel's readers know, as the bulletin in their language has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert

NAMES = """
SELECT episode_weeks.week_start, episode_weeks.episode_id, topic_names.topic_name
FROM episodes.episode_weeks
JOIN episodes.topic_names USING (week_start, topic_id)
WHERE topic_names.language = $language AND list_contains($ids, episode_weeks.episode_id)
UNION ALL
SELECT week_start, warning_id, topic_name FROM episodes.early_names
WHERE language = $language AND list_contains($ids, warning_id)
"""


def named_for_readers(
    con: duckdb.DuckDBPyConnection, alerts: Iterable[EpisodeAlert], language: str
) -> list[EpisodeAlert]:
    """Return the alerts with the names that readers of a language know; else with those they have."""
    listed = list(alerts)
    asked = {"language": language, "ids": [one.episode_id for one in listed]}
    rows = con.execute(NAMES, asked).fetchall()
    names = {(week_start, known_as): name for week_start, known_as, name in rows}
    return [
        replace(one, topic_name=names.get((one.week_start, one.episode_id), one.topic_name))
        for one in listed
    ]
