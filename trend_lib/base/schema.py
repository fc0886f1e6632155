"""The schema of the warehouse, laid anew at every opening; a home made by an older version gains what is new."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from trend_lib.base.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

COLUMNS = """
SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
WHERE NOT internal ORDER BY schema_name, table_name, column_index
"""
FILLED = {  # what a new column is in the rows of an older version, where that is known
    "sources.records.whole_id": "source_id",
    "sources.records.whole_week": "week_start",
    "detection.assessments.record_before": "NULL",
    "episodes.series_weeks.record_before": "NULL",
    "episodes.test_weeks.unprecedented": "0",
    "episodes.episode_weeks.suggested_owner": "owner",
    "episodes.episode_weeks.is_snoozed": "false",
    "episodes.episode_weeks.is_incomplete": "false",
    "episodes.episode_weeks.is_unjudged": "false",
    "episodes.episode_weeks.led_by": "NULL",
    "episodes.causes.is_one": "false",
    "episodes.effects.control_regions": "0",
    "contacts.answers.since": "NULL",
    "episodes.answers.since": "NULL",
}
LANDED = ("sources", "records")  # no week is built into it, so none can be built again
TABLES = "SELECT schema_name, table_name FROM duckdb_tables()"


class Column(NamedTuple):
    """A column of a table."""

    schema: str
    table: str
    name: str
    kind: str


@cache
def schema_sql() -> str:
    """Return `sql/schema.sql`, the map of all tables."""
    return (resource_dir("sql") / "schema.sql").read_text("utf-8")


def lay_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Make every table that is not there, and every column that an older version did not have.

    New columns are empty in the weeks that were built before, also where a new home forbids it,
    unless they follow from the old ones.
    """
    missing = missing_columns(con)
    for column in missing:
        _add(con, column)
    con.execute(schema_sql())
    told = [column for column in missing if _is_of_weeks(column)]
    if told:
        logger.warning(
            "This home was made by an older version. New, and empty in weeks built so far: %s. "
            "`trends backfill` builds those weeks again.",
            ", ".join(_named(told)),
        )


def _add(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    """Add a column to a table, and fill it where it follows from the others."""
    table, name = f"{column.schema}.{column.table}", f'"{column.name}"'
    con.execute(f"ALTER TABLE {table} ADD COLUMN {name} {column.kind}")
    known = FILLED.get(f"{table}.{column.name}")
    if known:
        con.execute(f"UPDATE {table} SET {name} = {known}")  # noqa: S608 - our own names


def missing_columns(con: duckdb.DuckDBPyConnection) -> list[Column]:
    """Return the columns that tables of this warehouse lack; tables that are not there count not."""
    there = set(con.execute(TABLES).fetchall())
    if not there:
        return []
    known = {row[:3] for row in con.execute(COLUMNS).fetchall()}
    return [
        column
        for column in _columns_of_schema()
        if (column.schema, column.table) in there and column[:3] not in known
    ]


@cache
def _columns_of_schema() -> tuple[Column, ...]:
    """Return every column of a new warehouse's tables."""
    with duckdb.connect() as con:
        con.execute(schema_sql())
        tables = set(con.execute(TABLES).fetchall())
        columns = [Column(*row) for row in con.execute(COLUMNS).fetchall()]
    return tuple(column for column in columns if (column.schema, column.table) in tables)


def _is_of_weeks(column: Column) -> bool:
    """Tell a column that only building weeks again would fill; registers are read anew at every run."""
    filled = column.schema == "registers" or ".".join(column[:3]) in FILLED
    return column[:2] != LANDED and not filled


def _named(columns: Iterable[Column]) -> list[str]:
    """Name the columns as SQL would."""
    return [f"{column.schema}.{column.table}.{column.name}" for column in columns]
