"""The warehouse: build one table for one week from its SQL file; twice changes nothing."""
# ruff: noqa: S608 - table names come from our own file tree, never from data

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from trend_lib.base.collecting import seldom_collected
from trend_lib.base.errors import DataCheckError, TrendError
from trend_lib.base.resources import resource_dir
from trend_lib.base.schema import lay_schema, missing_columns
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    import pyarrow as pa

    from trend_lib.base.home import Home

LOCK_PATIENCE_SECONDS = 30.0
LOG_WHILE_HELD = "256MB"  # with DuckDB's own 16 MB whole indexes are written anew every few weeks
LOCKED = "Could not set lock"
BEGUN: set[int] = set()  # connections within a transaction, by their identity
HELD: dict[Path, duckdb.DuckDBPyConnection] = {}  # see hold_warehouse


@contextmanager
def open_warehouse(home: Home, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse with its schema in place and registers unread; close it afterwards.

    Another process may hold the file: wait up to half a minute, then say who holds it.
    """
    held = HELD.get(home.warehouse)
    if held is not None:
        yield held
        return
    con = _connect(home, read_only=read_only)
    try:
        if read_only and missing_columns(con):
            con.close()
            with open_warehouse(home):
                pass  # brought up to date
            con = _connect(home, read_only=True)
        con.execute("SET TimeZone = 'UTC'")
        if not read_only:
            lay_schema(con)
        yield con
    finally:
        con.close()


@contextmanager
def hold_warehouse(home: Home) -> Iterator[None]:
    """Keep one connection open while many rooms run in this process: opening costs more than a room.

    Who holds it already goes on holding it. What they write goes from the log into the tables in few
    large steps, the last when it closes; and Python looks for cycles seldom.
    """
    if home.warehouse in HELD:
        yield
        return
    with open_warehouse(home) as con, seldom_collected():
        con.execute(f"SET checkpoint_threshold = '{LOG_WHILE_HELD}'")
        HELD[home.warehouse] = con
        try:
            yield
        finally:
            del HELD[home.warehouse]


@contextmanager
def rehearse_warehouse(home: Home) -> Iterator[Home]:
    """Give the home on a copy of its warehouse, to try what must leave no trace; throw the copy away."""
    rehearsal = home.rehearsal
    _forget(rehearsal)
    with open_warehouse(home) as con:
        con.execute("CHECKPOINT")  # all of it is in the one file now, and nobody else may write
        shutil.copyfile(home.warehouse, rehearsal.warehouse)
    try:
        with hold_warehouse(rehearsal):
            yield rehearsal
    finally:
        _forget(rehearsal)


def _forget(rehearsal: Home) -> None:
    """Delete a copy, and the log beside it that a killed run may have left."""
    for suffix in ("", ".wal"):
        rehearsal.warehouse.with_name(rehearsal.warehouse.name + suffix).unlink(missing_ok=True)


def _connect(home: Home, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Connect, waiting for another process to let go of the file."""
    give_up = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(home.warehouse), read_only=read_only)
        except duckdb.IOException as error:
            if LOCKED not in str(error):
                raise TrendError(f"{home.warehouse} cannot be opened: {error}") from error
            if time.monotonic() > give_up:
                raise TrendError(
                    f"{home.warehouse} is in use by another process; wait for it to end: {error}"
                ) from error
            time.sleep(0.2)


@cache
def read_query(name: str) -> str:
    """Return the query kept in `sql/<name>.sql`."""
    return (resource_dir("sql") / f"{name}.sql").read_text("utf-8")


def replace_week(
    con: duckdb.DuckDBPyConnection, query_name: str, week: Week, **params: Any
) -> None:
    """Replace the week's rows of the table that `query_name` builds, then check them.

    Args:
        con: An open, writable connection.
        query_name: Path under `sql/` without ending, e.g. `4_weekly/41_topic_weeks`.
        week: The week to build.
        **params: Further parameters of the query, by name.

    Raises:
        DataCheckError: The table's check query returned rows; nothing is kept.
    """
    replace_weeks(con, [query_name], week, **params)


def replace_weeks(
    con: duckdb.DuckDBPyConnection,
    query_names: Iterable[str],
    week: Week,
    computed: Mapping[str, Callable[[], Any]] | None = None,
    **params: Any,
) -> None:
    """Do so for several tables, in this order; where one fails its check, nothing of any is kept.

    A table in `computed` has no query: its rows are made at its turn, from the tables before it.
    """
    given = {"week_start": week.start, **params}
    made = computed or {}
    with transaction(con):
        for query_name in query_names:
            table = table_of(query_name)
            run(con, f"DELETE FROM {table} WHERE week_start = $week_start", given)
            if query_name in made:
                insert_rows(con, table, made[query_name]())
            else:
                run(con, f"INSERT INTO {table} BY NAME {read_query(query_name)}", given)
            check_week(con, query_name, given)


def replace_rows(con: duckdb.DuckDBPyConnection, query_name: str, week: Week, rows: Any) -> None:
    """Replace the week's rows of a table by computed rows, then run its check.

    For tables that Python computes (topics, detection): `rows` is a data frame or Arrow
    table with the table's columns; `sql/<query_name>.check.sql` is their check.
    """
    replace_weeks(con, [query_name], week, {query_name: lambda: rows})


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Any) -> None:
    """Insert a data frame or Arrow table into a table by the names of its columns."""
    con.register("computed_rows", rows)
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM computed_rows")
    # not after a failure: then the transaction refuses everything, which would hide why
    con.unregister("computed_rows")


def replace_day(con: duckdb.DuckDBPyConnection, query_name: str, day: date, rows: Any) -> None:
    """Replace the rows of one day of a table by computed rows, then run its check."""
    given = {"week_start": Week.of_day(day).start, "day": day}
    table = table_of(query_name)
    with transaction(con):
        run(con, f"DELETE FROM {table} WHERE day = $day", given)
        insert_rows(con, table, rows)
        check_week(con, query_name, given)


def check_week(con: duckdb.DuckDBPyConnection, query_name: str, params: dict[str, Any]) -> None:
    """Run a table's check; a row it returns is a fault."""
    offending = run(con, read_query(f"{query_name}.check"), params).fetchall()
    if offending:
        raise DataCheckError(f"{query_name}.check.sql", len(offending))


def run(
    con: duckdb.DuckDBPyConnection, sql: str, params: dict[str, Any]
) -> duckdb.DuckDBPyConnection:
    """Execute a query with those of the parameters that it names."""
    return con.execute(sql, {name: value for name, value in params.items() if f"${name}" in sql})


def query_table(
    con: duckdb.DuckDBPyConnection, query_name: str, params: dict[str, Any]
) -> pa.Table:
    """Return the rows of a table's query without storing them."""
    query = read_query(query_name)
    given = {name: value for name, value in params.items() if f"${name}" in query}
    with con.cursor() as apart:  # what was read half before on `con` would be in its way
        return apart.sql(query, params=given).to_arrow_table()


def table_of(query_name: str) -> str:
    """Return the table a query builds: `4_weekly/41_topic_weeks` builds `weekly.topic_weeks`."""
    room, name = (part.partition("_")[2] for part in query_name.split("/"))
    return f"{room}.{name}"


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit on success; roll back and raise on any error. Within another one it is a part of that."""
    if id(con) in BEGUN:
        yield
        return
    con.begin()
    BEGUN.add(id(con))
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    else:
        con.commit()
    finally:
        BEGUN.discard(id(con))
