"""How much work each worklist holds for a team on a day: counts, never a name, a contact or a word of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base import figures
from trend_lib.base.speech import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    import duckdb

    from trend_lib.base.team_settings import TeamConfig

UNRESOLVED = """
SELECT
    count(*) FILTER (WHERE left_at IS NULL AND next_try <= $day),
    count(*) FILTER (WHERE left_at IS NULL),
    count(*) FILTER (WHERE left_at IS NULL AND state = 'said_no'),
    count(*) FILTER (WHERE entered_at > $since),
    count(*) FILTER (WHERE left_at > $since),
    coalesce(max(age_days) FILTER (WHERE left_at IS NULL), 0)
FROM quality.unresolved_worklist
WHERE week_start = (SELECT max(newest.week_start) FROM quality.unresolved_worklist AS newest)
    AND (len($kinds) = 0 OR list_contains(CAST($kinds AS VARCHAR[]), kind))
"""
CALLBACKS = """
SELECT count(*) FILTER (WHERE next_try <= $day), count(*) FROM quality.callback_worklist WHERE state = 'waits'
"""
HOLIDAY = "SELECT 1 FROM registers.holidays WHERE day = $day LIMIT 1"
NAMES = {"unresolved": mark("Not solved in time"), "callbacks": mark("Call-backs")}


@dataclass(frozen=True, slots=True)
class Work:
    """What one list holds for a team."""

    worklist: str
    due: int
    figures: tuple[int, ...]  # that its sentence tells

    @property
    def name(self) -> str:
        """The list's name."""
        return say(NAMES[self.worklist])

    @property
    def told(self) -> str:
        """The counts in words."""
        return TOLD[self.worklist](*(figures.count(one) for one in self.figures))


def _tell_unresolved(*told: str) -> str:
    due, waiting, said_no, entered, left, oldest = told
    return say(
        "due today: {due} of {waiting}; the subscriber says no: {said_no}; within a day came {entered} and left {left}; "
        "days since the oldest came: {oldest}",
        due=due, waiting=waiting, said_no=said_no, entered=entered, left=left, oldest=oldest,
    )  # fmt: skip


def _tell_callbacks(*told: str) -> str:
    due, waiting = told
    return say("due today: {due} of {waiting}", due=due, waiting=waiting)


TOLD: dict[str, Callable[..., str]] = {
    "unresolved": _tell_unresolved,
    "callbacks": _tell_callbacks,
}


def is_day_off(con: duckdb.DuckDBPyConnection, day: date, working_days: tuple[int, ...]) -> bool:
    """Tell whether nobody works that day."""
    return day.isoweekday() not in working_days or bool(
        con.execute(HOLIDAY, {"day": day}).fetchall()
    )


def count_work(
    con: duckdb.DuckDBPyConnection, team: TeamConfig, day: date, since: datetime
) -> list[Work]:
    """Return what each list of a team holds; `since`, in UTC, is a day ago."""
    asked = {
        "unresolved": (UNRESOLVED, {"day": day, "since": since, "kinds": list(team.kinds)}),
        "callbacks": (CALLBACKS, {"day": day}),
    }
    found = ((name, con.execute(*asked[name]).fetchall()[0]) for name in team.lists)
    return [Work(name, counts[0], counts) for name, counts in found]
