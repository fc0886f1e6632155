"""Between two Mondays: what reviewers say of the newest week's sample shows at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, run
from trend_lib.base.weeks import Week
from trend_lib.quality.listening.reviews import review_week
from trend_lib.quality.listening.week_sample import sample_week

if TYPE_CHECKING:
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)
FILLED_IN_SINCE = """
SELECT DISTINCT week_start
FROM contacts.answers
WHERE action = 'evaluate' AND week_start >= $week_start
ORDER BY week_start
"""


def hear_reviewers(home: Home, week: Week) -> None:
    """Draw the week's sample again with its replacements, and score the forms of it and later weeks."""
    with room_log(logger, "quality", week) as facts, open_warehouse(home) as con:
        facts["reviews_asked"] = sample_week(con, home, week)
        since = run(con, FILLED_IN_SINCE, {"week_start": week.start}).fetchall()
        facts["reviews"] = sum(review_week(con, home, Week(start)) for (start,) in since)
