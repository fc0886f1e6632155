"""Read the name of a series as people write it: `topic 12, region North`, or a topic by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import read_query, run

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

    SeriesKey = tuple[int, str, str]

WRITTEN = re.compile(
    r"\s*(?P<topic>.+?)\s*(?:,\s*(?P<dim>kind|region|product|channel)\s+(?P<value>\S.*?)\s*)?"
)
BY_NUMBER = re.compile(r"topic\s+(\d+)", re.IGNORECASE)
ALL_CONTACTS = ("all", "all contacts")
NAMED_AT_MOST = 8
CURE = 'write it as "topic 12", "topic 12, region North", "all contacts, kind technical", or with a topic\'s name'


def find_series(con: duckdb.DuckDBPyConnection, week: Week, written: str) -> SeriesKey:
    """Return the series that was meant.

    Raises:
        MisuseError: It cannot be read, or the week has no such topic or slice.
    """
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise MisuseError(f"{written!r} names no series: {CURE}")
    topic = _find_topic(con, week, found["topic"])
    if found["dim"] is None:
        return topic, "all", "all"
    return topic, found["dim"], _find_slice(con, week, topic, (found["dim"], found["value"]))


def _find_topic(con: duckdb.DuckDBPyConnection, week: Week, written: str) -> int:
    """Return the number of a topic by its number or its name; a part of a name will do if one has it."""
    if written.lower() in ALL_CONTACTS:
        return 0
    numbered = BY_NUMBER.fullmatch(written)
    if numbered:
        return int(numbered[1])
    params = {"first_week": week.start, "last_week": week.start}
    rows = run(con, read_query("5_detection/reading/topic_names"), params).fetchall()
    names = {topic: name for topic, name, _ in rows}
    exact = [topic for topic, name in names.items() if name.lower() == written.lower()]
    near = exact or [topic for topic, name in names.items() if written.lower() in name.lower()]
    if len(near) == 1:
        return int(near[0])
    if not near:
        raise MisuseError(
            f"{week} has no topic named {written!r}: {CURE}; `trends topics` lists them"
        )
    said = ", ".join(f"topic {topic} ({names[topic]})" for topic in sorted(near)[:NAMED_AT_MOST])
    raise MisuseError(f"{written!r} may be {said}: write the number")


def _find_slice(
    con: duckdb.DuckDBPyConnection, week: Week, topic: int, wanted: tuple[str, str]
) -> str:
    """Return a slice's value as it is written in the tables."""
    params = {"week_start": week.start}
    rows = run(con, read_query("5_detection/reading/series"), params).fetchall()
    values = [row[2] for row in rows if row[:2] == (topic, wanted[0])]
    for value in values:
        if value.lower() == wanted[1].lower():
            return str(value)
    there = ", ".join(values[:NAMED_AT_MOST]) or "none at all"
    raise MisuseError(
        f"{week} has no {wanted[0]} {wanted[1]!r} of topic {topic}; there is: {there}"
    )
