"""What became of answers about the lists: some are said when the list has moved on, and none is dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import replace_week
from trend_lib.base.weeks import Week, weeks_between

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from trend_lib.base.home import Home

LIST_ANSWERS = "7_quality/79_list_answers"


def judge_answers(
    con: duckdb.DuckDBPyConnection, home: Home, week: Week, until: datetime | None = None
) -> None:
    """Replace the answers of the week, and up to a moment those of the weeks after it, which no run has built yet."""
    last = Week.of_moment(until, home.config.home.zone) if until else week
    for one in weeks_between(week, max(week, last)):
        replace_week(con, LIST_ANSWERS, one)
