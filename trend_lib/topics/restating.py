"""Past weeks are told anew, only when somebody asks: contacts go to their subtopics' present topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse, run, transaction
from trend_lib.topics.lineage import note
from trend_lib.topics.persons import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

OWNED = """
CREATE OR REPLACE TEMP TABLE owned AS
SELECT
    contact_topics.contact_id, contact_topics.topic_id AS before,
    coalesce(moved_contacts.topic_id, subtopics.topic_id) AS topic_id
FROM topics.contact_topics
JOIN topics.subtopics USING (subtopic_id)
LEFT JOIN topics.moved_contacts ON moved_contacts.contact_id = contact_topics.contact_id
WHERE contact_topics.week_start = $week_start
"""
MOVED = """
SELECT before, topic_id, count(*) FROM owned WHERE before <> topic_id GROUP BY ALL ORDER BY ALL
"""
RESTATE = """
UPDATE topics.contact_topics SET topic_id = owned.topic_id
FROM owned WHERE owned.contact_id = contact_topics.contact_id AND owned.before <> owned.topic_id
"""


def restate_weeks(home: Home, weeks: Sequence[Week], who: str) -> int:
    """Change topic ids of stored contacts, a row of lineage for each pair of topics and week."""
    changed = 0
    with open_warehouse(home) as con, transaction(con):
        for week in weeks:
            apply_edits(con, week)
            given = {"week_start": week.start}
            run(con, OWNED, given)
            for before, after, contacts in run(con, MOVED, {}).fetchall():
                note(con, week, before, "restated", after, f"{contacts} contacts", who=who)
                changed += contacts
            run(con, RESTATE, {})
    return changed
