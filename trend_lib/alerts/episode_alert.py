"""What an alert tells of an episode: read from `episodes.*`, nothing computed anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.grades import GRADES
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

OVER = ("closed", "false_alarm", "known_event")
LISTS_BEGIN = 23  # of the columns below
GRADE_ORDER = (*reversed(GRADES), "")
PLACES_SHOWN = 3

EPISODES = """
WITH told AS (  -- under what name an episode was told of before its first week was whole
    SELECT episode_id, min(warning_id) AS warning_id FROM episodes.told_early GROUP BY episode_id
)
SELECT
    episode_weeks.episode_id, week_start, topic_name, opened_week, state, grade, owner,
    countermeasure, runbook_url, observed, expected, lower, upper, p_value,
    coalesce(told.warning_id, '') AS known_as, NULL AS until,
    look_weeks, look_observed, look_expected, is_snoozed, snoozed_until,
    CASE WHEN is_incomplete THEN 'incomplete' WHEN is_unjudged THEN 'unjudged' ELSE '' END AS silent,
    led_by, known_events, examples
FROM episodes.episode_weeks
LEFT JOIN told ON episode_weeks.episode_id = told.episode_id
WHERE week_start = $week_start
   OR (week_start < $week_start AND (
        list_contains($also, episode_weeks.episode_id) OR list_contains($also, told.warning_id)))
QUALIFY row_number() OVER (PARTITION BY episode_weeks.episode_id ORDER BY week_start DESC) = 1
ORDER BY episode_weeks.episode_id
"""

UNFOUNDED = """
SELECT
    warning_id, week_start, topic_name, week_start, 'unfounded', '', owner, NULL, NULL,
    observed, expected, lower, upper, NULL, '', NULL, NULL, NULL, NULL, FALSE, NULL, '', NULL, [], []
FROM episodes.told_early
WHERE week_start = $week_start AND episode_id IS NULL
ORDER BY warning_id
"""

EARLY = """
SELECT
    warning_id, week_start, topic_name, week_start,
    CASE WHEN state IN ('open', 'recovering') THEN 'early' ELSE state END, grade, owner, countermeasure, runbook_url,
    observed, expected, lower, upper, p_value, '', day, NULL, NULL, NULL, is_snoozed, NULL, '', NULL, known_events, examples
FROM episodes.early_warnings
WHERE day = $day  -- a morning that runs again later has no say over newer ones, or over the whole week
  AND NOT EXISTS (SELECT 1 FROM episodes.early_warnings AS newer
      WHERE newer.week_start = early_warnings.week_start AND newer.day > $day)
  AND NOT EXISTS (SELECT 1 FROM episodes.test_weeks AS judged
      WHERE judged.week_start = early_warnings.week_start)
ORDER BY warning_id
"""

DRIVERS = """
SELECT week_start, episode_id, slice_dim, slice_value, observed
FROM episodes.drivers
WHERE week_start <= $week_start AND list_contains($ids, episode_id)
  AND excess > 0 AND slice_dim IN ('region', 'product') AND slice_value <> '(none)'
