"""What a home's tables hold of the past: samples of contacts, of all and of single topics."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from trend_lib.base.warehouse import read_query, run
from trend_lib.topics.past import Held, Past

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import duckdb

READING = "3_topics/reading"


def recall(con: duckdb.DuckDBPyConnection, most: int, span: Mapping[str, Any]) -> Past:
    """Return what was said in a span of weeks; `most` contacts stand for all of it."""

    def of_topics(topic_ids: Collection[int], most_of_each: int) -> dict[int, Held]:
        return _read_topics(con, {"topic_ids": sorted(topic_ids), "most": most_of_each, **span})

    rows = run(con, read_query(f"{READING}/history_texts"), {"most": most, **span}).fetchall()
    contacts = rows[0][2] if rows else 0
    return Past(Held({text: count for text, count, _ in rows}, contacts, contacts), of_topics)


def _read_topics(con: duckdb.DuckDBPyConnection, asked: Mapping[str, Any]) -> dict[int, Held]:
    """Read samples of what topics held; a topic that held nothing is missing."""
    texts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    sizes: dict[int, tuple[int, int]] = {}
    rows = run(con, read_query(f"{READING}/topic_texts"), dict(asked)).fetchall()
    for topic_id, text, count, held, among in rows:
        texts[topic_id][text], sizes[topic_id] = count, (held, among)
    return {topic_id: Held(texts[topic_id], *sizes[topic_id]) for topic_id in texts}
