"""Rows of a database: those that changed, in files, whatever their types; in SQLite and in a real PostgreSQL."""

import json
from datetime import date

import pytest

from tests.sources.fetching.databases import BY_CHANGE, SELECT, Desk, postgres
from trend_lib import sources
from trend_lib.base.errors import ConfigError
from trend_lib.base.warehouse import open_warehouse

__all__ = ["postgres"]  # a fixture


def whole(home, **more):
    (fetched,) = sources.fetch(home, **more).sources
    assert fetched.fault == ""
    return fetched.records


def contacts(home):
    landed = sources.land(home)
    assert (landed.refused, landed.growing, landed.rows_quarantined) == ((), (), 0)
    with open_warehouse(home) as con:
        found = con.execute("SELECT source_id FROM sources.records").fetchall()
    return sorted(int(one) for (one,) in found)


@pytest.fixture(params=["sqlite", "timestamp", "timestamptz"])
def desk(request, tmp_path, monkeypatch):
    if request.param == "sqlite":
        desk = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.db", "TEXT")
    else:
        address = request.getfixturevalue("postgres")
        monkeypatch.setenv("TRENDS_DESK_TOKEN", "invented")
        desk = Desk(tmp_path, address, request.param, password="invented")
    yield desk
    desk.engine.dispose()


def test_all_rows_come_at_first_and_then_those_that_changed(desk):
    desk.add(*range(1, 31))
    home = desk.home()
    assert whole(home) == 30
    assert contacts(home) == list(range(1, 31))
    desk.add(31, day=4)
    desk.run("UPDATE tickets SET words = 'solved', changed_at = '2026-08-05 00:00:00' WHERE id = 3")
    assert whole(home) == 3  # and the newest of before, which may have had company since
    assert contacts(home) == list(range(1, 32))


def test_rows_of_one_moment_are_not_torn_apart_by_a_fetch_that_breaks_off(desk, monkeypatch):
    desk.add(*range(60, 660, 60))  # ten of the same minute
    home = desk.home()
    from trend_lib.sources.fetching.drop_box import DropBox

    keep, kept = DropBox.keep, []

    def keep_one(box, page):
        if kept:
            raise KeyboardInterrupt
        kept.append(keep(box, page))

    with monkeypatch.context() as patched:
        patched.setattr(DropBox, "keep", keep_one)
        with pytest.raises(KeyboardInterrupt):
            sources.fetch(home)
    assert len(list((home.path / "drop" / "desk").glob("0*"))) == 1
    whole(home)
    assert contacts(home) == list(range(60, 660, 60))


def test_the_first_fetch_begins_where_settings_say(desk):
    desk.add(1, 2, day=1)
    desk.add(3, 4, day=9)
    home = desk.home(keys=f"{BY_CHANGE}\nsince = 2026-08-05")
    assert whole(home) == 2
    assert whole(home, since=date(2026, 8, 1)) == 4
    assert contacts(home) == [1, 2, 3, 4]


def test_a_time_column_is_asked_for_again_a_while_back(desk):
    if "sqlite" in desk.url:
        pytest.skip("SQLite's times are texts")
    desk.add(1, 2, 3)
    home = desk.home(keys='since_column = "changed_at"\noverlap_seconds = 3600')
    assert whole(home) == 3
    desk.add(0)  # it was written before, and became visible late
    assert whole(home) == 4
    assert contacts(home) == [0, 1, 2, 3]


def test_without_a_column_of_changes_all_comes_each_time_and_counts_once(desk):
    desk.add(1, 2, 3)
    home = desk.home(keys="")
    assert (whole(home), whole(home)) == (3, 3)
    assert contacts(home) == [1, 2, 3]


def test_colons_and_percents_of_a_query_are_its_own(desk):
    desk.add(1, 2, 3)
    cast = "'x'" if "sqlite" in desk.url else "'x'::text"
    sql = f"SELECT *, {cast} AS kind FROM tickets WHERE words NOT LIKE '%:loss' OR words LIKE '100% :x';"
    assert whole(desk.home(sql=sql)) == 2


def test_an_empty_table_is_no_fault(desk):
    assert whole(desk.home(keys=f"{BY_CHANGE}\nsince = 2026-08-05")) == 0
    assert whole(desk.home()) == 0