ORDER BY episode_id, slice_dim, excess DESC, slice_value
"""


@dataclass(frozen=True, slots=True)
class Driver:
    """One region or product in which contacts are above what was expected there."""

    slice_dim: str
    slice_value: str
    observed: int


@dataclass(frozen=True, slots=True)
class EpisodeAlert:
    """An episode as it stands in one week."""

    episode_id: str
    week_start: date
    topic_name: str
    opened_week: date
    state: str
    grade: str
    owner: str | None
    countermeasure: str | None
    runbook_url: str | None
    observed: int
    expected: float | None
    lower: float | None
    upper: float | None
    p_value: float | None = None
    known_as: str = ""  # the name it was told of under before it had an id
    until: date | None = None  # an early warning counts up to this day; else the whole week
    look_weeks: int | None = None  # that are rare together, where this week alone is less so
    look_observed: int | None = None
    look_expected: float | None = None
    is_snoozed: bool = False  # people want to hear nothing of it
    snoozed_until: date | None = None  # empty, and snoozed: until it gets worse
    silent: str = ""  # why its week says nothing: incomplete | unjudged; else ''
    led_by: str | None = None  # the episode it is told with, as risen by the same cause
    known_events: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    drivers: tuple[Driver, ...] = ()
    measures: tuple[str, ...] = ()  # a line a countermeasure, in the channel's language
    together: tuple[str, ...] = ()  # topics that may have risen by the same cause
    members: tuple[EpisodeAlert, ...] = ()  # told with it, as risen by the same cause
    told_with: str = ""  # the topic of the episode that leads it
    is_judged: bool = False  # a countermeasure has a verdict that it had not last week

    @property
    def is_news(self) -> bool:
        """Worth a first message: it alarms in its week (has a grade), and nobody called it off or silenced it."""
        return bool(self.grade) and not self.is_over and not self.is_snoozed

    @property
    def is_over(self) -> bool:
        """Whether nobody need look at it any more."""
        return self.state in OVER

    @property
    def is_of_all_contacts(self) -> bool:
        """About the total (topic 0) rather than a topic."""
        return self.episode_id.endswith("-T0")

    @property
    def name(self) -> str:
        """The lasting name of its message."""
        return self.known_as or self.episode_id

    @property
    def is_exceptional(self) -> bool:
        """Whether it, or what is told with it, is as rare as may break quiet hours."""
        return "exceptional" in {self.grade, *(one.grade for one in self.members)}

    @property
    def is_early(self) -> bool:
        """Of a week that is still running."""
        return self.until is not None

    @property
    def weeks(self) -> int:
        """How many weeks the episode has lived, this one included."""
        return (self.week_start - self.opened_week).days // 7 + 1

    def where(self, slice_dim: str) -> tuple[Driver, ...]:
        """Return the slices of a dimension that hold most of the excess."""
        return tuple(one for one in self.drivers if one.slice_dim == slice_dim)[:PLACES_SHOWN]


def read_episode_alerts(
    con: duckdb.DuckDBPyConnection, week: Week, also: list[str]
) -> list[EpisodeAlert]:
    """Return this week's episodes, and those of `also` as they stood last, worst first.

    With them the early warnings that the whole week did not confirm.
    """
    rows = con.execute(EPISODES, {"week_start": week.start, "also": also}).fetchall()
    rows += con.execute(UNFOUNDED, {"week_start": week.start}).fetchall()
    drivers = _read_drivers(con, week, [row[0] for row in rows])
    return _worst_of([[*row, tuple(drivers[row[1], row[0]])] for row in rows])


def read_early_alerts(con: duckdb.DuckDBPyConnection, day: date) -> list[EpisodeAlert]:
    """Return the early warnings as a morning saw them, worst first."""
    return _worst_of(con.execute(EARLY, {"day": day}).fetchall())


def newest_morning(con: duckdb.DuckDBPyConnection, week: Week) -> date | None:
    """Return the last morning after a week that has warnings, or None."""
    found = con.execute(
        "SELECT max(day) FROM episodes.early_warnings WHERE week_start > ?", [week.start]
    ).fetchone()
    return found[0] if found else None


def _worst_of(rows: Sequence[Sequence[Any]]) -> list[EpisodeAlert]:
    """Return the alerts of rows, worst first."""
    lists = slice(LISTS_BEGIN, None)
    alerts = [EpisodeAlert(*row[:LISTS_BEGIN], *map(tuple, row[lists])) for row in rows]
    return sorted(alerts, key=_worst_first)


def _read_drivers(
    con: duckdb.DuckDBPyConnection, week: Week, ids: list[str]
) -> defaultdict[tuple[date, str], list[Driver]]:
    """Return the drivers by week and episode, the largest excess first."""
    found: defaultdict[tuple[date, str], list[Driver]] = defaultdict(list)
    for row in con.execute(DRIVERS, {"week_start": week.start, "ids": ids}).fetchall():
        found[row[0], row[1]].append(Driver(*row[2:]))
    return found


def _worst_first(alert: EpisodeAlert) -> tuple[int, float, str]:
    """Order by grade, then by how many contacts are above the expected."""
    rank = GRADE_ORDER.index(alert.grade) if alert.grade in GRADE_ORDER else len(GRADE_ORDER)
    return rank, (alert.expected or 0) - alert.observed, alert.episode_id
