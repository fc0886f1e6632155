"""Which records make one whole: a record, and all that are parts of it directly or by a chain.

`part_of` names a record of the same source, which may itself be a part, may come later, or never.
A whole is known by the id at the end of that chain and belongs to the week of its earliest record.
Records that are parts of each other in a circle are one whole under the smallest of their ids.

A delivery can change only wholes that it adds to, takes from or joins, so only their records are
looked at again, and a source without parts pays nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

MEMBERS = """
CREATE OR REPLACE TEMP TABLE whole_members AS
WITH news AS (
    SELECT source_id, part_of, known_whole FROM row_versions WHERE is_news
),

affected AS (
    SELECT known_whole AS whole_id FROM news
    UNION
    SELECT source_id AS whole_id FROM news
    UNION
    SELECT part_of AS whole_id FROM news
    UNION
    SELECT records.whole_id
    FROM sources.records
    INNER JOIN news ON records.source_id = news.part_of
    WHERE records.source = $source
)

SELECT
    records.source_id, records.part_of, records.week_start, records.whole_id, records.whole_week,
    records.source_id IN (SELECT source_id FROM news) AS is_news
FROM sources.records
WHERE
    records.source = $source
    AND records.whole_id IN (SELECT whole_id FROM affected WHERE whole_id IS NOT NULL)
"""
NODES = """
CREATE OR REPLACE TEMP TABLE whole_nodes AS
SELECT id, row_number() OVER (ORDER BY id) - 1 AS number
FROM (
    SELECT source_id AS id FROM whole_members
    UNION
    SELECT part_of AS id FROM whole_members WHERE part_of IS NOT NULL
)
"""
EDGES = """
SELECT nodes.number AS number, parents.number AS parent
FROM whole_members
INNER JOIN whole_nodes AS nodes ON whole_members.source_id = nodes.id
INNER JOIN whole_nodes AS parents ON whole_members.part_of = parents.id
"""
JOINED = """
CREATE OR REPLACE TEMP TABLE joined_members AS
SELECT
    whole_members.source_id, whole_members.whole_week AS week_before, roots.id AS whole_id,
    min(whole_members.week_start) OVER (PARTITION BY roots.id) AS week_after,
    is_news OR roots.id <> whole_members.whole_id OR week_after <> week_before AS is_changed
FROM whole_members
INNER JOIN whole_nodes AS nodes ON whole_members.source_id = nodes.id
INNER JOIN found_roots ON nodes.number = found_roots.number
INNER JOIN whole_nodes AS roots ON found_roots.root = roots.number
"""
STORE = """
UPDATE sources.records
SET whole_id = joined_members.whole_id, whole_week = joined_members.week_after
FROM joined_members
WHERE
    records.source = $source
    AND records.source_id = joined_members.source_id
    AND joined_members.is_changed
"""
TOUCH = """
INSERT OR REPLACE INTO sources.touched_weeks (week_start, sequence)
SELECT week_start, $sequence FROM (
    SELECT week_before AS week_start FROM joined_members WHERE is_changed
    UNION
    SELECT week_after AS week_start FROM joined_members WHERE is_changed
)
"""
FORGET = """
DROP TABLE IF EXISTS whole_members;
DROP TABLE IF EXISTS whole_nodes;
DROP TABLE IF EXISTS joined_members
"""


def join_parts(con: duckdb.DuckDBPyConnection, source: str, sequence: int) -> str | None:
    """Give the news of a delivery their wholes; return what looks wrong about them, in words."""
    given = {"source": source}
    con.execute(MEMBERS, given)
    con.execute(NODES)
    roots, is_circular = find_roots(_parents(con))
    con.register("found_roots", pa.table({"number": np.arange(len(roots)), "root": roots}))
    con.execute(JOINED)
    con.unregister("found_roots")
    con.execute(STORE, given)
    con.execute(TOUCH, {"sequence": sequence})
    con.execute(FORGET)
    circular = int(is_circular.sum())
    return (
        f"{circular} records are parts of each other in a circle: each circle is taken as one whole"
        if circular
        else None
    )


def find_roots(parents: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the end of every node's chain, and which nodes lead into a circle instead.

    A node without a parent is its own. Every step doubles how far each node looks ahead; after as
    many as the nodes need, what has not found an end is in a circle, whose smallest node it takes.
    """
    ahead, smallest = parents.copy(), np.arange(len(parents))
    looked_at = 1
    while looked_at < len(parents) and (parents[ahead] != ahead).any():
        smallest = np.minimum(smallest, smallest[ahead])
        ahead = ahead[ahead]
        looked_at *= 2
    is_circular = parents[ahead] != ahead
    return np.where(is_circular, smallest[ahead], ahead), is_circular


def _parents(con: duckdb.DuckDBPyConnection) -> Numbers:
    """Return each node's parent by their numbers; the numbers are in the order of the ids."""
    count = (con.execute("SELECT count(*) FROM whole_nodes").fetchone() or (0,))[0]
    edges = con.execute(EDGES).fetchnumpy()
    parents = np.arange(count)
    parents[edges["number"]] = edges["parent"]
    return parents
