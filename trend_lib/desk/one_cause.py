"""What rose with an episode: topics told with it, each with its own figures, and what may have the same cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.grades import GRADES
from trend_lib.base.speech import say
from trend_lib.desk.measures import read_measures
from trend_lib.report import figures
from trend_lib.report.causes import members_title, together_sentence, together_with
from trend_lib.report.counted import expected_text
from trend_lib.report.spikes import STATES
from trend_lib.report.words import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.report.rows import Cause, Episode


@dataclass(frozen=True, slots=True)
class Member:
    """A topic that is told with another, in a line."""

    episode_id: str
    name: str
    observed_text: str
    expected_text: str
    grade: str  # empty: no alarm this week
    status: str
    status_class: str
    verdict: str  # of its newest countermeasure that was judged
    verdict_class: str


def told_together(episodes: Sequence[Episode], episode: Episode) -> list[str]:
    """Return the episodes that are told as one with this one, itself among them."""
    leader = episode.led_by or episode.episode_id
    return [row.episode_id for row in episodes if leader in {row.led_by, row.episode_id}]


def show_cause(
    con: duckdb.DuckDBPyConnection,
    causes: Sequence[Cause],
    episodes: Sequence[Episode],
    episode: Episode,
    currency: str,
) -> dict[str, Any]:
    """Say which others rose by the same cause, as the bulletin does, and where they stand."""
    others = together_with(causes, episode.episode_id) - {*told_together(episodes, episode)}
    members = [row for row in episodes if row.led_by == episode.episode_id]
    names = {row.episode_id: name_of(row.topic_name) for row in episodes}
    return {
        "together": together_sentence(causes, episodes, episode),
        "others": {name: said for name, said in names.items() if name in others},
        "members": [_member(con, row, currency) for row in members],
        "members_title": members_title(causes, episode) if members else "",
        "leader": episode.led_by if episode.led_by in names else "",
        "leader_name": names.get(episode.led_by or "", ""),
    }


def _member(con: duckdb.DuckDBPyConnection, row: Episode, currency: str) -> Member:
    """Write one line."""
    status, status_class = STATES[row.state]
    judged = [one for one in read_measures(con, row.episode_id, currency) if one.verdict]
    return Member(
        episode_id=row.episode_id,
        name=name_of(row.topic_name),
        observed_text=figures.count(row.observed),
        expected_text=expected_text(row),
        grade=say(GRADES[row.grade][0]) if row.grade else "",
        status=say(status),
        status_class=status_class,
        verdict=judged[-1].verdict if judged else "",
        verdict_class=judged[-1].verdict_class if judged else "",
    )
