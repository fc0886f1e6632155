"""The arithmetic behind the week's episodes, kept as lines of text for whoever reads what is published alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import open_warehouse, replace_rows
from trend_lib.episodes import explain_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

TABLE = "8_report/83_explanations"
MOST = 60  # episodes, the rarest; `trends explain` tells of any
ALARMING = """
SELECT episode_id FROM episodes.episode_weeks WHERE week_start = ? AND grade <> ''
ORDER BY p_value, episode_id LIMIT ?
"""
EXPLAINED = pa.schema(
    [
        ("week_start", pa.date32()), ("episode_id", pa.string()), ("place", pa.int64()), ("title", pa.string()),
        ("lines", pa.list_(pa.string())),
    ]
)  # fmt: skip
ALARMS = "Alarms of this topic in that week"


def write_explanations(home: Home, week: Week) -> None:
    """Write the whole sum of every episode that alarms in a week."""
    with open_warehouse(home) as con:
        episodes = [episode for (episode,) in con.execute(ALARMING, [week.start, MOST]).fetchall()]
        explained = explain_all(home, episodes, week)
        rows = [row for episode, said in explained.items() for row in _rows(week, episode, said)]
        replace_rows(con, TABLE, week, pa.Table.from_pylist(rows, EXPLAINED))


def _rows(week: Week, episode: str, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps of an episode's sum."""
    (verdict, *steps), alarms = said["steps"], said["alarms_of_the_week"]
    steps = [{**verdict, "title": said["series"]}, *steps, {"title": ALARMS, "lines": alarms}]
    for place, step in enumerate(steps):
        yield {"week_start": week.start, "episode_id": episode, "place": place, **step}
