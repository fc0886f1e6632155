"""Which terms the week's contacts hold, topic by topic, for `weekly.topic_terms`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from trend_lib.base.warehouse import read_query
from trend_lib.topics import read_terms

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

TEXTS = "SELECT DISTINCT text FROM topics.contact_topics WHERE week_start = ? ORDER BY text"
SPOKEN = ("text", "term", "written")


def count_terms(con: duckdb.DuckDBPyConnection, week: Week) -> pa.Table:
    """Return the week's rows of `weekly.topic_terms`; each text is read once, however often sent."""
    texts = [text for (text,) in con.execute(TEXTS, [week.start]).fetchall()]
    columns = list(zip(*read_terms(texts), strict=True)) or [(), (), ()]
    strings = [pa.array(column, pa.string()) for column in columns]
    con.register("spoken_terms", pa.table(strings, SPOKEN))
    try:
        query = read_query("4_weekly/reading/topic_terms")
        return con.sql(query, params={"week_start": week.start}).to_arrow_table()
    finally:
        con.unregister("spoken_terms")
