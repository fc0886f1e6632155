"""The tables of persons, of a week whose people are still spoken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import replace_week
from trend_lib.quality.people.operator_scores import score_operators
from trend_lib.quality.people.reviewers import judge_reviewers

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

AUDIT = "7_quality/83_audit"
WEEKS_TO_AUDIT = 4  # older recordings are seldom kept


def judge_people(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> dict[str, int]:
    """Replace the week's scorecards, reviewers and audit; return what was found, in numbers."""
    facts = {
        "operators_apart": score_operators(con, home, week),
        "reviewers_apart": judge_reviewers(con, home, week),
    }
    replace_week(con, AUDIT, week, first_week=week.plus(1 - WEEKS_TO_AUDIT).start)
    return facts
