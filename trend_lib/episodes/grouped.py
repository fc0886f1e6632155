"""Episodes told as one: what is answered about one of them counts for all, from the end of the week they rose in.

Who was told with whom in a week stands in `episodes.causes`, by the weeks' verdicts alone; here people's word that one
has a cause of its own comes to it. So the same answers give the same rows, however often and however late they are read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.base.weeks import Week
from trend_lib.episodes.answer_rows import moment_over

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.episodes.answer_rows import Row

    Leaders = dict[tuple[date, str], str]  # by week and episode; of those told by themselves none

ALONE = "it is told by itself"
APART = "apart"
LED = """
SELECT week_start, episode_id, cause_id FROM episodes.causes
WHERE is_one AND episode_id <> cause_id AND week_start <= $week_start
"""


@dataclass(slots=True)
class Heard:
    """Answers by each episode that they count for, and who leads whom in each week."""

    leaders: Leaders
    said: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    needless: set[str] = field(default_factory=set)  # answers that part what is told by itself

    def leader_of(self, week_start: date, episode_id: str) -> str | None:
        """Return the episode that another is told with."""
        return self.leaders.get((week_start, episode_id))

    def told_with(self, week_start: date, episode_id: str) -> list[str]:
        """Return the others that an episode is told with."""
        leader = self.leader_of(week_start, episode_id) or episode_id
        led = [
            name for (week, name), by in self.leaders.items() if (week, by) == (week_start, leader)
        ]
        return [name for name in (leader, *sorted(led)) if name != episode_id] if led else []

    def part(self, row: Row) -> None:
        """Tell an episode by itself from now on; of the one that leads: each."""
        week, name = row["week_start"], row["episode_id"]
        others = self.told_with(week, name)
        if not others:
            self.needless.add(row["answer_id"])
        for one in [name] if self.leader_of(week, name) else others:
            self.leaders.pop((week, one), None)


def hear_answers(
    con: duckdb.DuckDBPyConnection, home: Home, answers: Iterable[Row], week: Week
) -> Heard:
    """Return the answers up to a week by what they count for; they come in the order in which they were said."""
    led = con.execute(LED, {"week_start": week.start}).fetchall()
    heard = Heard({(start, episode): leader for start, episode, leader in led})
    for row in answers:
        heard.said[row["episode_id"]].append(row)
        over = moment_over(Week(row["week_start"]), home.config.home.zone)
        if row["action"] == APART:
            heard.part(row)
        elif row["said_at"] >= over:  # before, nobody could know them for one
            for other in heard.told_with(row["week_start"], row["episode_id"]):
                heard.said[other].append(_for_other(row, other))
    return heard


def _for_other(row: Row, other: str) -> Row:
    """Return an answer as it counts for another episode."""
    return {**row, "episode_id": other, "answer_id": f"{row['answer_id']}@{other}"}
