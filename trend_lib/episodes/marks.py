"""What people made of the year's episodes, counted by topic and by the method that found them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import open_warehouse, read_query, run

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

MARKS = {"useful": "useful", "false_alarm": "false_alarms", "known_event": "known_events"}
COLUMNS = pa.schema(
    [
        ("week_start", pa.date32()), ("topic_id", pa.int64()), ("method", pa.string()), ("episodes", pa.int64()),
        *((name, pa.int64()) for name in MARKS.values()),
    ]
)  # fmt: skip


def marked_episodes(home: Home, week: Week) -> list[dict[str, Any]]:
    """Return the episodes of the year up to a week, each with its mark."""
    with open_warehouse(home, read_only=True) as con:
        return read_marked(con, week)


def read_marked(con: duckdb.DuckDBPyConnection, week: Week) -> list[dict[str, Any]]:
    """Read them."""
    found = run(con, read_query("6_episodes/reading/marked"), {"week_start": week.start})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def count_marks(con: duckdb.DuckDBPyConnection, week: Week) -> pa.Table:
    """Return the week's rows of `episodes.marks`."""
    episodes = read_marked(con, week)
    counted = Counter((row["topic_id"], row["method"], row["mark"]) for row in episodes)
    rows = [
        {
            "week_start": week.start, "topic_id": topic, "method": method,
            "episodes": sum(number for key, number in counted.items() if key[:2] == (topic, method)),
            **{name: counted[topic, method, mark] for mark, name in MARKS.items()},
        }
        for topic, method in sorted({key[:2] for key in counted})
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, COLUMNS)
