"""The desk's worklists lie apart from what other tools read, and only the runs' account may open them."""

from datetime import datetime

import duckdb

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.published import write_published
from trend_lib.report.worklists import WORKLISTS_FILE

ROW = {
    "week_start": seeding.WEEK.start, "contact_id": "desk:1", "topic_id": 12, "text": "charged [card]",
    "part": "even", "place": 1, "kind": "technical", "guess": "technical", "probability": 0.41,
    "other_kind": "customer_service", "other_probability": 0.4, "inclusion": 0.1, "of_contacts": 10,
}  # fmt: skip


def rows_in(file):
    with duckdb.connect(file, read_only=True) as con:
        return con.execute("SELECT contact_id, kind FROM kind_sample ORDER BY ALL").fetchall()


def test_worklists_follow_the_warehouse_and_are_written_only_when_a_row_changed(tmp_path):
    home = seeding.new_home(tmp_path / "home")
    file = home.folder("published") / WORKLISTS_FILE
    write_published(home)
    assert rows_in(file) == []
    with open_warehouse(home) as con:
        seeding.insert(con, "topics.kind_sample", [ROW])
    write_published(home)
    assert rows_in(file) == [("desk:1", "technical")]
    before = file.stat().st_ino, file.stat().st_mtime_ns
    write_published(home)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before
    with open_warehouse(home) as con:
        con.execute("DELETE FROM topics.kind_sample")
    write_published(home)
    assert rows_in(file) == []


def test_worklists_are_for_the_runs_account_alone_and_no_mart_names_a_contact(tmp_path):
    home = seeding.new_home(tmp_path / "o'clock")
    said = {
        "answer_id": "a", "week_start": seeding.WEEK.start, "said_at": datetime(2026, 9, 14),  # noqa: DTZ001 - as stored
        "who": "olena", "way": "desk", "action": "kind", "about": "kind:desk:1", "value": "technical", "note": "",
        "is_applied": True,
    }  # fmt: skip
    with open_warehouse(home) as con:
        seeding.insert(con, "topics.kind_sample", [ROW])
        seeding.insert(con, "topics.answers", [said])
    write_published(home)
    folder = home.folder("published")
    assert (folder / WORKLISTS_FILE).stat().st_mode & 0o777 == 0o600
    assert names_contact(folder / WORKLISTS_FILE) == {"kind_sample", "answers"}
    assert names_contact(folder / "trends.duckdb") == set()
    assert not [file for file in folder.glob("*.parquet") if b"desk:1" in file.read_bytes()]


def names_contact(file):
    """Return the tables of a snapshot in which the contact stands."""
    with duckdb.connect(file, read_only=True) as con:
        tables = [
            name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        ]
        return {name for name in tables if "desk:1" in str(con.execute(f"FROM {name}").fetchall())}
