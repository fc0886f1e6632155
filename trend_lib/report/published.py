"""The snapshot for other tools: Parquet marts and one read-only DuckDB file, no customers in it."""
# ruff: noqa: S608 - names come from the tuple below, never from data

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report.worklists import write_worklists

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)

SNAPSHOT = "trends.duckdb"
MARTS = (  # counts, verdicts and shares; the only texts of customers are redacted examples, and terms of three
    "weekly.topic_weeks",
    "weekly.source_weeks",
    "weekly.left_out",
    "episodes.series_weeks",
    "episodes.topic_names",
    "episodes.renamed_topics",
    "episodes.episode_weeks",
    "episodes.answers",
    "episodes.countermeasures",
    "episodes.causes",
    "episodes.effects",
    "episodes.effect_weeks",
    "episodes.marks",
    "episodes.drivers",
    "episodes.episode_days",
    "episodes.terms",
    "episodes.test_weeks",
    "episodes.early_warnings",
    "episodes.early_names",
    "episodes.told_early",
    "quality.survey_scores",
    "quality.score_counts",
    "quality.score_series",
    "quality.scale_directions",
    "quality.repeat_contacts",
    "quality.unresolved",
    "quality.unresolved_kinds",
    "quality.unresolved_flow",
    "quality.callback_counts",
    "quality.callback_results",
    "quality.first_contact",
    "quality.team_weeks",
    "quality.team_limits",
    "quality.kind_settling",
    "quality.kind_accuracy",
    "quality.kind_confusion",
    "quality.kind_shares",
    "topics.topics",
    "topics.subtopics",
    "topics.names",
    "topics.given_names",
    "topics.lineage",
    "report.bulletins",
    "report.explanations",
)
LEFT_OUT = {"episodes.early_warnings": ("contact_ids",)}  # no mart names a contact


def name_published(mart: str) -> str:
    """Return what a table is called in the snapshot, which has no rooms."""
    return mart.partition(".")[2]


def publish_morning(home: Home, day: date) -> None:
    """Publish what the desk reads of a morning's early warnings, with everything else as it is."""
    with room_log(logger, "report", Week.of_day(day)):
        write_published(home)


def write_published(home: Home) -> None:
    """Replace what changed of `published/`, the desk's worklists too: made under another name, renamed when whole.

    A DuckDB file is never twice the same bytes, so it is made anew only when a mart changed.
    """
    folder = home.folder("published")
    snapshot = folder / SNAPSHOT
    with open_warehouse(home) as con:
        marts = {mart: folder / f"{name_published(mart)}.parquet" for mart in MARTS}
        changed = [_write_fresh(con, mart, path) for mart, path in marts.items()]
        if any(changed) or not snapshot.exists():
            _write_snapshot(con, snapshot)
    for path in marts.values():  # last: by them the next run knows whether the snapshot is as new
        _fresh(path).replace(path)
    write_worklists(home)


def _write_fresh(con: duckdb.DuckDBPyConnection, mart: str, path: Path) -> bool:
    """Write one mart beside its file, in a fixed order so that equal tables give equal files; tell if it changed."""
    fresh = _fresh(path)
    con.execute(
        f"COPY (SELECT {_columns(mart)} FROM {mart} ORDER BY ALL) TO '{_quoted(fresh)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return not path.exists() or path.read_bytes() != fresh.read_bytes()


def _columns(mart: str) -> str:
    """Return which columns of a mart other tools may read."""
    left_out = LEFT_OUT.get(mart, ())
    return f"* EXCLUDE ({', '.join(left_out)})" if left_out else "*"


def _fresh(path: Path) -> Path:
    """Return where a file is made until it is whole."""
    return path.with_name(f".{path.name}.new")


def _write_snapshot(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write all marts into one DuckDB file."""
    fresh = _fresh(path)
    fresh.unlink(missing_ok=True)
    con.execute(f"ATTACH '{_quoted(fresh)}' AS snapshot")
    try:
        for mart in MARTS:
            con.execute(
                f"CREATE TABLE snapshot.{name_published(mart)} AS SELECT {_columns(mart)} FROM {mart} ORDER BY ALL"
            )
    finally:
        con.execute("DETACH snapshot")
    fresh.replace(path)


def _quoted(path: Path) -> str:
    """Escape a path for a quoted SQL text."""
    return str(path).replace("'", "''")
