import multiprocessing

import duckdb
import pandas as pd
import pytest

from trend_lib.base import warehouse
from trend_lib.base.errors import DataCheckError, TrendError
from trend_lib.base.home import Home
from trend_lib.base.warehouse import (
    hold_warehouse,
    open_warehouse,
    replace_rows,
    replace_week,
    replace_weeks,
)
from trend_lib.base.weeks import Week

WEEK = Week.parse("2026-W34")
CARRIED = "4_weekly/44_source_weeks"
ROW = ("desk", "contacts", 3, 3, 7, 7, True, None, 3, 3, 0, 0, None, None)


def put(con, schema, row=ROW):
    marks = ", ".join("?" for _ in row)
    con.execute(f"INSERT INTO {schema}.source_weeks VALUES (DATE '2026-08-17', {marks})", row)


def test_building_a_week_twice_gives_the_same_rows(tmp_path):
    with open_warehouse(Home(tmp_path)) as con:
        put(con, "topics")
        replace_week(con, CARRIED, WEEK)
        once = con.execute("FROM weekly.source_weeks").fetchall()
        replace_week(con, CARRIED, WEEK)
        assert con.execute("FROM weekly.source_weeks").fetchall() == once
        assert len(once) == 1


def test_a_failed_check_keeps_what_was_there(tmp_path):
    with open_warehouse(Home(tmp_path)) as con:
        put(con, "topics")
        replace_week(con, CARRIED, WEEK)
        con.execute("UPDATE topics.source_weeks SET rows_read = 4, records = 9")
        with pytest.raises(DataCheckError, match="offending rows"):
            replace_week(con, CARRIED, WEEK)
        assert con.execute("SELECT records FROM weekly.source_weeks").fetchall() == [(3,)]


def test_of_tables_built_together_none_is_kept_when_one_fails_its_check(tmp_path):
    days = "SELECT topic_id, contacts FROM weekly.topic_days"
    with open_warehouse(Home(tmp_path)) as con:
        con.execute("INSERT INTO weekly.topic_days VALUES (?, ?, 0, 5)", [WEEK.start, WEEK.start])
        put(con, "topics", (*ROW[:8], 4, *ROW[9:]))  # a row read that nobody kept
        with pytest.raises(DataCheckError, match="source_weeks"):
            replace_weeks(con, ["4_weekly/43_topic_days", CARRIED], WEEK)
        assert con.execute(days).fetchall() == [(0, 5)]


def test_computed_rows_are_checked_too(tmp_path):
    columns = ["source", "holds", "records", "contacts", "days_with_records", "days_expected"]
    columns += [
        "is_complete",
        "why_incomplete",
        "rows_read",
        "rows_kept",
        "rows_repeated",
        "rows_quarantined",
        "note",
        "begins_on",
    ]
    rows = pd.DataFrame([("2026-08-17", *ROW)], columns=["week_start", *columns])
    with open_warehouse(Home(tmp_path)) as con, pytest.raises(DataCheckError):
        replace_rows(con, CARRIED, WEEK, rows)  # a source that topics never handed on


def test_a_held_warehouse_is_opened_once(tmp_path):
    home = Home(tmp_path)
    with hold_warehouse(home), open_warehouse(home) as one, open_warehouse(home) as other:
        assert one is other
    assert home.warehouse not in warehouse.HELD


def hold_it(path, ready, done):
    con = duckdb.connect(path)
    ready.set()
    done.wait(30)
    con.close()


def test_a_warehouse_in_use_is_waited_for_then_named(tmp_path, monkeypatch):
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Event(), spawn.Event()
    holder = spawn.Process(target=hold_it, args=(str(Home(tmp_path).warehouse), ready, done))
    holder.start()
    assert ready.wait(30)
    monkeypatch.setattr(warehouse, "LOCK_PATIENCE_SECONDS", 0.3)
    with (
        pytest.raises(TrendError, match="in use by another process"),
        open_warehouse(Home(tmp_path)),
    ):
        pass
    done.set()
    holder.join(30)
    with open_warehouse(Home(tmp_path)) as con:
        assert con.execute("SELECT 1").fetchone() == (1,)


def test_a_broken_file_says_which(tmp_path):
    (tmp_path / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(TrendError, match="cannot be opened"), open_warehouse(Home(tmp_path)):
        pass
