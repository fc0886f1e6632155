"""The snapshot for other tools: Parquet marts and one read-only DuckDB file, no customers in it."""
# ruff: noqa: S608 - names come from the tuple below, never from data

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

MARTS = (  # counts, verdicts and shares; the only texts are redacted examples
    "weekly.topic_weeks",
    "weekly.source_weeks",
    "episodes.series_weeks",
    "episodes.episode_weeks",
    "episodes.drivers",
    "episodes.test_weeks",
    "quality.survey_scores",
    "quality.repeat_contacts",
    "quality.unresolved",
    "quality.resolution",
    "report.bulletins",
)


def write_published(home: Home) -> None:
    """Replace `published/`: each file is made under another name and renamed when whole."""
    folder = home.folder("published")
    with open_warehouse(home) as con:
        for mart in MARTS:
            _write_parquet(con, mart, folder / f"{mart.partition('.')[2]}.parquet")
        _write_snapshot(con, folder / "trends.duckdb")


def _write_parquet(con: duckdb.DuckDBPyConnection, mart: str, path: Path) -> None:
    """Write one mart; the order is fixed so that equal tables give equal files."""
    fresh = path.with_name(f".{path.name}.new")
    con.execute(
        f"COPY (SELECT * FROM {mart} ORDER BY ALL) TO '{_quoted(fresh)}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    fresh.replace(path)


def _write_snapshot(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write all marts into one DuckDB file."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    con.execute(f"ATTACH '{_quoted(fresh)}' AS snapshot")
    try:
        for mart in MARTS:
            name = mart.partition(".")[2]
            con.execute(f"CREATE TABLE snapshot.{name} AS SELECT * FROM {mart} ORDER BY ALL")
    finally:
        con.execute("DETACH snapshot")
    fresh.replace(path)


def _quoted(path: Path) -> str:
    """Escape a path for a quoted SQL text."""
    return str(path).replace("'", "''")
