"""The week's quality tables: SQL counts, intervals are added where a share or mean is shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import (
    open_warehouse,
    read_query,
    replace_rows,
    replace_week,
    run,
    transaction,
)
from trend_lib.base.weeks import Week
from trend_lib.quality.callbacks.worklist import measure_callbacks
from trend_lib.quality.interval_columns import (
    with_count_intervals,
    with_first_contact_intervals,
    with_repeat_intervals,
    with_score_intervals,
)
from trend_lib.quality.kinds.measuring import anybody_settled, measure_kinds
from trend_lib.quality.line.directions import measure_directions
from trend_lib.quality.line.series import watch_line
from trend_lib.quality.list_answers import judge_answers
from trend_lib.quality.listening.reviews import review_week
from trend_lib.quality.listening.week_sample import sample_week
from trend_lib.quality.outcomes import measure_outcomes, weeks_to_come_back
from trend_lib.quality.people.judging import judge_people
from trend_lib.quality.teams import measure_teams
from trend_lib.quality.unresolved.worklist import close_week_before, measure_unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    import pandas as pd

    from trend_lib.base.home import Home
    from trend_lib.base.logs import Facts

logger = logging.getLogger(__name__)
SCORE_COUNTS = "7_quality/71_score_counts"
SURVEY_SCORES = "7_quality/71_survey_scores"
REPEAT_CONTACTS = "7_quality/72_repeat_contacts"
UNRESOLVED = "7_quality/73_unresolved"
FIRST_CONTACT = "7_quality/74_first_contact"
RECENT_WEEKS = 2  # the one that ended, and the one before, which late files still reach
UNRESOLVED_KINDS = "7_quality/77_unresolved_kinds"


def measure_weeks(home: Home, weeks: Sequence[Week], measured: Callable[[Week], None]) -> None:
    """Replace the weeks' rows of every table of this room, each week in its turn; `measured` hears of it.

    A home without surveys has no scores.
    """
    with open_warehouse(home) as con:
        if weeks:
            measure_outcomes(con, weeks, home.config.quality)
        for week in weeks:
            _measure(con, home, week)
            measured(week)


def _measure(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> None:
    """Replace the week's rows, once it is known who came back."""
    with room_log(logger, "quality", week) as facts:
        with transaction(con):
            facts.update(_count(con, home, week))
            is_recent = _is_recent(con, week)
            if is_recent or anybody_settled(con):
                facts["kinds_settled"] = measure_kinds(con, home, week)
        if is_recent:
            facts["score_alarms"] = watch_line(con, week, home.config.detection)
            close_week_before(con, home, week)
            facts["unresolved"] = measure_unresolved(con, home, week)
            facts["callbacks"] = measure_callbacks(con, home, week)
            judge_answers(con, home, week)
            facts["reviews_asked"] = sample_week(con, home, week)
        facts["reviews"] = review_week(con, home, week)
        if is_recent:
            facts.update(judge_people(con, home, week))


def _count(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> Facts:
    """Count scores, repeats, what is unresolved and what was solved at once; return how many rows."""
    settings = home.config.quality
    contacts_week = week.plus(-weeks_to_come_back(settings))
    measure_directions(con, home, week)
    scores = _replace_counted(
        con, SURVEY_SCORES, week, with_score_intervals, satisfied_from=settings.satisfied_from
    )
    _replace_counted(con, SCORE_COUNTS, week, with_count_intervals)
    repeats = _replace_counted(con, REPEAT_CONTACTS, week, with_repeat_intervals)
    replace_week(con, UNRESOLVED, week, unresolved_days=settings.unresolved_days)
    _replace_counted(
        con,
        FIRST_CONTACT,
        week,
        with_first_contact_intervals,
        contacts_week=contacts_week.start,
        resolved_question=settings.resolved_question,
    )
    replace_week(con, UNRESOLVED_KINDS, week)
    teams = measure_teams(con, week, contacts_week)
    return {"survey_scores": scores, "repeat_contacts": repeats, "teams": teams}


def _is_recent(con: duckdb.DuckDBPyConnection, week: Week) -> bool:
    """Tell the weeks whose people are still spoken with; of older ones what was said stays as it was."""
    (newest,) = con.execute("SELECT max(week_start) FROM contacts.contacts").fetchone() or (None,)
    return newest is None or week >= Week(newest).plus(1 - RECENT_WEEKS)


def _replace_counted(
    con: duckdb.DuckDBPyConnection,
    query_name: str,
    week: Week,
    add_intervals: Callable[[pd.DataFrame], pd.DataFrame],
    **params: Any,
) -> int:
    """Replace a table's week by its counts with intervals beside them; return how many rows."""
    given = {"week_start": week.start, **params}
    rows = add_intervals(run(con, read_query(query_name), given).df())
    replace_rows(con, query_name, week, rows)
    return len(rows)
