"""What a refit writes: its encoder and centres, the subtopics and topics it found, who fell silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.lineage import REFIT, note
from trend_lib.topics.start import NamedSubtopic
from trend_lib.topics.store import keep_birth, keep_encoder, keep_subtopics, keep_topics

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.topics.centre import Centres
    from trend_lib.topics.start import Start


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


def note_silent(con: duckdb.DuckDBPyConnection, week: Week, silent: list[int]) -> None:
    """Retire topics all of whose subtopics have no recent text."""
    rows = con.execute("SELECT topic_id, subtopic_id FROM topics.subtopics").fetchall()
    heard = {topic_id for topic_id, subtopic_id in rows if subtopic_id not in silent}
    lasting = con.execute(
        "SELECT topic_id FROM topics.topics WHERE state = 'lasting' AND NOT is_pinned"
    )
    for (topic_id,) in lasting.fetchall():
        if topic_id not in heard and topic_id != RESIDUE:
            con.execute("UPDATE topics.topics SET state = 'retired' WHERE topic_id = ?", [topic_id])
            note(con, week, topic_id, "retired", who=REFIT)
