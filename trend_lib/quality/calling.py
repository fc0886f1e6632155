"""Between two Mondays: what callers heard from subscribers shows at once on the newest week's lists."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse
from trend_lib.quality.callbacks.worklist import measure_callbacks
from trend_lib.quality.list_answers import judge_answers
from trend_lib.quality.unresolved.worklist import measure_unresolved

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)


def hear_callers(home: Home, week: Week) -> None:
    """Bring the lists of the newest week up to this moment; on Monday they stand as at its end."""
    now = datetime.now(UTC)
    with room_log(logger, "quality", week) as facts, open_warehouse(home) as con:
        facts["unresolved"] = measure_unresolved(con, home, week, now)
        facts["callbacks"] = measure_callbacks(con, home, week, now)
        judge_answers(con, home, week, now)
