"""Parquet: DuckDB reads it as it lies; every value as text, so that one mapping serves all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from trend_lib.base.errors import SourceError
from trend_lib.sources.header import require_columns
from trend_lib.sources.received import Received, quoted, quoted_name

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged


def receive_parquet(
    con: duckdb.DuckDBPyConnection, staged: Staged, source: SourceConfig
) -> Received:
    """Say how to select from a Parquet file; line 1 is its first row."""
    path = quoted(str(staged.path))
    try:
        _refuse_too_big(con, path, source)
        described = con.execute(f"DESCRIBE FROM read_parquet({path})").fetchall()
        rows = con.execute(f"SELECT count(*) FROM read_parquet({path})").fetchone()  # noqa: S608 - our own path
    except duckdb.Error as error:
        raise SourceError(f"is no Parquet file that can be read: {error}") from error
    names = [name for name, *_ in described]
    require_columns([name.strip() for name in names], source)
    texts = ", ".join(
        f"CAST({quoted_name(name)} AS VARCHAR) AS c{number}" for number, name in enumerate(names)
    )
    return Received(
        rows[0] if rows else 0,
        f"(SELECT file_row_number + 1 AS line, {texts} "  # noqa: S608 - quoted names
        f"FROM read_parquet({path}, file_row_number = true))",
        {name.strip(): f"c{number}" for number, name in enumerate(names)},
        notes=() if rows and rows[0] else ("no rows",),
        has_iso_dates=True,
    )


def _refuse_too_big(con: duckdb.DuckDBPyConnection, path: str, source: SourceConfig) -> None:
    """Refuse by the file's own directory what would unpack beyond the cap."""
    found = con.execute(
        f"SELECT coalesce(sum(total_uncompressed_size), 0) FROM parquet_metadata({path})"  # noqa: S608 - our own path
    ).fetchone()
    if found and found[0] > source.max_bytes:
        raise SourceError(f"unpacks to more than max_bytes = {source.max_bytes}")
