"""What persons said of the register becomes the register; before every week, and twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.topics.edits import OF_OWNERS, PAST, Edit, Ownership, fold_edits
from trend_lib.topics.kinds.example import KINDS
from trend_lib.topics.lineage import REFIT, note

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.weeks import Week

NAMES_FILE = "registers/topic_names.csv"
NEW_TOPIC = """
INSERT INTO topics.topics (topic_id, name, keywords, quotes, kind, kind_probability, first_week, state,
    split_from, is_pinned, model_version)
SELECT subtopics.subtopic_id,
    CASE WHEN exists(SELECT 1 FROM topics.topics AS others WHERE others.name = subtopics.name)
        THEN subtopics.name || ' (' || CAST(subtopics.subtopic_id AS VARCHAR) || ')'
        ELSE subtopics.name END,
    subtopics.keywords, [], topics.kind, topics.kind_probability, subtopics.first_week, 'lasting',
    topics.topic_id, false, subtopics.model_version
FROM topics.subtopics JOIN topics.topics ON topics.topic_id = $split_from
WHERE subtopics.subtopic_id = $topic_id
"""


def apply_edits(con: duckdb.DuckDBPyConnection, week: Week) -> int:
    """Bring topics and subtopics to what the registers say; return how many edits wait for a topic."""
    edits = read_edits(con)
    state, waiting = fold_edits(read_births(con), edits)
    _make_split_topics(con, state)
    _write_owners(con, state)
    _write_states(con, state)
    _note_edits(con, week, [edit for edit in edits if edit not in waiting])
    apply_names(con, week)
    return len(waiting)


def read_edits(con: duckdb.DuckDBPyConnection) -> list[Edit]:
    """Return the register of edits, in the order written."""
    rows = con.execute(
        "SELECT said_at, who, action, topic_id, into_id FROM registers.topic_edits ORDER BY rowid"
    ).fetchall()
    return [Edit(line, *row) for line, row in enumerate(rows, start=2)]


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
    edits = [edit for edit in read_edits(con) if edit.action in OF_OWNERS]
    edited = {one for edit in edits for one in (edit.topic_id, edit.into_id) if one}
    owners = con.execute("SELECT topic_id, subtopic_id FROM topics.subtopics").fetchall()
    return {one for (one,) in pinned} | edited | {owner for owner, sub in owners if sub in edited}


def named_topics(con: duckdb.DuckDBPyConnection) -> set[int]:
    """Return the topics that persons gave a name; a refit merges none of them away."""
    rows = con.execute("SELECT topic_id FROM registers.topic_names").fetchall()
    return {topic_id for (topic_id,) in rows}


def _make_split_topics(con: duckdb.DuckDBPyConnection, state: Ownership) -> None:
    """Give subtopics that became topics a row of their own."""
    there = {
        topic_id for (topic_id,) in con.execute("SELECT topic_id FROM topics.topics").fetchall()
    }
    for topic_id, split_from in state.split_from.items():
        if topic_id not in there:
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
        "SELECT topic_id, state, merged_into, is_pinned FROM topics.topics"
    ).fetchall()
    for topic_id, word, merged_into, is_pinned in stored:
        into = state.merged_into.get(topic_id, state.owners[topic_id])
        is_alive = topic_id in alive
        back = "lasting" if word == "merged" else word
        row = (back if is_alive else "merged", None if is_alive else into, topic_id in state.pinned)
        if row != (word, merged_into, is_pinned):
            con.execute(
                "UPDATE topics.topics SET state = ?, merged_into = ?, is_pinned = ? WHERE topic_id = ?",
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


def apply_names(con: duckdb.DuckDBPyConnection, week: Week, who: str = NAMES_FILE) -> None:
    """Write the names and kinds that persons gave."""
    _refuse_wrong_lines(con)
    rows = con.execute(
        "SELECT topics.topic_id, topics.name, coalesce(topic_names.name, topics.name), "
        "coalesce(topic_names.kind, topics.kind) FROM registers.topic_names "
        "JOIN topics.topics ON topics.topic_id = topic_names.topic_id "
        "WHERE topic_names.name <> topics.name OR topic_names.kind <> topics.kind "
        "OR (topic_names.kind IS NOT NULL AND topics.kind_probability IS NOT NULL)"
    ).fetchall()
    names = {topic_id: name for topic_id, _, name, _ in rows}
    for topic_id, before, name, kind in rows:
        _refuse_a_taken_name(con, topic_id, names)
        con.execute(
            "UPDATE topics.topics SET name = ?, kind = ?, kind_probability = NULL WHERE topic_id = ?",
            [name, kind, topic_id],
        )
        if before != name:
            note(con, week, topic_id, "renamed", None, before, who=who)


def _refuse_wrong_lines(con: duckdb.DuckDBPyConnection) -> None:
    """Say which topic the file names twice, or gives a kind that is none."""
    for topic_id, lines in con.execute(
        "SELECT topic_id, count(*) FROM registers.topic_names GROUP BY topic_id HAVING count(*) > 1"
    ).fetchall():
        raise ConfigError(
            f"{NAMES_FILE}: {topic_id} stands there {lines} times; keep one line of it"
        )
    for topic_id, kind in con.execute(
        "SELECT topic_id, kind FROM registers.topic_names"
    ).fetchall():
        if kind is not None and kind not in KINDS:
            raise ConfigError(
                f"{NAMES_FILE}: the kind of {topic_id} is {kind!r}; it is one of {', '.join(KINDS)}, or empty"
            )


def _refuse_a_taken_name(
    con: duckdb.DuckDBPyConnection, topic_id: int, names: Mapping[int, str]
) -> None:
    """Two topics of one name cannot be told apart in a bulletin; two may exchange their names."""
    name = names[topic_id]
    bearers = con.execute(
        "SELECT topic_id, state FROM topics.topics WHERE name = ? AND topic_id <> ?",
        [name, topic_id],
    ).fetchall()
    for bearer, state in bearers:
        if names.get(bearer, name) == name:
            cure = (
                f"rename {bearer} NAME` first, past weeks show it"
                if state == "merged"
                else f"merge {topic_id} {bearer}`"
            )
            raise ConfigError(
                f"{NAMES_FILE}: {topic_id} cannot be called {name!r}, {bearer} is; "
                f"choose another name, or `trends topics {cure}"
            )
