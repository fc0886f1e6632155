"""What a refit writes: its encoder and centres, the subtopics and topics it found, who fell silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.topics.lineage import REFIT, note
from trend_lib.topics.start import NamedSubtopic
from trend_lib.topics.store import keep_birth, keep_encoder, keep_subtopics, keep_topics

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.topics.centre import Centres
    from trend_lib.topics.start import Start

SILENT = """
SELECT topic_id FROM topics.topics
WHERE state = 'lasting' AND NOT is_pinned AND topic_id > 1 AND topic_id NOT IN (
    SELECT subtopics.topic_id
    FROM topics.contact_topics JOIN topics.subtopics USING (subtopic_id)
    WHERE week_start BETWEEN $since AND $week_start
  )
ORDER BY topic_id
"""


def write_refit(  # noqa: PLR0913, PLR0917 - what was found, once
    con: duckdb.DuckDBPyConnection,
    week: Week,
    start: Start,
    centres: Centres,
    ids: dict[int, int],
    parts: dict[int, int],
) -> None:
    """Keep models, new subtopics and new topics."""
    keep_encoder(con, start.encoder.version, week, start.encoder.pack())
    version = keep_birth(con, start.encoder.version, centres, week)
    owners = dict(zip(centres.subtopic_ids.tolist(), centres.topic_ids.tolist(), strict=True))
    taken = {name for (name,) in con.execute("SELECT name FROM topics.topics").fetchall()}
    by_id = {one.subtopic_id: one for one in start.subtopics}
    topics = {one.topic_id: one for one in start.topics}
    for new in sorted(ids):
        found = by_id[new]
        named = NamedSubtopic(ids[new], owners[ids[new]], found.name, found.keywords)
        if new in parts:
            keep_subtopics(con, [named], week, version, who=REFIT)
        else:
            name = found.name if found.name not in taken else f"{found.name} ({ids[new]})"
            taken.add(name)
            topic = replace(
                topics[found.topic_id], topic_id=ids[new], name=name, keywords=found.keywords
            )
            keep_topics(con, [topic], week, "lasting", version, who=REFIT)
            keep_subtopics(con, [named], week, version, who=REFIT)


def note_carried(
    con: duckdb.DuckDBPyConnection,
    week: Week,
    shares: Mapping[int, float],
    merged: Mapping[int, int],
) -> None:
    """Note how much of each subtopic went on under its id, and which topics went into which."""
    for subtopic_id, carried in sorted(shares.items()):
        note(con, week, subtopic_id, "carried", None, f"{carried:.0%} of its contacts", who=REFIT)
    for topic_id, into in merged.items():
        note(con, week, topic_id, "merged", into, who=REFIT)


def note_silent(con: duckdb.DuckDBPyConnection, week: Week, since: Week) -> int:
    """Retire lasting topics of which the fitted weeks hold no contact; return how many."""
    silent = con.execute(SILENT, {"since": since.start, "week_start": week.start}).fetchall()
    for (topic_id,) in silent:
        con.execute("UPDATE topics.topics SET state = 'retired' WHERE topic_id = ?", [topic_id])
        note(con, week, topic_id, "retired", who=REFIT)
    return len(silent)
