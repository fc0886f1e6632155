"""The daily watch leaves no trace in whole weeks, speaks once, and its episode goes on on Monday."""

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.flow.test_small_home import OF_THE_WATCH, contents
from tests.provider import NO_TEACHER, make_provider
from tests.storm import tickets, usual_words
from trend_lib import flow
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.weeks import Week
from trend_lib.between_mondays import collect
from trend_lib.desk.answering import take_answer
from trend_lib.desk.reader import Reader
from trend_lib.desk.warning_page import show_episode_or_warning
from trend_lib.running import run, watch

BEFORE, WEEK = Week.parse("2026-W45"), Week.parse("2026-W46")
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)
VERA = Reader("vera", may_answer=True, form_token="f" * 64)
NEW_WORDS = (
    "Хмарний архів камери спостереження не відкривається",
    "Камера спостереження: архів у хмарі порожній",
    "Не бачу хмарний архів зі своєї камери спостереження",
    "Архів камери спостереження зник із хмари",
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A small provider up to the week before last; the newest week still runs."""
    folder = make_provider(tmp_path_factory.mktemp("watch") / "home", 12, 200, NO_TEACHER)
    run(folder, str(BEFORE))
    return folder


@pytest.fixture
def running(judged, tmp_path):
    """A copy whose newest week is struck on Wednesday by an old topic, on Thursday also by a new one."""
    folder = Path(shutil.copytree(judged, tmp_path / "home"))
    topic, words = usual_words(folder)
    tickets(folder, "storm.csv", WEDNESDAY, words)
    tickets(folder, "camera.csv", THURSDAY, NEW_WORDS * 10)
    return folder, topic


def messages(folder):
    return {
        path.name: json.loads(path.read_text("utf-8"))
        for path in (folder / "outbox").glob("*slack*W46*")
    }


def test_monday_finds_every_table_as_if_nobody_had_looked(running, tmp_path):
    watched, _ = running
    untouched = Path(shutil.copytree(watched, tmp_path / "untouched"))
    for name in ("storm.csv", "camera.csv"):
        (watched / "drop" / "desk" / name).unlink()
    watch(watched, str(TUESDAY))
    for name, day in (("storm.csv", WEDNESDAY), ("camera.csv", THURSDAY)):
        shutil.copy(untouched / "drop" / "desk" / name, watched / "drop" / "desk")
        watch(watched, str(day))
    run(watched, str(WEEK))
    run(untouched, str(WEEK))
    one, other = contents(watched), contents(untouched)
    ledger = "alerts.ledger"  # holds moments, and how often a message was brought up to date
    landed = {"sources.deliveries", "sources.touched_weeks"}  # when, and in which order
    differing = {table for table in one if one[table] != other[table]}
    assert differing - {ledger, *landed} <= OF_THE_WATCH
    assert not (watched / "rehearsal.duckdb").exists()


def test_an_outbreak_is_told_once_and_monday_goes_on_under_the_same_id(running):
    folder, topic = running
    assert watch(folder, str(TUESDAY))["warnings"] == []
    assert messages(folder) == {}
    answer = watch(folder, str(WEDNESDAY))
    name = f"2026-W46-T{topic}"
    assert [warning["warning_id"] for warning in answer["warnings"]] == [name]
    assert answer["sent"]["outbox"] == 1
    (first,) = messages(folder).values()
    assert "so far this week" in first["text"]
    again = watch(folder, str(WEDNESDAY))
    assert again["sent"]["outbox"] == 0
    desk = open_home(folder)
    assert "so far this week" in show_episode_or_warning(desk, VERA, name, None)
    take_answer(
        desk, "vera", {"action": "start", "about": name, "value": "The exchange was restarted"}
    )
    collect(desk)
    assert "Under way" in show_episode_or_warning(desk, VERA, name, None)
    run(folder, str(WEEK))
    monday = show_episode_or_warning(desk, VERA, name, None)
    assert "so far this week" not in monday
    assert "The exchange was restarted (vera, since" in monday
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        told = con.execute(
            "SELECT about, attempts > 1 FROM alerts.ledger WHERE about LIKE '2026-W46-%'"
        ).fetchall()
    assert (name, True) in told
    updated = messages(folder)[f"2026-W46-slack-{name}.json"]
    assert "so far this week" not in updated["text"]


def test_a_topic_born_this_week_is_told_under_a_name_that_monday_keeps(running):
    folder, _ = running
    answer = watch(folder, str(THURSDAY))
    (born,) = [one for one in answer["warnings"] if "-N" in one["warning_id"]]
    assert born["warning_id"].startswith("2026-W46-D12-N")
    assert born["observed"] >= 35
    later = watch(folder, "2026-11-13")
    assert born["warning_id"] in [one["warning_id"] for one in later["warnings"]]
    assert later["sent"]["outbox"] <= 2  # brought up to date, not told anew
    run(folder, str(WEEK))
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        ((episode, warning),) = con.execute(
            "SELECT episode_id, warning_id FROM episodes.told_early WHERE warning_id LIKE '%-N%'"
        ).fetchall()
        about = [name for (name,) in con.execute("SELECT about FROM alerts.ledger").fetchall()]
    assert episode.startswith("2026-W46-T")
    assert warning in about
    assert episode not in about


def test_a_day_whose_file_has_not_come_is_no_quiet_day(running):
    folder, _ = running
    home = open_home(folder)
    flow.land(home)
    with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
        con.execute("DELETE FROM sources.records WHERE source = 'desk' AND day = ?", [WEDNESDAY])
    watch(folder, str(WEDNESDAY))
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        status = con.execute(
            "SELECT DISTINCT status FROM detection.day_assessments WHERE day = ?", [WEDNESDAY]
        ).fetchall()
        (days,) = con.execute(
            "SELECT max(days_compared) FROM detection.day_assessments WHERE day = ?", [WEDNESDAY]
        ).fetchone()
    assert ("source_incomplete",) in status
    assert ("tested",) not in status
    assert days == 2


def test_a_week_that_was_judged_whole_is_left_to_the_weekly_run(running):
    folder, _ = running
    assert watch(folder, "2026-11-05")["is_watched"] is False
    assert watch(folder, str(WEEK.last_day))["is_watched"] is False
    assert messages(folder) == {}


def test_a_room_of_the_watch_can_be_run_again_alone(running):
    folder, _ = running
    watch(folder, str(THURSDAY))
    before = contents(folder)
    for room in flow.WATCHING:
        flow.enter(room, open_home(folder), THURSDAY)
    assert contents(folder) == before
    with pytest.raises(
        MisuseError, match=r"not counted up to 2026-11-11 .*trends watch 2026-11-11"
    ):
        flow.enter(flow.WATCHING[0], open_home(folder), WEDNESDAY)


def test_a_day_that_is_none_is_refused(running):
    with pytest.raises(MisuseError, match="write it as 2026-08-19"):
        watch(running[0], "tomorrow")
