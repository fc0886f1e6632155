"""Answers landed in one go are what they are one by one: nothing lost, nothing twice, whatever else lies there."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, sign, write_answer
from trend_lib.base.secrets import answers_key
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources import landing_together

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
TABLES = {
    "deliveries": "* EXCLUDE (received_at, sequence)",
    "records": "*",
    "quarantine": "*",
    "touched_weeks": "week_start",
}


def say(home, number, **said):
    told = {"action": "useful", "about": f"2026-W34-T{number}"} | said
    return write_answer(home, Answer(NOON + timedelta(minutes=number), "olha", "command", **told))


def write(home, name, **event):
    """Write an event by hand, signed by the home unless it brings a signature."""
    event = {"who": "olha", "way": "command", "action": "useful"} | event
    signed = {"signature": sign(event, answers_key(home.path))} | event
    (home.folder("inbox") / f"{name}.json").write_text(json.dumps(signed), "utf-8")


def odd_files(home):
    """Write what is no plain answer, under names that come before, between and after those of plain ones."""
    inbox = home.folder("inbox")
    (inbox / "0_broken.json").write_text("{", "utf-8")
    (inbox / "3_empty.json").write_text("", "utf-8")
    write(home, "4_forged", said_at="2026-08-20T12:00Z", about="2026-W34-T1", signature="no")
    write(home, "5_no_date", said_at="one day", about="2026-W34-T1")
    write(home, "6_no_such_day", said_at="2026-08-20T12:00Z", until="never", about="2026-W34-T1")
    for number, name in enumerate("12e"):  # three versions of one answer, two of them alike
        note = "second" if number == 1 else "first"
        write(home, f"{name}_told_again", said_at="2026-08-21T12:00Z", event_id="x", note=note, about="2026-W34-T2")  # fmt: skip
    shutil.copy(inbox / "6_no_such_day.json", inbox / "f_the_same_bytes.json")


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "trends.toml").write_text("")
    return Home(tmp_path / "home")


def landed_of(home):
    """Return what landing left: its tables but for the clock, its files, and the rows in them."""
    folder = home.path / "landing"
    with open_warehouse(home) as con:
        tables = {
            name: sorted(map(repr, con.execute(f"SELECT {columns} FROM sources.{name}").fetchall()))
            for name, columns in TABLES.items()
        }
        rows = con.execute(
            "SELECT * REPLACE (parse_filename(filename) AS filename) FROM "
            f"read_parquet('{folder}/inbox/*.parquet', filename = true, union_by_name = true) ORDER BY ALL"
        ).fetchall()
    files = {path.name: path.read_bytes() for path in (folder / "inbox").glob("*.json")}
    return tables, rows, files, [path.name for path in folder.iterdir() if path.name == ".work"]


def copy_of(home, folder):
    return Home(Path(shutil.copytree(home.path, folder)))


@pytest.mark.parametrize("two_in_a_file", [False, True])
def test_they_are_what_they_are_one_by_one(home, tmp_path, monkeypatch, two_in_a_file):
    for number in Random(5).sample(range(500), 30):
        say(home, number, note=f"note {number}")
    odd_files(home)
    if two_in_a_file:
        files = [home.folder("inbox") / f"{name}_told_again.json" for name in "1e"]
        both = [json.loads(file.read_text("utf-8")) for file in files]
        (home.folder("inbox") / "8_both.json").write_text(json.dumps(both), "utf-8")
    one_by_one = copy_of(home, tmp_path / "one_by_one")
    together = sources.land(home)
    monkeypatch.setattr(landing_together, "FEWEST", 1_000)
    assert sources.land(one_by_one) == together
    assert landed_of(home) == landed_of(one_by_one)
    assert (
        together.rows_read
        == together.rows_kept + together.rows_repeated + together.rows_quarantined
    )
    assert sources.land(home).deliveries == 0


def test_an_answer_told_anew_is_the_record_and_one_told_again_is_repeated(home):
    for number in range(5):
        say(home, number)
    write(home, "a", said_at="2026-08-21T12:00Z", event_id="x", note="first", about="2026-W34-T2")
    sources.land(home)
    for number in range(5, 10):
        say(home, number)
    write(home, "b", said_at="2026-08-21T12:00Z", event_id="x", note="second", about="2026-W34-T2")
    write(home, "c", said_at="2026-08-20T12:03Z", event_id=say(home, 3).stem, about="2026-W34-T3")
    landed = sources.land(home)
    assert (landed.deliveries, landed.rows_read) == (7, 7)
    with open_warehouse(home) as con:
        found = con.execute("SELECT source_id FROM sources.records").fetchall()
    assert len(found) == len(set(found)) == 11


class PowerCut(BaseException):
    pass


@pytest.mark.parametrize("step", ["stage", "map_rows", "keep_all", "forget_replaced"])
def test_a_crash_between_two_steps_leaves_nothing_half_landed(home, tmp_path, monkeypatch, step):
    for number in range(6):
        say(home, number)
    undisturbed = copy_of(home, tmp_path / "undisturbed")
    sources.land(undisturbed)

    def die(*_given, **_named):
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(landing_together, step, die)
        with pytest.raises(PowerCut):
            sources.land(home)
    with open_warehouse(home) as con:
        for table in ("deliveries", "records", "touched_weeks"):
            assert con.execute(f"SELECT count(*) FROM sources.{table}").fetchall() == [(0,)]
    sources.land(home)
    assert landed_of(home) == landed_of(undisturbed)
