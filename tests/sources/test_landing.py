"""Landing: once, whole, and nothing lost between drop/ and the tables."""

import errno
import gzip
import hashlib
import json
import os
import time
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pytest

from trend_lib import sources
from trend_lib.base.errors import ConfigError, MisuseError
from trend_lib.base.home import Home
from trend_lib.sources import delivery, drop_state, landing, staging
from trend_lib.sources.landed import RowCounts

HEADER = "id,opened,text\n"
TWO = HEADER + "1,2026-08-17 10:00,no signal\n2,2026-08-18 11:00,bill is wrong\n"


def totals(landed):
    return landed.rows_read, landed.rows_kept, landed.rows_repeated, landed.rows_quarantined


def test_a_delivery_lands_with_its_bytes_its_rows_and_its_weeks(desk):
    file = desk.drop("a.csv", TWO)
    landed = desk.land()
    assert totals(landed) == (2, 2, 0, 0)
    kept = sorted(path.suffix for path in (desk.home.path / "landing" / "desk").iterdir())
    assert kept == [".csv", ".parquet"]
    original = next((desk.home.path / "landing" / "desk").glob("*.csv"))
    assert original.read_bytes() == file.read_bytes()
    assert desk.rows() == [(2, "1", "no signal"), (3, "2", "bill is wrong")]
    assert [str(week) for week in sources.pending_weeks(desk.home)] == ["2026-W34"]


def test_what_landing_answers_can_be_written_as_json(desk):
    desk.drop("a.csv", TWO)
    assert json.loads(json.dumps(asdict(desk.land())))["rows_read"] == 2


def test_the_same_bytes_twice_change_nothing(desk):
    desk.drop("a.csv", TWO)
    desk.land()
    sources.settle(desk.home, sources.pending_weeks(desk.home))
    desk.drop("copy of a.csv", TWO)
    assert desk.land().deliveries == 0
    assert desk.ask("SELECT count(*) FROM sources.deliveries") == [(1,)]
    assert sources.pending_weeks(desk.home) == []


def test_the_same_bytes_twice_in_one_run_land_once(desk):
    desk.drop("a.csv", TWO)
    desk.drop("b.csv", TWO)
    assert totals(desk.land()) == (2, 2, 0, 0)


def test_an_overlapping_export_repeats_what_is_known_and_adds_the_rest(desk):
    desk.drop("a.csv", TWO)
    desk.land()
    desk.drop("b.csv", TWO + "3,2026-08-25 09:00,late\n")
    landed = desk.land()
    assert totals(landed) == (3, 1, 2, 0)
    assert desk.ask("SELECT count(*) FROM sources.records") == [(3,)]


def test_files_in_drop_stay_as_they_are(desk):
    file = desk.drop("a.csv", TWO)
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    desk.land()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_file_that_grew_under_its_name_is_read_again(desk):
    file = desk.drop("a.csv", TWO)
    os.utime(file, (time.time() - 9999, time.time() - 9999))
    desk.land()
    desk.drop("a.csv", TWO + "3,2026-08-19 09:00,more\n")
    assert totals(desk.land()) == (3, 1, 2, 0)


def test_a_swap_of_same_size_and_time_is_seen(desk, monkeypatch):
    monkeypatch.setattr("trend_lib.sources.known_file.QUIET_SECONDS", 0)
    file = desk.drop("a.csv", TWO)
    old = file.stat().st_mtime_ns
    desk.land()
    file.write_text(TWO.replace("no signal", "NO SIGNAL"))
    os.utime(file, ns=(old, old))
    assert desk.land().deliveries == 1


def test_a_known_file_is_not_read_again(desk, monkeypatch):
    monkeypatch.setattr("trend_lib.sources.known_file.QUIET_SECONDS", 0)
    desk.drop("a.csv", TWO)
    desk.land()
    monkeypatch.delattr("trend_lib.sources.landing.stage")  # reading anything would fail now
    assert desk.land() == sources.Landed()


@pytest.mark.parametrize("name", [".a.csv", "a.csv.part", "a.csv.TMP", "a.crdownload", "~$a.xlsx"])
def test_an_unfinished_name_is_left_alone(desk, name):
    desk.drop(name, TWO)
    assert desk.land() == sources.Landed()


def test_a_young_file_is_left_for_the_next_run(make_desk):
    desk = make_desk()
    settings = desk.home.path / "trends.toml"
    settings.write_text(settings.read_text().replace("settle_seconds = 0", "settle_seconds = 60"))
    young = type(desk)(Home(desk.home.path))
    file = young.drop("a.csv", TWO)
    assert young.land().growing == ("drop/desk/a.csv",)
    os.utime(file, (time.time() - 61, time.time() - 61))
    assert young.land().deliveries == 1


def test_a_file_that_grows_while_it_is_read_is_left_alone(desk, monkeypatch):
    file = desk.drop("a.csv", TWO)

    class WriterAtWork:
        def __init__(self):
            with file.open("a") as writer:
                writer.write("3,2026-08-19 09:00,mo")

        def update(self, chunk):
            """Nothing is hashed: the file will be left alone."""

    with monkeypatch.context() as patched:
        patched.setattr(staging.hashlib, "sha256", WriterAtWork)
        assert desk.land().growing == ("drop/desk/a.csv",)
    desk.drop("a.csv", TWO)
    assert totals(desk.land()) == (2, 2, 0, 0)


