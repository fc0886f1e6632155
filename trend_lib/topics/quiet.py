"""Topics that fall silent are retired, and come back under their old id when they are heard again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.topics.lineage import WEEKLY, note

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

QUIET_WEEKS = 26  # half a year: longer than any season but a yearly one
SILENT = """
SELECT topic_id FROM topics.topics
WHERE state = 'lasting' AND NOT is_pinned AND topic_id > 1 AND first_week <= $since
  AND topic_id NOT IN (
    SELECT topic_id FROM topics.contact_topics WHERE week_start > $since AND week_start <= $week_start
    UNION
    SELECT subtopics.topic_id
    FROM topics.contact_topics JOIN topics.subtopics USING (subtopic_id)
    WHERE week_start > $since AND week_start <= $week_start
  )
ORDER BY topic_id
"""
HEARD = """
SELECT topics.topic_id FROM topics.topics
JOIN topics.contact_topics ON contact_topics.topic_id = topics.topic_id
WHERE topics.state = 'retired' AND contact_topics.week_start = $week_start
GROUP BY topics.topic_id HAVING count(*) >= $least ORDER BY topics.topic_id
"""


def retire_and_resurface(con: duckdb.DuckDBPyConnection, week: Week, least: int) -> None:
    """Retire topics silent for half a year; call those lasting again that `least` contacts name.

    Only in the newest week: an earlier one that is run again says nothing about now. A retired
    topic keeps its centres, so that its contacts find it.
    """
    newest = con.execute("SELECT max(week_start) FROM topics.contact_topics").fetchone()
    if newest is None or newest[0] is None or week.start < newest[0]:
        return
    span = {"week_start": week.start, "since": week.plus(-QUIET_WEEKS).start}
    for (topic_id,) in con.execute(SILENT, span).fetchall():
        _change(con, week, topic_id, "retired", "retired")
    heard = {"week_start": week.start, "least": least}
    for (topic_id,) in con.execute(HEARD, heard).fetchall():
        _change(con, week, topic_id, "lasting", "resurfaced")


def _change(
    con: duckdb.DuckDBPyConnection, week: Week, topic_id: int, state: str, what: str
) -> None:
    con.execute("UPDATE topics.topics SET state = ? WHERE topic_id = ?", [state, topic_id])
    note(con, week, topic_id, what, who=WEEKLY)
