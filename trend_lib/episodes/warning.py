"""Fold a morning's exceptional rises into the early warnings of the running week."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, query_table, replace_day, replace_week
from trend_lib.base.weeks import Week
from trend_lib.episodes.warned import refold_warnings

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)

TABLE = "6_episodes/66_early_warnings"
NAMES = "6_episodes/66_early_names"


def warn_day(home: Home, day: date) -> None:
    """Write the morning's rows of `episodes.early_warnings` and their names; each needs those of the mornings before."""
    week = Week.of_day(day)
    names = {"known_prefix": f"{week}-T", "newborn_prefix": f"{week}-D{day:%d}-N"}
    given = {"week_start": week.start, "day": day, **names}
    with room_log(logger, "episodes", week) as facts, open_warehouse(home) as con:
        rows = query_table(con, TABLE, given)
        replace_day(con, TABLE, day, rows)
        replace_week(con, NAMES, week, day=day)
        refold_warnings(con, home)
        facts["early_warnings"] = rows.num_rows