def test_a_file_that_is_taken_away_once_it_was_listed_is_no_crash_and_costs_no_other(
    desk, monkeypatch
):
    gone = desk.drop("a.csv", TWO)
    desk.drop("b.csv", TWO)
    listed = landing.find_files(desk.home.path, desk.home.config.sources[0])
    gone.unlink()
    with monkeypatch.context() as patched:
        for module in (landing, drop_state):
            patched.setattr(
                module, "find_files", lambda _, source: listed if source.name == "desk" else []
            )
        assert sources.look(desk.home)[0].waiting == 1
        landed = desk.land()
    assert (landed.deliveries, landed.growing, landed.refused) == (1, (), ())


def test_a_file_that_is_taken_away_while_it_is_copied_lands_whole(desk, monkeypatch):
    file = desk.drop("a.csv", TWO)

    class MoverAtWork:
        def __init__(self):
            self.digest = hashlib.sha256()
            file.unlink()

        def __getattr__(self, name):
            return getattr(self.digest, name)

    with monkeypatch.context() as patched:
        patched.setattr(staging, "hashlib", SimpleNamespace(sha256=MoverAtWork))
        assert totals(desk.land()) == (2, 2, 0, 0)
    assert desk.rows() == [(2, "1", "no signal"), (3, "2", "bill is wrong")]


def test_a_file_that_may_not_be_opened_is_refused_with_its_cure_and_costs_no_other(
    desk, monkeypatch
):
    locked = desk.drop("a.csv", TWO)
    desk.drop("b.csv", TWO)
    opened = Path.open

    def open_unless_locked(path, *how, **more):
        if path == locked:  # who runs the tests may read everything
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", open_unless_locked)
    landed = desk.land()
    assert (landed.deliveries, len(landed.refused)) == (1, 1)
    assert "give the user that runs trends the right to read it" in landed.refused[0]


@pytest.mark.parametrize("step", ["keep", "store_quarantine", "store_news"])
def test_a_crash_between_two_steps_leaves_nothing_half_landed(desk, monkeypatch, step):
    desk.drop("a.csv", TWO + "3,,no date\n")

    class PowerCut(BaseException):
        pass

    def die(*_given, **_named):
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(delivery, step, die)
        with pytest.raises(PowerCut):
            desk.land()
    for table in ("deliveries", "quarantine", "records", "touched_weeks"):
        assert desk.ask(f"SELECT count(*) FROM sources.{table}") == [(0,)]
    assert totals(desk.land()) == (3, 2, 0, 1)
    assert not (desk.home.path / "landing" / ".work").exists()


def test_a_refused_file_does_not_hold_back_the_others_and_is_tried_again(desk):
    bad = desk.drop("a.csv", "id,when,text\n1,2026-08-17,x\n")
    desk.drop("b.csv", TWO)
    landed = desk.land()
    assert totals(landed) == (2, 2, 0, 0)
    assert len(landed.refused) == 1
    assert desk.land().refused == landed.refused
    bad.unlink()
    assert desk.land().refused == ()


def test_a_refused_file_lands_once_the_settings_are_right(make_desk):
    desk = make_desk(columns='source_id = "id"\nopened_at = "wann"\ntext = "text"')
    desk.drop("a.csv", TWO)
    assert desk.land().refused
    mended = make_desk()
    assert totals(mended.land()) == (2, 2, 0, 0)
    assert mended.ask("SELECT state FROM sources.deliveries") == [("landed",)]


def test_an_unknown_source_is_misuse(desk):
    with pytest.raises(MisuseError, match="no source is called 'desc'"):
        sources.land(desk.home, "desc")


@pytest.mark.parametrize("path", ["/etc/*.csv", "../other/*.csv"])
def test_a_source_lies_below_the_home(make_desk, path):
    desk = make_desk()
    settings = desk.home.path / "trends.toml"
    settings.write_text(settings.read_text().replace("drop/desk/*", path))
    with pytest.raises(ConfigError, match="below the home"):
        sources.land(Home(desk.home.path))


def test_what_lies_in_landing_keeps_how_it_was_packed(desk):
    desk.drop("week 34.v2.csv.gz", gzip.compress(TWO.encode()))
    desk.land()
    assert len(list((desk.home.path / "landing" / "desk").glob("*.csv.gz"))) == 1


def test_row_counts_add_up_or_say_so():
    assert RowCounts(3, 1, 1, 1).is_accounted
    assert not RowCounts(3, 1, 1, 0).is_accounted
    assert RowCounts(3, 1, 1, 1) + RowCounts(1, 1) == RowCounts(4, 2, 1, 1)


def test_registers_are_loaded_first(desk):
    folder = desk.home.folder("registers")
    (folder / "operators.csv").write_text("operator_id,team\nop1,north\n")
    desk.land()
    assert desk.ask("SELECT operator_id, team FROM registers.operators") == [("op1", "north")]


def test_a_long_file_lies_in_pieces_so_that_a_week_reads_only_its_own(desk):
    rows = "".join(f"{number},2026-08-17,x\n" for number in range(50_000))
    desk.drop("year.csv", f"id,opened,text\n{rows}")
    desk.land()
    [file] = (desk.home.path / "landing" / "desk").glob("*.parquet")
    assert desk.ask(f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{file}')") == [
        (3,)
    ]
