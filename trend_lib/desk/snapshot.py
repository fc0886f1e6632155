"""The published snapshot as tables of the names that the warehouse has, so that the bulletin's own queries read it."""
# ruff: noqa: S608 - names come from our own schema, never from data

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from trend_lib.base.schema import COLUMNS, schema_sql
from trend_lib.report.published import MARTS, SNAPSHOT, name_published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trend_lib.base.home import Home

Rows = list[dict[str, Any]]
PUBLISHED = "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'snapshot'"
LIMITS: dict[str, Any] = {
    "threads": "2",
    "memory_limit": "512MB",
}  # a page must not take the web server's machine


@contextmanager
def open_snapshot(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open what was published last; before the first bulletin all tables are empty.

    Each reader has a cursor of its own: pages are made side by side.
    """
    path = home.path / "published" / SNAPSHOT
    version = path.stat() if path.exists() else None
    con = _opened(path, (version.st_ino, version.st_mtime_ns) if version else None)
    with con.cursor() as cursor:
        yield cursor


def read(con: duckdb.DuckDBPyConnection, sql: str, **params: Any) -> Rows:
    """Return rows as dictionaries."""
    found = con.execute(sql, params or None)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@lru_cache(maxsize=1)
def _opened(path: Path, version: tuple[int, int] | None) -> duckdb.DuckDBPyConnection:
    """Lay views of the schema's names over one version of the snapshot; it is replaced by rename, never changed."""
    con = duckdb.connect(config=LIMITS)
    con.execute("SET TimeZone = 'UTC'")
    con.execute(schema_sql())
    if version is not None:
        quoted = str(path).replace("'", "''")
        con.execute(f"ATTACH '{quoted}' AS snapshot (READ_ONLY)")
        published = set(con.execute(PUBLISHED).fetchall())
        columns = con.execute(COLUMNS).fetchall()
        for mart in MARTS:
            _lay_view(con, mart, columns, published)
    return con


def _lay_view(
    con: duckdb.DuckDBPyConnection,
    mart: str,
    columns: list[tuple[str, str, str, str]],
    published: set[tuple[str, str]],
) -> None:
    """Put a view in a table's place; a column that an older version of ours did not publish is empty."""
    schema, _, table = mart.partition(".")
    own = [(name, kind) for *place, name, kind in columns if place == [schema, table]]
    name_there = name_published(mart)
    there = [name for name, _ in own if (name_there, name) in published]
    if not there:
        return
    written = ", ".join(
        f'"{name}"' if name in there else f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in own
    )
    con.execute(f"DROP TABLE {mart}")
    con.execute(f"CREATE VIEW {mart} AS SELECT {written} FROM snapshot.{name_there}")
