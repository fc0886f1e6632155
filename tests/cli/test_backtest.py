"""`trends backtest` from the command line: weeks, marks, files; nothing in the warehouse changes."""

import json

import pytest
from typer.testing import CliRunner

from tests.detection.weekly_rows import provider
from trend_lib.base.weeks import Week
from trend_lib.cli import app

LAST = Week.parse("2026-W34")
SPAN = f"{LAST.plus(-3)}..{LAST}"


@pytest.fixture
def folder(tmp_path):
    """A home of forty weeks, with what people said of four episodes."""
    with provider(tmp_path / "home") as desk:
        desk.write_quiet_weeks(str(LAST), 40)
        for name, week, states in (
            ("2026-W31-T1", -3, ("open", "acknowledged", "recovering", "closed")),
            ("2026-W32-T2", -2, ("open", "acknowledged", "false_alarm")),
            ("2026-W33-T3", -1, ("open", "recovering")),
            ("2025-W50-T4", -36, ("false_alarm",)),
        ):
            for later, state in enumerate(states):
                write_state(desk.con, name, LAST.plus(week), later, state)
        for week in (LAST.plus(-39), LAST):
            desk.con.execute(RECORD, {"id": str(week), "start": week.start, "day": week.last_day})
    return tmp_path / "home"


RECORD = """
INSERT INTO sources.records BY NAME
SELECT 'desk' AS source, $id AS source_id, 'contacts' AS holds, $start AS week_start, $day AS day,
    'd' AS delivery_id, 1 AS line, 'h' AS row_hash, $id AS whole_id, $start AS whole_week
"""
STATE = """
INSERT INTO episodes.episode_weeks BY NAME
SELECT ? AS week_start, ? AS episode_id, 1 AS topic_id, 'x' AS topic_name, ? AS opened_week,
    ? AS last_alarm_week, ? AS state, '' AS grade, 1 AS observed, 'level' AS method,
    CAST([] AS VARCHAR[]) AS known_events, CAST([] AS VARCHAR[]) AS examples
"""


def write_state(con, name, opened, later, state):
    """One week of an episode's life."""
    con.execute(STATE, [opened.plus(later).start, name, opened.start, opened.start, state])


def run(folder, *words, code=0):
    answer = CliRunner().invoke(
        app, ["backtest", "--plantings", "1", "--home", str(folder), *map(str, words)]
    )
    assert answer.exit_code == code, (answer.output, answer.exception)
    return answer


def test_it_says_how_loud_how_sharp_and_which_settings(folder):
    said = run(folder, "--weeks", SPAN).stdout
    assert "4 weeks, 2026-W31 to 2026-W34" in said
    assert "×1.25" in said
    assert "topic 3" in said
    assert "For at most 3 alarming topics a week" in said
    assert "Not as known then: deliveries that came late" in " ".join(said.split())


def test_people_s_marks_are_counted_once_an_episode_and_the_last_word_holds(folder):
    marks = json.loads(run(folder, "--weeks", SPAN, "--json").stdout)["marks"]
    assert (marks["useful"], marks["false_alarms"], marks["episodes"]) == (1, 1, 3)
    assert marks["precision"] == 0.5
    assert marks["lower"] < 0.5 < marks["upper"]


def test_without_marks_precision_is_not_known_and_says_so(folder):
    said = run(folder, "--weeks", f"{LAST.plus(-10)}..{LAST.plus(-8)}")
    assert "Nobody marked any of the 0 episodes" in " ".join(said.stdout.split())


def test_the_page_and_its_numbers_are_written_where_asked_and_nowhere_else(folder, tmp_path):
    before = sorted(folder.rglob("*"))
    answer = json.loads(run(folder, "--weeks", SPAN, "--out", tmp_path / "out", "--json").stdout)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "backtest.html",
        "backtest.json",
    }
    written = json.loads((tmp_path / "out" / "backtest.json").read_text("utf-8"))
    assert written == {name: answer[name] for name in written}
    assert sorted(folder.rglob("*")) == before


def test_the_last_weeks_may_be_asked_for_by_number(folder):
    answer = json.loads(run(folder, "--weeks", "last:2", "--json").stdout)
    assert len(answer["weeks"]) == 2


def test_weeks_beyond_the_data_are_cut(folder):
    answer = json.loads(run(folder, "--weeks", f"{LAST.plus(-1)}..{LAST.plus(9)}", "--json").stdout)
    assert (answer["first_week"], answer["last_week"]) == (str(LAST.plus(-1)), str(LAST))


@pytest.mark.parametrize(
    ("weeks", "said"),
    [("last:0", "write last:26"), ("2026-W34", "write last:26"), ("2030-W01..2030-W02", "the data covers"),
     ("2026-W34..2026-W33", "the data covers"), ("a..b", "is not a week")],
)  # fmt: skip
def test_weeks_that_cannot_be_meant_are_refused_with_the_cure(folder, weeks, said):
    assert said in run(folder, "--weeks", weeks, code=2).stderr


def test_a_home_without_data_says_what_to_do(tmp_path):
    with provider(tmp_path / "empty"):
        pass
    assert "put exports into drop/" in run(tmp_path / "empty", code=2).stderr
