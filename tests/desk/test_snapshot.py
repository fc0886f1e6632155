"""The desk reads what was published, under the warehouse's names, whatever version of ours published it."""

import os
from datetime import UTC, datetime

import duckdb
import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.episode_list import Wanted, show_episodes
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report.published import MARTS, SNAPSHOT, name_published, write_published
from trend_lib.report.worklists import PERSONS, WORKLISTS

from .test_episode_page import told

SNAPSHOT_PLACE = f"published/{SNAPSHOT}"


@pytest.mark.parametrize("mart", [*MARTS, *WORKLISTS, *PERSONS])
def test_every_published_table_reads_as_in_the_warehouse(home, mart):
    with open_warehouse(home) as con:
        expected = con.execute(f"SELECT * FROM {mart} ORDER BY ALL").fetchall()
    with open_snapshot(home) as con:
        assert con.execute(f"SELECT * FROM {mart} ORDER BY ALL").fetchall() == expected


def test_no_two_tables_are_published_under_one_name():
    assert len({name_published(mart) for mart in MARTS}) == len(MARTS)


def test_before_the_first_bulletin_every_table_is_empty(tmp_path):
    with open_snapshot(seeding.new_home(tmp_path / "new")) as con:
        assert read(con, "SELECT * FROM episodes.episodes") == []


def test_the_foot_of_a_page_says_when_what_it_shows_was_published(home, anna, tmp_path):
    at = datetime(2026, 9, 21, 6, 5, tzinfo=UTC).timestamp()
    os.utime(home.path / SNAPSHOT_PLACE, (at, at))
    page = told(show_episodes(home, anna, Wanted()))
    assert "Shows what was published on Mon 21 Sept 2026, 09:05." in page
    new = seeding.new_home(tmp_path / "new")
    assert "Nothing was published yet." in show_episodes(new, anna, Wanted())


def test_the_next_page_sees_what_was_published_meanwhile(home, change):
    owners = "SELECT DISTINCT owner FROM episodes.episodes"
    with open_snapshot(home) as con:
        change("UPDATE episodes.episode_weeks SET owner = 'vera'")
        assert read(con, owners) != [{"owner": "vera"}]  # one page is of one version
    with open_snapshot(home) as con:
        assert read(con, owners) == [{"owner": "vera"}]


def test_a_column_that_an_older_version_did_not_publish_is_empty(home):
    with duckdb.connect(str(home.path / SNAPSHOT_PLACE)) as con:
        con.execute("ALTER TABLE episode_weeks DROP COLUMN resurfaced_from")
        con.execute("DROP TABLE terms")
    with open_snapshot(home) as con:
        rows = read(con, "SELECT episode_id, resurfaced_from FROM episodes.episode_weeks")
        assert rows
        assert {row["resurfaced_from"] for row in rows} == {None}
        assert read(con, "SELECT * FROM episodes.terms") == []


def test_nothing_can_be_written_through_a_page(home):
    with open_snapshot(home) as con, pytest.raises(duckdb.Error):
        con.execute("DELETE FROM snapshot.episode_weeks")


def test_a_home_with_a_quote_in_its_path_is_read(tmp_path):
    from trend_lib.report.published import write_published

    home = seeding.seed(seeding.new_home(tmp_path / "o'brien"))
    write_published(home)
    with open_snapshot(home) as con:
        assert read(con, "SELECT count(*) AS rows FROM episodes.episodes")[0]["rows"] > 0


def test_a_run_that_died_before_the_snapshot_leaves_it_to_the_next(home):
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.episode_weeks SET owner = 'somebody else'")
    in_the_way = home.folder("published") / ".trends.duckdb.new"
    in_the_way.mkdir()  # stops it where a power cut may
    with pytest.raises(OSError, match="directory"):
        write_published(home)
    in_the_way.rmdir()
    write_published(home)
    with duckdb.connect(home.folder("published") / "trends.duckdb", read_only=True) as con:
        owners = con.execute("SELECT DISTINCT owner FROM episode_weeks").fetchall()
    assert owners == [("somebody else",)]
