"""What people answered to the early warnings of a running week, before there is a whole week to fold it into.

On Monday the same answers count in the first row of the episode that a warning became.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import insert_rows, transaction
from trend_lib.episodes.answer_rows import (
    ANSWERED,
    Row,
    by_episode,
    fold_rows,
    newest_judged,
    read_answers,
    read_weeks,
    told_row,
)

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home

WARNED = """
SELECT warning_id, day, suggested_owner FROM episodes.early_warnings
WHERE week_start > $newest
QUALIFY row_number() OVER (PARTITION BY warning_id ORDER BY day DESC) = 1
ORDER BY warning_id
"""
STAND = """
UPDATE episodes.early_warnings SET state = standing_rows.state, owner = standing_rows.owner,
    is_snoozed = standing_rows.is_snoozed
FROM standing_rows
WHERE early_warnings.day = standing_rows.day AND early_warnings.warning_id = standing_rows.warning_id
"""
STANDING = pa.schema(
    [
        ("day", pa.date32()), ("warning_id", pa.string()), ("state", pa.string()), ("owner", pa.string()),
        ("is_snoozed", pa.bool_()),
    ]
)  # fmt: skip
FORGET = "DELETE FROM episodes.answers WHERE list_contains($answers, answer_id)"


def refold_warnings(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Write how the newest row of every warning that no whole week has judged stands by people's answers."""
    newest = newest_judged(con)
    warned = con.sql(WARNED, params={"newest": newest.start}).to_arrow_table().to_pylist()
    if not warned:
        return
    said = by_episode(read_answers(con, newest))
    weeks = read_weeks(con, newest, [row["warning_id"] for row in warned])
    rows: list[dict[str, Any]] = []
    told: list[Row] = []
    for warning in warned:
        name = warning["warning_id"]
        folded = fold_rows(weeks[name], said[name], home)
        rows.append({**warning, **folded.columns(warning["suggested_owner"])})
        if not weeks[name]:  # one of an episode that recovers is told with its rows
            told += [told_row(row, folded.why_not.get(row["answer_id"])) for row in said[name]]
    with transaction(con):
        con.register("standing_rows", pa.Table.from_pylist(rows, STANDING))
        con.execute(STAND)
        con.unregister("standing_rows")
        con.execute(FORGET, {"answers": [row["answer_id"] for row in told]})
        insert_rows(con, "episodes.answers", pa.Table.from_pylist(told, ANSWERED))
