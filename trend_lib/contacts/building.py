"""The week's contacts, answers and completeness, in that order: each needs the one before."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import duckdb

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import (
    check_week,
    insert_rows,
    open_warehouse,
    read_query,
    replace_rows,
    replace_week,
    run,
    table_of,
    transaction,
)
from trend_lib.contacts.answer_rows import answer_rows, newest_of_all_weeks
from trend_lib.contacts.block import blocks_of, counts_by_week, read_block, spans_of
from trend_lib.contacts.judged import JUDGED, has_rows, store_records
from trend_lib.contacts.left_out import left_out_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from trend_lib.base.home import Home
    from trend_lib.base.logs import Facts
    from trend_lib.base.weeks import Week
    from trend_lib.contacts.block import Block

logger = logging.getLogger(__name__)
LEFT_OUT = "2_contacts/20_left_out"
CONTACTS = "2_contacts/21_contacts"
ANSWERS = "2_contacts/22_survey_answers"
SOURCE_WEEKS = "2_contacts/23_source_weeks"
# The second is what comes of curing the first within the transaction that it broke.
MOVED = (duckdb.ConstraintException, duckdb.TransactionException)
MARK_REPEATS = """
    UPDATE contacts.contacts
    SET is_repeat = true, repeat_of = marked.repeat_of
    FROM ({as_marked}) AS marked
    WHERE marked.is_repeat AND marked.contact_id = contacts.contact_id
"""  # the few who came back; to write the weeks again would cost as much as to build them


def build_weeks(home: Home, weeks: Sequence[Week], built: Callable[[Week], None]) -> None:
    """Replace the weeks' rows of every table of this room; `built` hears of each week."""
    with open_warehouse(home) as con:
        for together in blocks_of(con, weeks):
            _store_block(con, home, together, read_block(con, home, together))
            for week in together:
                built(week)


def _store_block(
    con: duckdb.DuckDBPyConnection, home: Home, weeks: Sequence[Week], block: Block
) -> None:
    """Replace the rows of weeks in one step; where a record moved between weeks, of each week in its own."""
    try:
        with transaction(con):
            _store_weeks(con, home, weeks, block)
    except MOVED:  # a corrected date moved a record: rare
        for week in weeks:
            fresh = block.of(week)
            _forget_elsewhere(con, fresh.contacts, week)
            _store_weeks(con, home, [week], fresh)


def _store_weeks(
    con: duckdb.DuckDBPyConnection, home: Home, weeks: Sequence[Week], block: Block
) -> None:
    """Replace the rows of weeks, table by table."""
    with transaction(con):
        _replace_rows(con, LEFT_OUT, weeks, left_out_rows(block.left_out))
        _replace_rows(con, CONTACTS, weeks, block.contacts)
    kept, aside = counts_by_week(block.contacts), counts_by_week(block.left_out)
    for week in weeks:
        with room_log(logger, "contacts", week) as facts:
            facts["contacts"], facts["left_out"] = kept[week.start], aside[week.start]
            _store_answers_of(con, week, block.answers_of(week), facts)
            for built in JUDGED:
                records = block.judged_of(week, built.holds)
                facts[f"{built.holds}_kept"] = store_records(con, week, built, records)
    mark = MARK_REPEATS.format(as_marked=read_query(CONTACTS))
    days = home.config.quality.repeat_days
    with transaction(con):
        for first, last in spans_of(weeks):
            given = {"first_week": first.start, "last_week": last.start, "repeat_days": days}
            run(con, mark, given)
        for week in weeks:
            replace_week(con, SOURCE_WEEKS, week)


def _replace_rows(
    con: duckdb.DuckDBPyConnection, query_name: str, weeks: Sequence[Week], rows: pa.Table
) -> None:
    """Replace the rows of weeks in one go, which costs half as much as week by week, and check each week."""
    table = table_of(query_name)
    for week in weeks:
        con.execute(f"DELETE FROM {table} WHERE week_start = ?", [week.start])  # noqa: S608 - our own names
    insert_rows(con, table, rows)
    for week in weeks:
        check_week(con, query_name, {"week_start": week.start})


def _store_answers_of(
    con: duckdb.DuckDBPyConnection, week: Week, landed: pa.Table, facts: Facts
) -> None:
    """Store the week's survey answers, with the contacts they are about."""
    prepared = answer_rows(landed)
    if landed.num_rows or has_rows(con, ANSWERS, week):
        _store_answers(con, prepared.rows, week)
    facts["answers"] = prepared.rows.num_rows
    facts["answers_repeated"] = prepared.repeated
    facts["scores_outside_scale"] = prepared.outside_scale


def _store_answers(con: duckdb.DuckDBPyConnection, rows: pa.Table, week: Week) -> None:
    """Replace the week's answers; a contact asked again in another week keeps its newest answer."""
    try:
        replace_rows(con, ANSWERS, week, rows)
    except duckdb.ConstraintException:
        replace_rows(con, ANSWERS, week, newest_of_all_weeks(con, rows, week))


def _forget_elsewhere(con: duckdb.DuckDBPyConnection, rows: pa.Table, week: Week) -> None:
    """Delete these contacts' rows of other weeks."""
    con.register("moved_here", rows.select(["contact_id"]))
    try:
        con.execute(
            "DELETE FROM contacts.contacts WHERE week_start <> ? "
            "AND contact_id IN (SELECT contact_id FROM moved_here)",
            [week.start],
        )
    finally:
        con.unregister("moved_here")
