"""The running week: counted in a rehearsal each morning, carried over into tables of its own.

No table of whole weeks is touched, so that Monday's run finds them as if nobody had looked.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, query_table, replace_rows
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)

TABLES = ("4_weekly/45_running_days", "4_weekly/46_running_topics", "4_weekly/46_running_names")
IS_WHOLE = """
SELECT coalesce(bool_or(is_complete), FALSE) FROM weekly.topic_weeks
WHERE week_start = ? AND topic_id = 0 AND slice_dim = 'all'
"""


def carry_running_week(home: Home, rehearsal: Home, day: date, whole_days: list[date]) -> None:
    """Replace the running week's rows by what the rehearsal counted."""
    week = Week.of_day(day)
    days = [one for one in week.days() if one <= day]
    given = {"week_start": week.start, "day": day, "each_day": days, "whole_days": whole_days}
    with room_log(logger, "weekly", week) as facts:
        with open_warehouse(rehearsal) as con:
            counted = {name: query_table(con, name, given) for name in TABLES}
        with open_warehouse(home) as con:
            for name, rows in counted.items():
                replace_rows(con, name, week, rows)
                facts[name.rpartition("_")[2]] = rows.num_rows


def is_counted_whole(home: Home, week: Week) -> bool:
    """Tell whether the weekly run has counted the week, and all of it."""
    with open_warehouse(home) as con:
        found = con.execute(IS_WHOLE, [week.start]).fetchone()
    return bool(found and found[0])
