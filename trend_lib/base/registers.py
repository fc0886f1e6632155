"""Registers: facts that people keep as CSV files, loaded whole into `registers.*` at every run."""
# ruff: noqa: S608 - table names are our own

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from trend_lib.base.alert_settings import GROUPS
from trend_lib.base.errors import ConfigError
from trend_lib.base.warehouse import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trend_lib.base.home import Home

    Rows = list[list[str | None]]
    Insert = Callable[[duckdb.DuckDBPyConnection, Path, list[str], Rows], None]

REGISTERS = (
    "exposures",
    "holidays",
    "known_events",
    "level_shifts",
    "topic_names",
    "topic_edits",
    "kind_labels",
    "playbook",
    "operators",
    "reviewers",
    "recipients",
)
OPTIONAL = {"topic_names": ("language", "said_at", "who")}  # a file may leave them out
CHOICES = {  # what a column may say where any other word would be overlooked, and somebody not told
    "recipients": {"recipient_group": GROUPS, "language": ("uk", "ru", "en")},
}


def load_registers(home: Home, con: duckdb.DuckDBPyConnection) -> None:
    """Replace every `registers.*` table by its CSV file; a missing file is an empty table."""
    try:
        _replace_all(home, con, _insert_at_once)
    except duckdb.Error:
        _replace_all(home, con, _insert_one_by_one)  # slow, but it names the line


def _replace_all(home: Home, con: duckdb.DuckDBPyConnection, insert: Insert) -> None:
    """Empty every table and fill it from its file."""
    with transaction(con):
        for name in REGISTERS:
            con.execute(f"DELETE FROM registers.{name}")
            path = home.path / "registers" / f"{name}.csv"
            if path.is_file():
                columns = register_columns(con, name)
                teams = tuple(home.config.alerts.teams) if name == "recipients" else ()
                rows = [
                    [row[column] or None for column in columns]
                    for row in read_register(path, columns, teams)
                ]
                insert(con, path, columns, rows)


def _insert_at_once(
    con: duckdb.DuckDBPyConnection, path: Path, columns: list[str], rows: Rows
) -> None:
    """Insert all rows of a register."""
    cells = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}
    read = pa.table({column: pa.array(cells.get(column, ()), pa.string()) for column in columns})
    con.register("register_read", read)
    try:
        con.execute(f"INSERT INTO registers.{path.stem} BY NAME SELECT * FROM register_read")
    finally:
        con.unregister("register_read")


def _insert_one_by_one(
    con: duckdb.DuckDBPyConnection, path: Path, columns: list[str], rows: Rows
) -> None:
    """Insert a register's rows; the first that does not fit is named with its line."""
    marks = ", ".join("?" for _ in columns)
    insert = f"INSERT INTO registers.{path.stem} ({', '.join(columns)}) VALUES ({marks})"
    for line, row in enumerate(rows, start=2):
        try:
            con.execute(insert, row)
        except duckdb.Error as error:
            raise ConfigError(f"{path}, line {line}: {error}") from error


def register_columns(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return the columns that a register's file must have."""
    found = con.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'registers' AND table_name = ? ORDER BY ordinal_position",
        [name],
    )
    return [column for (column,) in found.fetchall()]


def read_register(
    path: Path, columns: list[str], teams: tuple[str, ...] = ()
) -> list[dict[str, str]]:
    """Read a register's CSV file, or say which columns it lacks; teams are groups of readers, too."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        needed = [column for column in missing if column not in OPTIONAL.get(path.stem, ())]
        if needed:
            raise ConfigError(f"{path}: lacks the columns {', '.join(needed)}")
        rows = [dict.fromkeys(missing, "") | row for row in reader]
    for line, row in enumerate(rows, start=2):
        _refuse_unknown_words(path, line, row, teams)
    return rows


def _refuse_unknown_words(
    path: Path, line: int, row: dict[str, str], teams: tuple[str, ...]
) -> None:
    """Raise at a word that is none of its column's choices."""
    for column, choices in CHOICES.get(path.stem, {}).items():
        known = (*choices, *teams) if column == "recipient_group" else choices
        if row[column] not in known:
            raise ConfigError(
                f"{path}, line {line}: {column} {row[column]!r} is none of {', '.join(known)}"
            )
