"""Who came back, and what was solved: of some weeks, and of earlier weeks that they say more about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import replace_weeks, run
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.settings import QualityConfig

RETURNS = "7_quality/70_returns"
OUTCOMES = "7_quality/70_outcomes"
SPOKEN_OF = """
SELECT DISTINCT contacts.week_start
FROM contacts.contacts
INNER JOIN (
    SELECT contact_id FROM contacts.survey_answers WHERE week_start = $week_start AND question = $resolved_question
    UNION
    SELECT contact_id FROM contacts.callbacks WHERE week_start = $week_start
) AS said ON contacts.contact_id = said.contact_id
"""  # of customers who said later whether it was solved


def weeks_to_come_back(settings: QualityConfig) -> int:
    """Return how many weeks after its own a contact of Sunday may still be repeated."""
    return -(-settings.repeat_days // 7)


def measure_outcomes(
    con: duckdb.DuckDBPyConnection, weeks: Sequence[Week], settings: QualityConfig
) -> None:
    """Replace quality.returns and quality.outcomes of the weeks and of those that they change, each once."""
    reach = weeks_to_come_back(settings)
    last_known_day = _last_known_day(con, max(weeks))
    changed = {one for week in weeks for one in _changed(con, week, settings)}
    for one in sorted(changed):
        given = {
            "first_week": one.plus(-reach).start,
            "last_week": one.plus(reach).start,
            "repeat_days": settings.repeat_days,
            "last_known_day": last_known_day,
            "resolved_question": settings.resolved_question,
        }
        replace_weeks(con, (RETURNS, OUTCOMES), one, None, **given)


def _changed(con: duckdb.DuckDBPyConnection, week: Week, settings: QualityConfig) -> set[Week]:
    """Return the week, those before it whose contacts it may repeat, and those its answers are about."""
    given = {"week_start": week.start, "resolved_question": settings.resolved_question}
    spoken_of = {Week(start) for (start,) in run(con, SPOKEN_OF, given).fetchall()}
    near = {week.plus(-back) for back in range(weeks_to_come_back(settings) + 1)}
    return near | spoken_of


def _last_known_day(con: duckdb.DuckDBPyConnection, week: Week) -> object:
    """Return the last day of the newest week that was built."""
    (newest,) = con.execute("SELECT max(week_start) FROM contacts.contacts").fetchone() or (None,)
    return max(week, Week(newest) if newest else week).last_day
