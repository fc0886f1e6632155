"""A home made by an older version opens, keeps its rows, and says what is new."""

from datetime import date

import duckdb
import pytest

from trend_lib.base.home import Home
from trend_lib.base.schema import missing_columns
from trend_lib.base.warehouse import open_warehouse

AS_IT_WAS = """
CREATE SCHEMA weekly; CREATE SCHEMA episodes;
CREATE TABLE weekly.topic_days (week_start DATE NOT NULL, day DATE NOT NULL, topic_id BIGINT NOT NULL,
    PRIMARY KEY (day, topic_id));
INSERT INTO weekly.topic_days VALUES ('2026-08-17', '2026-08-18', 3);
"""


@pytest.fixture
def old_home(tmp_path):
    home = Home(tmp_path)
    with duckdb.connect(str(home.warehouse)) as con:
        con.execute(AS_IT_WAS)
    return home


@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_home_gains_columns_and_keeps_its_rows(old_home, read_only, caplog):
    with open_warehouse(old_home, read_only=read_only) as con:
        assert missing_columns(con) == []
        assert con.execute("SELECT topic_id, contacts FROM weekly.topic_days").fetchall() == [
            (3, None)
        ]
    assert "weekly.topic_days.contacts" in caplog.text
    assert "trends backfill" in caplog.text


def test_it_is_brought_up_to_date_once(old_home, caplog):
    with open_warehouse(old_home):
        caplog.clear()
    with open_warehouse(old_home):
        assert not caplog.text


def test_a_new_home_has_nothing_to_gain(tmp_path, caplog):
    with open_warehouse(Home(tmp_path)) as con:
        assert missing_columns(con) == []
    assert not caplog.text


def test_new_weeks_of_an_old_home_fill_what_is_new(old_home):
    with open_warehouse(old_home) as con:
        con.execute("INSERT INTO weekly.topic_days VALUES ('2026-08-24', '2026-08-25', 3, 9)")
        assert con.execute("SELECT contacts FROM weekly.topic_days ORDER BY day").fetchall() == [
            (None,),
            (9,),
        ]


def test_records_of_an_old_home_are_wholes_of_their_own(tmp_path, caplog):
    home = Home(tmp_path)
    with duckdb.connect(str(home.warehouse)) as con:
        con.execute(
            "CREATE SCHEMA sources; CREATE TABLE sources.records (source VARCHAR NOT NULL, "
            "source_id VARCHAR NOT NULL, holds VARCHAR NOT NULL, week_start DATE NOT NULL, day DATE NOT NULL, "
            "delivery_id VARCHAR NOT NULL, line BIGINT NOT NULL, row_hash VARCHAR NOT NULL, PRIMARY KEY (source, source_id));"
            "INSERT INTO sources.records VALUES "
            "('desk', 'a', 'contacts', DATE '2026-08-17', DATE '2026-08-18', 'd', 2, 'h')"
        )
    with open_warehouse(home) as con:
        wholes = con.execute("SELECT part_of, whole_id, whole_week FROM sources.records").fetchall()
    assert wholes == [(None, "a", date(2026, 8, 17))]
    assert not caplog.text  # no backfill could fill them better


def test_owners_of_an_old_home_stay_who_the_playbook_said(tmp_path, caplog):
    home = Home(tmp_path)
    with duckdb.connect(str(home.warehouse)) as con:
        con.execute(
            "CREATE SCHEMA episodes; CREATE TABLE episodes.episode_weeks (week_start DATE NOT NULL, "
            "episode_id VARCHAR NOT NULL, owner VARCHAR, PRIMARY KEY (week_start, episode_id));"
            "INSERT INTO episodes.episode_weeks VALUES (DATE '2026-08-17', '2026-W34-T3', 'network')"
        )
    with open_warehouse(home) as con:
        told = con.execute(
            "SELECT suggested_owner, is_snoozed, is_incomplete FROM episodes.episode_weeks"
        )
        assert told.fetchall() == [("network", False, False)]
    assert "suggested_owner" not in caplog.text
