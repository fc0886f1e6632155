import json
from datetime import date, timedelta

import pandas as pd
import pytest
from typer.testing import CliRunner

from trend_lib.cli import app

runner = CliRunner()


def call(*words, code=0):
    answer = runner.invoke(app, list(map(str, words)))
    assert answer.exit_code == code, (answer.stdout, answer.stderr, answer.exception)
    return answer


def test_a_new_home_says_what_to_do_next(tmp_path):
    answer = json.loads(call("init", tmp_path / "home", "--json").stdout)
    assert (tmp_path / "home" / "trends.toml").is_file()
    assert (tmp_path / "home" / "registers" / "playbook.csv").is_file()
    assert "trends doctor" in " ".join(answer["next"])


def test_a_home_is_never_overwritten(tmp_path):
    call("init", tmp_path / "home")
    assert "is a home already" in call("init", tmp_path / "home", code=2).stderr


@pytest.mark.parametrize(
    "example", ["fcc_complaints_csv", "cfpb_complaints_csv", "ccts_issues_csv", "generic_csv"]
)
def test_every_example_makes_a_valid_home(tmp_path, example):
    call("init", tmp_path / "home", "--example", example)
    assert json.loads(call("doctor", "--home", tmp_path / "home", "--json").stdout)["is_well"]


def test_a_new_level_of_a_topic_that_is_not_there_is_told(tmp_path):
    call("init", tmp_path / "home")
    register = tmp_path / "home" / "registers" / "level_shifts.csv"
    assert register.read_text() == "week_start,topic_id,slice_dim,slice_value,why,who\n"
    register.write_text(register.read_text() + "2026-05-04,77,all,all,new tariff,Olena\n")
    findings = json.loads(call("doctor", "--home", tmp_path / "home", "--json", code=1).stdout)
    assert "there is no topic 77" in str(findings)


def test_an_unknown_example_names_those_there_are(tmp_path):
    said = call("init", tmp_path / "home", "--example", "nonesuch", code=2).stderr
    assert "fcc_complaints_csv" in said


def test_no_home_says_how_to_make_one(tmp_path):
    assert "trends init" in call("run", "latest", "--home", tmp_path, code=1).stderr


@pytest.mark.parametrize("week", ["2026-34", "2025-W53", "tomorrow"])
def test_what_is_no_week_is_misuse(tmp_path, week):
    call("init", tmp_path / "home")
    said = call("run", week, "--home", tmp_path / "home", code=2).stderr
    assert week.split("-")[0] in said
    assert "write it as 2026-W34" in said or "has no week 53" in said


def test_a_home_without_data_says_so(tmp_path):
    call("init", tmp_path / "home")
    assert "no whole week" in call("run", "latest", "--home", tmp_path / "home", code=2).stderr


def test_the_doctor_finds_a_broken_setting_and_names_the_line(tmp_path):
    call("init", tmp_path / "home")
    settings = tmp_path / "home" / "trends.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[detecton]\n", "utf-8")
    said = call("doctor", "--home", tmp_path / "home", code=1).stdout
    assert "detecton" in said
    assert "line" in said


def test_an_unknown_room_names_the_rooms(tmp_path):
    call("init", tmp_path / "home")
    said = call("room", "kitchen", "2026-W34", "--home", tmp_path / "home", code=2).stderr
    assert "detection" in said


def test_daily_counts_are_known_by_their_column(tmp_path):
    monday, holidays = date(2026, 1, 5), tmp_path / "holidays.csv"
    days = [monday + timedelta(days=number) for number in range(42)]
    rows = [f"desk,{day},{20 + day.day % 3}" for day in days if day.isoweekday() < 6]
    series = tmp_path / "days.csv"
    series.write_text("\n".join(["series,day,count", *rows[:-1], "desk,2026-02-13,90"]), "utf-8")
    holidays.write_text("day,name\n2026-02-12,Founders' day\n", "utf-8")
    call("assess", series, "--days", "last:2", "--out", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8").count("tested") == 2
    assert "True" in (tmp_path / "out.csv").read_text("utf-8")
    call(
        "assess", series, "--days", "last:3", "--holidays", holidays, "--out", tmp_path / "out.csv"
    )
    assert "holiday_unknown" in (tmp_path / "out.csv").read_text("utf-8")
    holidays.write_text("day,name\nsoon,Founders' day\n", "utf-8")
    refused = call("assess", series, "--holidays", holidays, code=2)
    assert "line 2" in refused.stderr


def test_any_counts_can_be_assessed(tmp_path):
    weeks = [f"2026-W{number:02d}" for number in range(1, 31)]
    counts = [20 + number % 5 for number in range(29)] + [90]
    series = tmp_path / "series.csv"
    pd.DataFrame({"series": "a", "week": weeks, "count": counts}).to_csv(series, index=False)
    call("assess", series, "--out", tmp_path / "out.csv")
    found = pd.read_csv(tmp_path / "out.csv")
    assert found.week.tolist() == ["2026-W30"]
    assert found.is_alarm.tolist() == [True]
    assert found.lower[0] < 25 < found.upper[0] < 90


def test_any_texts_can_be_clustered(tmp_path):
    texts = [
        "the internet is down again",
        "no internet since morning",
        "internet does not work",
    ] * 5
    texts += [
        "I was charged twice",
        "my bill is wrong, charged twice",
        "double charge on the bill",
    ] * 5
    path = tmp_path / "texts.csv"
    labels = ["net"] * 15 + ["bill"] * 15
    pd.DataFrame({"id": range(30), "text": texts, "label": labels}).to_csv(path, index=False)
    answer = call("cluster", path, "--out", tmp_path / "out.csv", "--labels", "label", "--json")
    assert json.loads(answer.stdout)["nmi"] > 0.3
    assert list(pd.read_csv(tmp_path / "out.csv").columns) == [
        "id",
        "topic_id",
        "name",
        "similarity",
        "is_new_topic",
    ]


@pytest.mark.parametrize(("command", "column"), [("assess", "series"), ("cluster", "text")])
def test_a_file_without_the_columns_says_which(tmp_path, command, column):
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n")
    said = call(command, path, code=2).stderr
    assert column in said


def test_the_version_is_printed():
    assert "complaint-trends 0" in call("--version").stdout


def test_square_brackets_in_an_error_reach_the_reader(tmp_path):
    call("init", tmp_path / "home", "--example", "fcc_complaints_csv")
    (tmp_path / "home/drop/complaints.csv").write_text("Nothing,Mapped\n1,2\n")
    said = call("run", "latest", "--home", tmp_path / "home", code=1).stderr
    assert "[sources.columns]" in said


def test_a_file_copied_a_moment_ago_is_named(tmp_path):
    call("init", tmp_path / "home", "--example", "generic_csv")
    (tmp_path / "home/drop/desk/desk.csv").write_text("Nothing,Mapped\n1,2\n")
    said = call("run", "latest", "--home", tmp_path / "home", code=1).stderr
    assert "run again in a minute" in said
