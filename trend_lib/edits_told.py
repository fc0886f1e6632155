"""What `trends topics edits` tells: the registers' lines and people's answers, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.home import open_home
from trend_lib.base.registers import load_registers
from trend_lib.base.warehouse import open_warehouse
from trend_lib.summing import query
from trend_lib.topics.edits import describe, fold_edits
from trend_lib.topics.heard import WAITS
from trend_lib.topics.persons import read_births, read_edits

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

ANSWERS = """
SELECT CAST(heard.said_at AS VARCHAR) AS said_at, heard.who, heard.way,
    concat_ws(' ', heard.action, heard.about, heard.value) AS what,
    coalesce(answers.is_applied, false) AS is_applied,
    coalesce(answers.why_not, CASE WHEN answers.answer_id IS NULL THEN $waits END) AS why_not
FROM contacts.answers AS heard LEFT JOIN topics.answers USING (answer_id)
WHERE heard.about LIKE 'topic:%' OR heard.about LIKE 'kind:%'
"""
NAMES = """
SELECT CAST(lines.said_at AS VARCHAR) AS said_at, coalesce(lines.who, '') AS who, 'topic_names.csv' AS way,
    concat_ws(' ', 'rename', lines.topic_id, lines.language, lines.name) AS what,
    given_names.name IS NOT DISTINCT FROM lines.name AS is_applied,
    CASE WHEN topics.topic_id IS NULL THEN $waits
        WHEN given_names.name IS DISTINCT FROM lines.name THEN $otherwise END AS why_not
FROM registers.topic_names AS lines
LEFT JOIN topics.topics USING (topic_id)
LEFT JOIN topics.given_names
    ON given_names.topic_id = lines.topic_id AND given_names.language = coalesce(lines.language, '')
"""
NEXT_RUN = "the next run counts it"
OTHERWISE = "it was said otherwise later, or the next run counts it"


def list_edits(given: Path | None) -> dict[str, Any]:
    """Return all that was said of the register, the oldest first."""
    home = open_home(given)
    with open_warehouse(home) as con:
        load_registers(home, con)
        rows = query(con, ANSWERS, {"waits": NEXT_RUN})
        rows += query(con, NAMES, {"waits": WAITS, "otherwise": OTHERWISE})
        rows += _lines(con)
    return {"edits": sorted(rows, key=lambda row: row["said_at"] or "")}


def _lines(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the register's edits as they fold now."""
    said = read_edits(con)
    _, waiting, refused = fold_edits(read_births(con), said)
    why_not = refused | dict.fromkeys(waiting, WAITS)
    return [
        {
            "said_at": str(edit.said_at), "who": edit.who, "way": "topic_edits.csv", "what": describe(edit),
            "is_applied": edit not in why_not, "why_not": why_not.get(edit),
        }
        for edit in said
        if not edit.answer_id
    ]  # fmt: skip