def test_a_wrong_query_is_told_without_its_rows_or_the_password(desk):
    desk.add(1)
    (fetched,) = sources.fetch(desk.home(sql="SELECT * FROM no_such_table")).sources
    assert "did not answer" in fetched.fault
    assert "invented" not in fetched.fault
    bad = "SELECT id, opened_at, changed_at, CAST(words AS INTEGER) AS words FROM tickets"
    (fetched,) = sources.fetch(desk.home(sql=bad)).sources
    assert "loss" not in fetched.fault


def test_a_wrong_password_and_a_closed_door_are_told(postgres, tmp_path, monkeypatch):
    desk = Desk(tmp_path, postgres, "timestamp", password="invented")
    monkeypatch.setenv("TRENDS_DESK_TOKEN", "wrong-and-invented")
    (fetched,) = sources.fetch(desk.home()).sources
    assert "OperationalError" in fetched.fault
    assert "wrong-and-invented" not in fetched.fault
    desk.url = "postgresql+psycopg://reader@127.0.0.1:1/postgres"
    (fetched,) = sources.fetch(desk.home()).sources
    assert "OperationalError" in fetched.fault
    desk.engine.dispose()


def test_postgres_is_only_read(postgres, tmp_path, monkeypatch):
    monkeypatch.setenv("TRENDS_DESK_TOKEN", "invented")
    desk = Desk(tmp_path, postgres, "timestamp", password="invented")
    desk.run(
        "CREATE OR REPLACE FUNCTION wipe() RETURNS int AS 'DELETE FROM tickets; SELECT 1' LANGUAGE sql"
    )
    desk.add(1)
    (fetched,) = sources.fetch(desk.home(sql=f"{SELECT} WHERE wipe() = 1")).sources
    assert "25006" in fetched.fault  # read_only_sql_transaction
    assert whole(desk.home()) == 1
    desk.engine.dispose()


def test_every_type_of_a_database_becomes_json(postgres, tmp_path, monkeypatch):
    monkeypatch.setenv("TRENDS_DESK_TOKEN", "invented")
    desk = Desk(tmp_path, postgres, "timestamp", password="invented")
    sql = (
        "SELECT 1 AS id, DATE '2026-08-03' AS opened_at, TIME '10:00' AS t, 12.50::numeric AS n, 7::numeric AS i, "
        "'NaN'::float8 AS f, 'NaN'::numeric AS g, '\\xff41'::bytea AS b, INTERVAL '90 s' AS d, ARRAY[1,2] AS a, "
        "'{\"k\": [1]}'::jsonb AS j, gen_random_uuid() AS u, true AS y, NULL AS z, 'x' AS words"
    )
    home = desk.home(sql=sql, keys="")
    whole(home)
    (file,) = (home.path / "drop" / "desk").glob("0*")
    row = json.loads(file.read_text("utf-8"))
    assert len(row.pop("u")) == 36
    assert row == {
        "id": 1, "opened_at": "2026-08-03", "t": "10:00:00", "n": 12.5, "i": 7, "f": None, "g": None,
        "b": "\ufffdA", "d": 90.0, "a": [1, 2], "j": {"k": [1]}, "y": True, "z": None, "words": "x",
    }  # fmt: skip
    desk.engine.dispose()


def test_numbers_count_changes_too(tmp_path):
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.db", "TEXT")
    desk.add(*range(1, 20))
    home = desk.home(keys='since_column = "id"\nsince = 10')
    assert whole(home) == 10
    desk.add(20, 21)
    assert whole(home) == 3
    assert contacts(home) == list(range(10, 22))
    desk.engine.dispose()


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("nonsense", "none that SQLAlchemy knows"),
        ("nonsense://x/y", "none that"),
        ("mysql+pymysql://h/d", "driver"),
    ],
)
def test_a_database_that_is_not_known_is_told(url, cure, tmp_path):
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.db", "TEXT")
    desk.engine.dispose()
    desk.url = url
    (fetched,) = sources.fetch(desk.home()).sources
    assert cure in fetched.fault


def test_a_password_in_the_settings_is_refused(tmp_path):
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.db", "TEXT")
    desk.engine.dispose()
    desk.url = "postgresql+psycopg://reader:hunter2@127.0.0.1/desk"
    with pytest.raises(ConfigError, match="TRENDS_<SOURCE>_TOKEN"):
        _ = desk.home().config
