"""What persons said of the register becomes the register; before every week, and twice changes nothing."""
# ruff: noqa: S608 - our own query within another

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.base.warehouse import run
from trend_lib.topics.edits import OF_OWNERS, PAST, Edit, Ownership, describe, fold_edits
from trend_lib.topics.given_names import BORN_NAMES, apply_names
from trend_lib.topics.heard import (
    WAITS,
    as_edit,
    fault_of_form,
    in_order_said,
    keep_heard,
    read_heard,
)
from trend_lib.topics.heard_contacts import hear_kinds, move_contacts
from trend_lib.topics.lineage import REFIT, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.topics.heard import Heard

logger = logging.getLogger(__name__)

FILE = "registers/topic_edits.csv"
NEW_TOPIC = """
INSERT INTO topics.topics (topic_id, name, keywords, quotes, kind, kind_probability, first_week, state,
    split_from, is_pinned, model_version)
SELECT subtopics.subtopic_id,
    CASE WHEN exists(SELECT 1 FROM others WHERE others.name = subtopics.name)
        THEN subtopics.name || ' (' || CAST(subtopics.subtopic_id AS VARCHAR) || ')'
        ELSE subtopics.name END,
    subtopics.keywords, [], topics.kind, topics.kind_probability, subtopics.first_week, 'lasting',
    topics.topic_id, false, subtopics.model_version
FROM topics.subtopics JOIN topics.topics ON topics.topic_id = $split_from
WHERE subtopics.subtopic_id = $topic_id
"""
OTHERS = f"""
CREATE OR REPLACE TEMP TABLE others AS
SELECT born_names.born AS name FROM ({BORN_NAMES}) AS born_names WHERE born_names.topic_id <> $topic_id
UNION
SELECT name FROM topics.subtopics WHERE subtopic_id <> $topic_id
"""  # as they were born: what people call topics is folded apart from when it was said
UNSPLIT = """
DELETE FROM topics.topics WHERE topic_id IN (
    SELECT topic_id FROM topics.topics WHERE split_from IS NOT NULL AND NOT list_contains($split, topic_id)
    EXCEPT
    SELECT topic_id FROM topics.contact_topics
)
"""


def apply_edits(con: duckdb.DuckDBPyConnection, week: Week) -> int:
    """Bring topics and subtopics to what registers and answers say; return how many edits wait for a topic."""
    heard = read_heard(con)
    sound = read_sound(con)
    why_not = {one.answer_id: fault_of_form(one) for one in heard if one not in sound}
    edits, births = read_edits(con), read_births(con)
    state, waiting, refused = fold_edits(births, edits)
    _refuse_wrong_lines(births, [edit for edit in edits if not edit.answer_id], refused)
    _make_split_topics(con, state)
    _write_owners(con, state)
    _write_states(con, state)
    _note_edits(con, week, [edit for edit in edits if edit not in waiting and edit not in refused])
    why_not |= {one.answer_id: WAITS for one in waiting} | {
        one.answer_id: fault for one, fault in refused.items()
    }
    why_not |= apply_names(con, week, read_renames(con))
    move_contacts(con, state, sound, why_not)
    hear_kinds(con, sound, why_not)
    keep_heard(con, heard, why_not)
    return len(waiting)


def read_edits(con: duckdb.DuckDBPyConnection) -> list[Edit]:
    """Return the register of edits and what people answered, in the order said."""
    lines = read_lines(con)
    answers = [edit for one in read_sound(con) if (edit := as_edit(one))]
    return in_order_said(lines, answers)


def read_sound(con: duckdb.DuckDBPyConnection) -> list[Heard]:
    """Return the answers that can be meant, in the order said."""
    return [one for one in read_heard(con) if not fault_of_form(one)]


def read_renames(con: duckdb.DuckDBPyConnection) -> list[Heard]:
    """Return the names that people answered, in the order said."""
    return [one for one in read_sound(con) if one.action == "rename"]


def read_lines(con: duckdb.DuckDBPyConnection) -> list[Edit]:
    """Return the register of edits, in the order written."""
    rows = con.execute(
        "SELECT said_at, who, action, topic_id, into_id FROM registers.topic_edits ORDER BY rowid"
    ).fetchall()
    return [Edit(line, *row) for line, row in enumerate(rows, start=2)]


def _refuse_wrong_lines(births: Ownership, lines: Sequence[Edit], refused: dict[Edit, str]) -> None:
    """Raise at a line that is wrong by itself; one that answers made impossible is told, and left out."""
    wrong = [edit for edit in lines if edit in refused]
    alone = fold_edits(births, lines).refused if wrong else {}
    for edit in wrong:
        if edit in alone:
            raise ConfigError(f"{FILE}, line {edit.line}: {describe(edit)}: {alone[edit]}")
        logger.warning(
            "%s, line %d: %s: left out, since people answered otherwise: %s",
            FILE, edit.line, describe(edit), refused[edit],
        )  # fmt: skip


