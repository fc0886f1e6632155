"""Worklists and persons for the desk alone: rows that name a contact, an operator or a reviewer, apart from what other tools read.

Each file is made under another name and renamed when whole, and only when a row changed; nobody else may open it.
"""
# ruff: noqa: S608 - names come from the tuple below, never from data

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

UNSETTLED_KINDS = """
SELECT
    'kind:' || kind_sample.contact_id AS about, kind_sample.contact_id, kind_sample.text, kind_sample.week_start,
    kind_sample.place
FROM topics.kind_sample
LEFT JOIN topics.answers
    ON answers.about = 'kind:' || kind_sample.contact_id AND answers.action = 'kind' AND answers.is_applied
WHERE answers.answer_id IS NULL AND kind_sample.text <> '' AND kind_sample.week_start > (
    SELECT max(newest.week_start) - INTERVAL 28 DAY FROM topics.kind_sample AS newest
) AND kind_sample.contact_id NOT IN (
    SELECT labels.contact_id FROM registers.kind_labels AS labels WHERE labels.contact_id IS NOT NULL
)
ORDER BY kind_sample.week_start DESC, kind_sample.place
"""  # of what the program thinks nothing is told: who sees a guess agrees with it
WORKLISTS_FILE = "worklists.duckdb"
WORKLISTS = (
    "topics.kind_sample",
    "topics.answers",  # some are about a contact, and name it
    "registers.kind_labels",  # so is what people wrote there
    "quality.unresolved_worklist",
    "quality.callback_worklist",
    "quality.list_answers",
)
PERSONS_FILE = "quality.duckdb"  # operators and reviewers: for quality managers alone
PERSONS = (
    "quality.review_sample",
    "quality.forms",
    "quality.reviews",
    "quality.review_points",
    "quality.operator_scores",
    "quality.operator_repeats",
    "quality.agreement",
    "quality.reviewer_bias",
    "quality.audit",
    "registers.operators",  # who belongs to which team
    "registers.reviewers",
)
SHOWN = {"registers.kind_labels": "contact_id, kind"}  # its texts are as somebody wrote them
FILES = {WORKLISTS_FILE: WORKLISTS, PERSONS_FILE: PERSONS}
OURS_ALONE = 0o600


def write_worklists(home: Home) -> None:
    """Replace each file of `published/` that is not what the warehouse holds."""
    folder = home.folder("published")
    with open_warehouse(home) as con:
        for file, tables in FILES.items():
            if _rows(folder / file, tables) != {name: _read(con, name) for name in tables}:
                _write(con, folder / file, tables)


def _write(con: duckdb.DuckDBPyConnection, path: Path, tables: tuple[str, ...]) -> None:
    """Write all of its tables into a new file."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    con.execute(f"ATTACH '{str(fresh).replace(chr(39), 2 * chr(39))}' AS worklists")
    try:
        fresh.chmod(OURS_ALONE)  # before a row is in it
        for name in tables:
            table = name.partition(".")[2]
            shown = SHOWN.get(name, "*")
            con.execute(
                f"CREATE TABLE worklists.{table} AS SELECT {shown} FROM {name} ORDER BY ALL"
            )
    finally:
        con.execute("DETACH worklists")
    fresh.replace(path)


def _rows(path: Path, tables: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    """Return what the file holds; nothing where it is not there, or of an older version."""
    if not path.exists():
        return {}
    with duckdb.connect(path, read_only=True) as con:
        there = {
            table for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
        names = {name: name.partition(".")[2] for name in tables}
        return {name: _read(con, table) for name, table in names.items() if table in there}


def _read(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    """Return a table's rows, in a fixed order."""
    shown = SHOWN.get(table, "*")
    rows: list[tuple[object, ...]] = con.execute(
        f"SELECT {shown} FROM {table} ORDER BY ALL"
    ).fetchall()
    return rows
