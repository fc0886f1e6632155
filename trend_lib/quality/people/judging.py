"""The tables of persons, of a week whose people are still spoken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import read_query, replace_rows, replace_week, run
from trend_lib.quality.interval_columns import with_repeat_intervals
from trend_lib.quality.people.operator_scores import score_operators
from trend_lib.quality.people.reviewers import judge_reviewers

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

OPERATOR_REPEATS = "7_quality/80_operator_repeats"
AUDIT = "7_quality/83_audit"
WEEKS_TO_AUDIT = 4  # older recordings are seldom kept


def judge_people(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> dict[str, int]:
    """Replace the week's scorecards, reviewers and audit; return what was found, in numbers."""
    _count_repeats(con, home, week)
    facts = {
        "operators_apart": score_operators(con, home, week),
        "reviewers_apart": judge_reviewers(con, home, week),
    }
    replace_week(con, AUDIT, week, first_week=week.plus(1 - WEEKS_TO_AUDIT).start)
    return facts


def _count_repeats(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> None:
    """Replace the week's rows of who came back after an operator's first contacts, with their intervals."""
    first = week.plus(1 - home.config.listening.scorecard_weeks)
    given = {"first_week": first.start, "week_start": week.start}
    counted = run(con, read_query(OPERATOR_REPEATS), given).df()
    replace_rows(con, OPERATOR_REPEATS, week, with_repeat_intervals(counted))