def read_births(con: duckdb.DuckDBPyConnection) -> Ownership:
    """Return whose each subtopic is by births and refits alone."""
    state = Ownership({})
    events = con.execute(
        "SELECT what, topic_id, other_id FROM topics.lineage "
        "WHERE what IN ('born', 'grown') OR (who = ? AND what = 'merged') ORDER BY event",
        [REFIT],
    ).fetchall()
    for what, topic_id, other_id in events:
        if what == "born":
            state.owners[topic_id] = topic_id
        elif what == "grown":
            state.owners[other_id] = topic_id
        else:
            state.merge(topic_id, other_id)
    return state


def fixed_topics(con: duckdb.DuckDBPyConnection) -> set[int]:
    """Return the topics that a refit leaves alone: pinned ones, and those that persons put together."""
    pinned = con.execute("SELECT topic_id FROM topics.topics WHERE is_pinned").fetchall()
    said = read_edits(con)
    refused = fold_edits(read_births(con), said).refused
    edits = [edit for edit in said if edit.action in OF_OWNERS and edit not in refused]
    edited = {one for edit in edits for one in (edit.topic_id, edit.into_id) if one}
    owners = con.execute("SELECT topic_id, subtopic_id FROM topics.subtopics").fetchall()
    return {one for (one,) in pinned} | edited | {owner for owner, sub in owners if sub in edited}


def named_topics(con: duckdb.DuckDBPyConnection) -> set[int]:
    """Return the topics that persons gave a name; a refit merges none of them away."""
    rows = con.execute("SELECT topic_id FROM topics.given_names").fetchall()
    return {topic_id for (topic_id,) in rows}


def _make_split_topics(con: duckdb.DuckDBPyConnection, state: Ownership) -> None:
    """Give subtopics that became topics a row of their own; one that is none after all, and never was used, goes."""
    run(con, UNSPLIT, {"split": list(state.split_from)})
    there = {
        topic_id for (topic_id,) in con.execute("SELECT topic_id FROM topics.topics").fetchall()
    }
    for topic_id, split_from in state.split_from.items():
        if topic_id not in there:
            run(con, OTHERS, {"topic_id": topic_id})
            con.execute(NEW_TOPIC, {"topic_id": topic_id, "split_from": split_from})


def _write_owners(con: duckdb.DuckDBPyConnection, state: Ownership) -> None:
    """Write whose each subtopic is now."""
    stored = con.execute("SELECT subtopic_id, topic_id FROM topics.subtopics").fetchall()
    for subtopic_id, owner in stored:
        if state.owners[subtopic_id] != owner:
            con.execute(
                "UPDATE topics.subtopics SET topic_id = ? WHERE subtopic_id = ?",
                [state.owners[subtopic_id], subtopic_id],
            )


def _write_states(con: duckdb.DuckDBPyConnection, state: Ownership) -> None:
    """Write which topics are merged, where to, and which are pinned."""
    alive = set(state.owners.values())
    stored = con.execute(
        "SELECT topic_id, state, merged_into, is_pinned, split_from FROM topics.topics"
    ).fetchall()
    for topic_id, word, *stands in stored:
        into = state.merged_into.get(topic_id, state.owners[topic_id])
        is_alive = topic_id in alive
        back = "lasting" if word == "merged" else word
        row = [
            back if is_alive else "merged", None if is_alive else into, topic_id in state.pinned,
            state.split_from.get(topic_id),
        ]  # fmt: skip
        if row != [word, *stands]:
            con.execute(
                "UPDATE topics.topics SET state = ?, merged_into = ?, is_pinned = ?, split_from = ? "
                "WHERE topic_id = ?",
                [*row, topic_id],
            )


def _note_edits(con: duckdb.DuckDBPyConnection, week: Week, edits: list[Edit]) -> None:
    """Add a row of lineage for each edit that has none yet."""
    noted = set(
        con.execute(
            "SELECT what, topic_id, other_id, detail, who FROM topics.lineage WHERE who <> ?",
            [REFIT],
        ).fetchall()
    )
    for edit in edits:
        said = f"said {edit.said_at:%Y-%m-%d %H:%M:%S}"
        event = (PAST[edit.action], edit.topic_id, edit.into_id, said, edit.who)
        if event not in noted:
            note(con, week, edit.topic_id, event[0], edit.into_id, said, who=edit.who)
