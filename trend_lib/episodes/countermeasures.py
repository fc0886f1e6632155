"""Countermeasures as they stood in a week: rows from what the fold of the episodes says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import check_week, insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from zoneinfo import ZoneInfo

    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.episodes.measure import Measure
    from trend_lib.episodes.standing import Standing

TABLE = "6_episodes/69_countermeasures"
FOLLOWED = timedelta(weeks=12)  # after its start or end: so long its effect is asked for
TEXT, DAY = pa.string(), pa.date32()
COLUMNS = pa.schema(
    [
        ("week_start", DAY), ("countermeasure_id", TEXT), ("episode_id", TEXT), ("topic_id", pa.int64()),
        ("what", TEXT), ("who", TEXT), ("from_day", DAY), ("due_day", DAY), ("expected_effect", TEXT),
        ("finished_day", DAY), ("is_open", pa.bool_()),
    ]
)  # fmt: skip


def rows_of(
    week: Week, episode: str, topic_id: int, standing: Standing, zone: ZoneInfo
) -> list[dict[str, Any]]:
    """Return an episode's rows: while one is under way, and twelve weeks after it began or was done."""
    rows = [
        {
            "week_start": week.start, "episode_id": episode, "topic_id": topic_id,
            **_told(one, zone), "is_open": one.finished_at is None and not standing.is_over,
        }
        for one in standing.measures
    ]  # fmt: skip
    return [row for row in rows if row["is_open"] or _is_followed(row, week)]


def replace_countermeasures(
    con: duckdb.DuckDBPyConnection, week: Week, rows: Iterable[dict[str, Any]]
) -> None:
    """Write the week's rows of `episodes.countermeasures`, within the caller's transaction."""
    con.execute("DELETE FROM episodes.countermeasures WHERE week_start = ?", [week.start])
    insert_rows(con, "episodes.countermeasures", pa.Table.from_pylist(list(rows), COLUMNS))
    check_week(con, TABLE, {"week_start": week.start})


def _told(measure: Measure, zone: ZoneInfo) -> dict[str, Any]:
    """Return a countermeasure with its days by the clock of the home; one called off before its day began never."""
    finished = _day(measure.finished_at, zone) if measure.finished_at else None
    began = measure.since or _day(measure.began_at, zone)
    return {
        "countermeasure_id": measure.measure_id,
        "what": measure.what,
        "who": measure.who,
        "from_day": min(began, finished) if finished else began,
        "due_day": measure.due,
        "expected_effect": measure.expected_effect,
        "finished_day": finished,
    }


def _day(at: datetime, zone: ZoneInfo) -> date:
    """Return the day of a moment in UTC."""
    return at.replace(tzinfo=UTC).astimezone(zone).date()


def _is_followed(row: dict[str, Any], week: Week) -> bool:
    """Tell whether it began or was done so shortly ago that its effect may still show."""
    last: date = row["finished_day"] or row["from_day"]
    return week.start - last <= FOLLOWED
