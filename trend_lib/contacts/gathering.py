"""People's answers, stored as they come: an answer to Monday's bulletin is said in a week that is not over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.contacts.judged import JUDGED, store_judged

if TYPE_CHECKING:
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)
ANSWERS = next(built for built in JUDGED if built.holds == "answers")
WEEKS_BEHIND = """
SELECT DISTINCT records.week_start
FROM sources.records
LEFT JOIN contacts.answers
    ON answers.answer_id = records.source || ':' || records.source_id AND answers.week_start = records.week_start
WHERE records.holds = 'answers' AND answers.answer_id IS NULL
ORDER BY records.week_start
"""


def gather_answers(home: Home) -> int:
    """Write `contacts.answers` of every week that has landed answers it lacks."""
    with open_warehouse(home) as con:
        weeks = [Week(start) for (start,) in con.execute(WEEKS_BEHIND).fetchall()]
        stored = sum(store_judged(con, home, week, ANSWERS) for week in weeks)
    if weeks:
        logger.info("room=contacts answers=%d weeks=%d", stored, len(weeks))
    return stored
