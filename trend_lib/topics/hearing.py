"""What people answered about topics, folded into their register between two weekly runs.

The register alone changes: names, merges, splits, moves, pins, and contacts whose kind or topic somebody said. Counts,
and with them bulletins and episodes, follow with the next weekly run, in which the same fold changes nothing more.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import check_week, open_warehouse, transaction
from trend_lib.topics.persons import apply_edits

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)

UNHEARD = """
SELECT count(*) FROM contacts.answers
LEFT JOIN topics.answers AS heard ON answers.answer_id = heard.answer_id
WHERE heard.answer_id IS NULL AND (answers.about LIKE 'topic:%' OR answers.about LIKE 'kind:%')
"""


def hear_answers(home: Home, week: Week) -> None:
    """Fold what was said since into the register, noted as of the week after this one, whose run would do it else."""
    with open_warehouse(home) as con, room_log(logger, "topics", week) as facts:
        facts["heard"] = count_unheard(con)
        if not facts["heard"]:
            return
        try:
            with transaction(con):
                facts["edits_waiting"] = apply_edits(con, week.plus(1))
                check_week(con, "3_topics/32_topics", {})
        except (
            ConfigError
        ) as error:  # a register that is wrong must not hold back what was said of episodes
            logger.warning("what people said of topics waits for the next weekly run: %s", error)


def count_unheard(con: duckdb.DuckDBPyConnection) -> int:
    """Count the answers about topics and kinds of which nobody knows yet what became of them."""
    found = con.execute(UNHEARD).fetchone()
    return int(found[0]) if found else 0
