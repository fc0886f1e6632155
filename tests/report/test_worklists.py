"""The desk's worklists lie apart from what other tools read, and only the runs' account may open them."""

import duckdb

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.published import write_published
from trend_lib.report.worklists import WORKLISTS_FILE

ROW = {
    "week_start": seeding.WEEK.start, "contact_id": "desk:1", "topic_id": 12, "text": "charged [card]",
    "kind": "technical", "probability": 0.41, "other_kind": "customer_service", "other_probability": 0.4,
}  # fmt: skip


def rows_in(file):
    with duckdb.connect(file, read_only=True) as con:
        return con.execute("SELECT contact_id, kind FROM doubtful_kinds ORDER BY ALL").fetchall()


def test_worklists_follow_the_warehouse_and_are_written_only_when_a_row_changed(tmp_path):
    home = seeding.new_home(tmp_path / "home")
    file = home.folder("published") / WORKLISTS_FILE
    write_published(home)
    assert rows_in(file) == []
    with open_warehouse(home) as con:
        seeding.insert(con, "topics.doubtful_kinds", [ROW])
    write_published(home)
    assert rows_in(file) == [("desk:1", "technical")]
    before = file.stat().st_ino, file.stat().st_mtime_ns
    write_published(home)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before
    with open_warehouse(home) as con:
        con.execute("DELETE FROM topics.doubtful_kinds")
    write_published(home)
    assert rows_in(file) == []


def test_worklists_are_for_the_runs_account_alone_and_for_no_other_tool(tmp_path):
    home = seeding.new_home(tmp_path / "o'clock")
    write_published(home)
    folder = home.folder("published")
    assert (folder / WORKLISTS_FILE).stat().st_mode & 0o777 == 0o600
    assert not (folder / "doubtful_kinds.parquet").exists()
    with duckdb.connect(folder / "trends.duckdb", read_only=True) as con:
        tables = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert ("doubtful_kinds",) not in tables
