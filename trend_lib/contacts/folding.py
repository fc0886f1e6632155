"""A contact is a whole: the legs of a call, the messages of a thread, merged tickets become one row.

Which records belong together is known since landing (`whole_id`); here each column of theirs
becomes one value, as the tables below say. A record that stands alone is taken as it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from trend_lib.base.source_columns import TONE_QUARTERS

if TYPE_CHECKING:
    import duckdb

FIRST_SAID = ("direction", "channel", "customer", "region", "product", "queue", "priority", "due_at",
              "reopened_count")  # fmt: skip
LAST_SAID = (
    "operator",
    "is_resolved",
    "is_abandoned",
    *TONE_QUARTERS,
)  # of the last operator's talk
# Sums are rounded, as their last digit depends on the order in which they were added.
ADDED = ("handle_seconds", "hold_seconds", "wait_seconds", "transfer_count")
IN_TIME = "ORDER BY opened_at, source_id"
HEARD = """
SELECT source, whole_id, bool_or(direction = 'in' AND coalesce(trim(text), '') <> '') AS is_heard
FROM landed_records
GROUP BY source, whole_id
"""
# The customer's own words; where no part says that it is theirs, all words. Quoted again, said once.
TOLD = """
SELECT source, whole_id, string_agg(text, chr(10) ORDER BY first_said) AS text
FROM (
    SELECT source, whole_id, trim(text) AS text, min({{'at': opened_at, 'id': source_id}}) AS first_said
    FROM landed_records
    INNER JOIN ({heard}) AS wholes USING (source, whole_id)
    WHERE coalesce(trim(text), '') <> '' AND (direction = 'in' OR NOT coalesce(is_heard, false))
    GROUP BY source, whole_id, trim(text)
)
GROUP BY source, whole_id
"""
# What is written within one minute is one message: tickets repeat their first article, and in a
# chat people send a sentence in pieces.
TOGETHER = """
SELECT
    source, whole_id, min(week_start) AS week_start, min(day) AS day, count(*) AS record_count,
    min(opened_at) AS opened_at, max(closed_at) AS closed_at, max(updated_at) AS updated_at,
    round(avg(tone), 9) AS tone, first(operator {in_time}) FILTER (operator IS NOT NULL) AS first_operator,
    count(DISTINCT date_trunc('minute', opened_at)) FILTER (direction = 'in' AND trim(text) <> '') AS message_count,
    count(DISTINCT date_trunc('minute', opened_at)) FILTER (direction = 'out' AND trim(text) <> '') AS reply_count,
    coalesce(
        any_value(left_out) FILTER (source_id = whole_id),
        CASE WHEN count(left_out) = count(*) THEN first(left_out {in_time}) END
    ) AS left_out,
    {said}
FROM landed_records
GROUP BY source, whole_id
"""
MANY = "SELECT {columns} FROM ({together}) LEFT JOIN ({told}) USING (source, whole_id)"
OWN = ("source", "whole_id", "week_start", "day")
COUNTED = ("first_operator", "record_count", "message_count", "reply_count")


def fold_wholes(con: duckdb.DuckDBPyConnection, records: pa.Table) -> pa.Table:
    """Return one row a whole, in the order of weeks, sources and ids; `whole_id` stands for `source_id`.

    Args:
        con: Any connection; nothing is kept in it.
        records: What a source can say of contacts, with `direction` in our words or empty.
    """
    if pc.all(pc.equal(records["whole_id"], records["source_id"])).as_py() is not False:
        return _as_alone(records)
    is_one_of_many = _is_one_of_many(records)
    alone = _as_alone(records.filter(pc.invert(is_one_of_many)))
    many = _folded(con, records.filter(is_one_of_many))
    folded = pa.concat_tables([alone.select(many.column_names), many], promote_options="permissive")
    return folded.sort_by([(name, "ascending") for name in ("week_start", "source", "whole_id")])


def _is_one_of_many(records: pa.Table) -> pa.Array:
    """Tell of each record whether another one belongs to the same whole: mostly none does."""
    wholes = [*zip(records["source"].to_pylist(), records["whole_id"].to_pylist(), strict=True)]
    counted = Counter(wholes)
    return pa.array([counted[whole] > 1 for whole in wholes], pa.bool_())


def _as_alone(records: pa.Table) -> pa.Table:
    """Return records of which none shares its whole with another, at the cost of nothing."""
    count = records.num_rows
    added = {
        "first_operator": records["operator"],
        "record_count": pa.array([1] * count, pa.int64()),
        "message_count": pa.nulls(count, pa.int64()),
        "reply_count": pa.nulls(count, pa.int64()),
    }
    for name, values in added.items():
        records = records.append_column(name, values)
    return records


def _folded(con: duckdb.DuckDBPyConnection, records: pa.Table) -> pa.Table:
    """Return one row a whole of records that share theirs with others."""
    columns = [
        name
        for name in records.column_names
        if name not in {*OWN, "source_id", "part_of", "status"}
    ]
    con.register("landed_records", records)
    try:
        return con.sql(_select(columns)).to_arrow_table()
    finally:
        con.unregister("landed_records")


def _select(columns: list[str]) -> str:
    """Return the statement that folds."""
    said = [
        *(f"first({name} {IN_TIME}) FILTER ({name} IS NOT NULL) AS {name}" for name in FIRST_SAID),
        *(f"last({name} {IN_TIME}) FILTER ({name} IS NOT NULL) AS {name}" for name in LAST_SAID),
        *(f"round(sum({name}), 6) AS {name}" for name in ADDED),
    ]
    together = TOGETHER.format(in_time=IN_TIME, said=", ".join(said))
    names = ", ".join([*OWN, *columns, *COUNTED])
    return MANY.format(columns=names, together=together, told=TOLD.format(heard=HEARD))
