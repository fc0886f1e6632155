"""Builds the week's tables, each from its SQL file with its check."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, replace_weeks
from trend_lib.weekly.terms import count_terms

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)
TABLES = (
    "4_weekly/40_merged_topics",
    "4_weekly/40_topic_names",
    "4_weekly/41_topic_examples",
    "4_weekly/42_topic_weeks",
    "4_weekly/43_topic_days",
    "4_weekly/44_source_weeks",
    "4_weekly/44_new_sources",
    "4_weekly/49_left_out",
    "4_weekly/47_newborn_topics",
    "4_weekly/48_model_weeks",
)
TERMS = "4_weekly/45_topic_terms"


def count_week(home: Home, week: Week) -> None:
    """Replace the week's rows of every table of this room."""
    with room_log(logger, "weekly", week) as facts, open_warehouse(home) as con:
        replace_weeks(con, (*TABLES, TERMS), week, {TERMS: lambda: count_terms(con, week)})
        found = con.execute(
            "SELECT count(*), coalesce(sum(contacts) FILTER (topic_id = 0 AND slice_dim = 'all'), 0) "
            "FROM weekly.topic_weeks WHERE week_start = ?",
            [week.start],
        ).fetchone()
        facts["series"], facts["contacts"] = (int(value) for value in found or (0, 0))
