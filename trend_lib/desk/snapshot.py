"""The published snapshot as tables of the names that the warehouse has, so that the bulletin's own queries read it."""
# ruff: noqa: S608 - names come from our own schema, never from data

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from trend_lib.base.schema import COLUMNS, schema_sql
from trend_lib.report.published import MARTS, SNAPSHOT, name_published
from trend_lib.report.worklists import PERSONS, PERSONS_FILE, WORKLISTS, WORKLISTS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trend_lib.base.home import Home

Rows = list[dict[str, Any]]
PUBLISHED = "SELECT database_name, table_name, column_name FROM duckdb_columns()"
# a page must not take the web server's machine
LIMITS: dict[str, Any] = {"threads": "2", "memory_limit": "512MB"}
FILES = {  # as it is attached: its name, and what lies in it
    "snapshot": (SNAPSHOT, MARTS),
    "worklists": (WORKLISTS_FILE, WORKLISTS),
    "persons": (PERSONS_FILE, PERSONS),  # shown to reviewers and quality managers alone
}
Version = tuple[int, int]


@contextmanager
def open_snapshot(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open what was published last; before the first bulletin all tables are empty.

    Each reader has a cursor of its own: pages are made side by side.
    """
    folder = home.path / "published"
    con = _opened(folder, tuple(_version(folder / file) for file, _ in FILES.values()))
    with con.cursor() as cursor:
        yield cursor


def published_at(home: Home) -> datetime | None:
    """Return when what the pages show was published; nothing before the first time."""
    found = _version(home.path / "published" / SNAPSHOT)
    return datetime.fromtimestamp(found[1] // 10**9, UTC) if found else None


def read(con: duckdb.DuckDBPyConnection, sql: str, **params: Any) -> Rows:
    """Return rows as dictionaries."""
    found = con.execute(sql, params or None)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _version(path: Path) -> Version | None:
    """Return by what a file is known; it is replaced by rename, never changed."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


@lru_cache(maxsize=1)
def _opened(folder: Path, versions: tuple[Version | None, ...]) -> duckdb.DuckDBPyConnection:
    """Lay views of the schema's names over one version of what was published."""
    con = duckdb.connect(config=LIMITS)
    con.execute("SET TimeZone = 'UTC'")
    con.execute(schema_sql())
    columns = con.execute(COLUMNS).fetchall()
    for (alias, (file, tables)), version in zip(FILES.items(), versions, strict=True):
        if version is not None:
            quoted = str(folder / file).replace("'", "''")
            con.execute(f"ATTACH '{quoted}' AS {alias} (READ_ONLY)")
            published = set(con.execute(PUBLISHED).fetchall())
            for table in tables:
                _lay_view(con, (alias, table), columns, published)
    return con


def _lay_view(
    con: duckdb.DuckDBPyConnection,
    place: tuple[str, str],
    columns: list[tuple[str, str, str, str]],
    published: set[tuple[str, str, str]],
) -> None:
    """Put a view in a table's place; a column that an older version of ours did not publish is empty."""
    alias, table = place
    own = [(name, kind) for schema, of, name, kind in columns if f"{schema}.{of}" == table]
    called = name_published(table)
    there = [name for name, _ in own if (alias, called, name) in published]
    if not there:
        return
    written = ", ".join(
        f'"{name}"' if name in there else f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in own
    )
    con.execute(f"DROP TABLE {table}")
    con.execute(f"CREATE VIEW {table} AS SELECT {written} FROM {alias}.{called}")
