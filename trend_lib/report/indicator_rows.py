"""What the strip's figures were in each week, from the stored rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report import figures

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.report.stored import StoredWeek

MAIN_QUESTION = "quality"


def main_question(stored: StoredWeek) -> str:
    """Return the question that stands for satisfaction."""
    asked = {row.question for row in stored.surveys}
    return MAIN_QUESTION if MAIN_QUESTION in asked or not asked else min(asked)


def rates(stored: StoredWeek) -> dict[date, float]:
    """Return contacts per 1,000 subscribers."""
    return {
        row.week_start: 1000 * row.observed / row.exposure
        for row in stored.history(0)
        if row.exposure
    }


def repeats(stored: StoredWeek) -> dict[date, float]:
    """Return the share of repeat contacts."""
    return {
        row.week_start: row.repeat_share
        for row in stored.repeats
        if row.slice_dim == "all" and row.repeat_share is not None
    }


def satisfied(stored: StoredWeek) -> dict[date, float]:
    """Return the satisfied share of the main question."""
    question = main_question(stored)
    return {
        row.week_start: row.satisfied_share
        for row in stored.surveys
        if row.slice_dim == "all" and row.question == question and row.satisfied_share is not None
    }


def satisfied_unit(stored: StoredWeek) -> str:
    """Write the 95% interval of the satisfied share beside it."""
    question = main_question(stored)
    for row in stored.surveys:
        is_it = (row.week_start, row.slice_dim, row.question) == (
            stored.week.start,
            "all",
            question,
        )
        if is_it and row.satisfied_lower is not None and row.satisfied_upper is not None:
            lower, upper = (
                figures.decimal(100 * s, 0) for s in (row.satisfied_lower, row.satisfied_upper)
            )
            return say("% ({lower}–{upper})", lower=lower, upper=upper)
    return say("%")


def late(stored: StoredWeek) -> dict[date, float]:
    """Return how many contacts are open beyond the limit."""
    by_week: dict[date, float] = {}
    for row in stored.unresolved:
        by_week[row.week_start] = by_week.get(row.week_start, 0) + (
            row.contacts if row.is_late else 0
        )
    return by_week
