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
    spoken = read_terms(texts)
    columns = {name: [getattr(term, name) for term in spoken] for name in SPOKEN}
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    con.register("spoken_terms", table)
    try:
        query = read_query("4_weekly/reading/topic_terms")
        return con.sql(query, params={"week_start": week.start}).to_arrow_table()
    finally:
        con.unregister("spoken_terms")
