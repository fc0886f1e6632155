"""Lineage: what happened to topics, one row an event; the rows are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

WEEKLY = "weekly run"
REFIT = "refit"


def note(  # noqa: PLR0913, PLR0917 - one argument a column
    con: duckdb.DuckDBPyConnection,
    week: Week,
    topic_id: int,
    what: str,
    other_id: int | None = None,
    detail: str | None = None,
    *,
    who: str,
) -> None:
    """Add one event."""
    con.execute(
        "INSERT INTO topics.lineage SELECT coalesce(max(event), 0) + 1, ?, ?, ?, ?, ?, ? "
        "FROM topics.lineage",
        [week.start, topic_id, what, other_id, detail, who],
    )
