"""Fold a week's alarms, and what people answered, into the episodes as they stood the week before."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, replace_rows, replace_weeks
from trend_lib.episodes.answer_rows import BEFORE_ALL, newest_judged, read_answers
from trend_lib.episodes.answered import refold, reopened
from trend_lib.episodes.causes import write_causes
from trend_lib.episodes.effects import write_effects
from trend_lib.episodes.marks import count_marks
from trend_lib.episodes.terms import find_grown_terms
from trend_lib.episodes.warned import refold_warnings

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)

TABLES = (
    "6_episodes/60_topic_events",
    "6_episodes/61_series_weeks",
    "6_episodes/61_topic_names",
    "6_episodes/61_renamed_topics",
    "6_episodes/61_living",
    "6_episodes/62_episode_weeks",
    "6_episodes/63_drivers",
    "6_episodes/64_test_weeks",
    "6_episodes/67_told_early",
    "6_episodes/68_episode_days",
)
TERMS, MARKS = "6_episodes/65_terms", "6_episodes/69_marks"
COUNT = "SELECT count(*), count(*) FILTER (WHERE grade <> '') FROM episodes.episode_weeks WHERE week_start = ?"


def update_week(home: Home, week: Week) -> None:
    """Write the week's rows of every `episodes` table; each needs the one before it."""
    rate = home.config.detection.false_discovery_rate
    with room_log(logger, "episodes", week) as facts, open_warehouse(home) as con:
        answers = read_answers(con, max(week, newest_judged(con)))
        refold(con, home, answers, week.plus(-1))  # answers that came since it was told
        replace_weeks(
            con,
            (*TABLES, TERMS),
            week,
            {TERMS: lambda: find_grown_terms(con, week, rate)},
            week_name=str(week),
            false_discovery_rate=rate,
            reopened=reopened(con, home, answers, week),
        )
        facts["causes"] = write_causes(con, week)
        refold(con, home, read_answers(con, max(week, newest_judged(con))), week)
        counted = con.execute(COUNT, [week.start]).fetchone()
        replace_rows(con, MARKS, week, count_marks(con, week))
        facts["measures"] = write_effects(con, home, week)
        facts["episodes"], facts["alarming"] = counted or (0, 0)


def hear_answers(home: Home, week: Week) -> None:
    """Fold answers into a week's rows, and into the warnings that no whole week has judged."""
    update_week(home, week)
    with open_warehouse(home) as con:
        refold_warnings(con, home)


def find_newest(home: Home) -> Week | None:
    """Return the newest week whose episodes were built, or None."""
    with open_warehouse(home) as con:
        newest = newest_judged(con)
    return None if newest == BEFORE_ALL else newest
