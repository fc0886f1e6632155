"""Worklists for the desk alone: rows that name a contact, in a file apart from what other tools read.

It is made under another name and renamed when whole, and only when a row changed; nobody else may open it.
"""
# ruff: noqa: S608 - names come from the tuple below, never from data

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

WORKLISTS_FILE = "worklists.duckdb"
WORKLISTS = ("topics.doubtful_kinds",)
OURS_ALONE = 0o600


def write_worklists(home: Home) -> None:
    """Replace `published/worklists.duckdb` if it is not what the warehouse holds."""
    path = home.folder("published") / WORKLISTS_FILE
    with open_warehouse(home) as con:
        if _rows(path) != {name: _read(con, name) for name in WORKLISTS}:
            _write(con, path)


def _write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write all worklists into a new file."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    con.execute(f"ATTACH '{str(fresh).replace(chr(39), 2 * chr(39))}' AS worklists")
    try:
        fresh.chmod(OURS_ALONE)  # before a row is in it
        for name in WORKLISTS:
            table = name.partition(".")[2]
            con.execute(f"CREATE TABLE worklists.{table} AS SELECT * FROM {name} ORDER BY ALL")
    finally:
        con.execute("DETACH worklists")
    fresh.replace(path)


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the file holds; nothing where it is not there, or of an older version."""
    if not path.exists():
        return {}
    with duckdb.connect(path, read_only=True) as con:
        there = {
            table for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
        tables = {name: name.partition(".")[2] for name in WORKLISTS}
        return {name: _read(con, table) for name, table in tables.items() if table in there}


def _read(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    """Return a table's rows, in a fixed order."""
    rows: list[tuple[object, ...]] = con.execute(f"FROM {table} ORDER BY ALL").fetchall()
    return rows
