"""`trends quarantine`: reasons with counts and cures; `retry` after a fix of trends.toml."""

import json

import pytest
from typer.testing import CliRunner

from trend_lib.cli import app

SETTINGS = """
[[sources]]
name = "desk"
path = "drop/desk/*"
settle_seconds = 0
[sources.columns]
source_id = "id"
opened_at = "opened"
text = "text"
[sources.dates]
formats = [{formats}]
"""
ISO, LOCAL = '"%Y-%m-%d"', '"%d.%m.%Y"'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "drop" / "desk").mkdir(parents=True)
    declare(tmp_path, ISO)
    rows = "1,2026-08-17,a\n2,03.08.2026,b\n3,04.08.2026,c\n"
    (tmp_path / "drop" / "desk" / "a.csv").write_text("id,opened,text\n" + rows)
    (tmp_path / "drop" / "desk" / "b.csv").write_text(
        'id,opened,text\n4,05.08.2026,d\n5,2026-08-17,"\n'
    )
    run(tmp_path, "land")
    return tmp_path


def declare(folder, *formats):
    (folder / "trends.toml").write_text(SETTINGS.format(formats=", ".join(formats)))


def run(folder, *words):
    answer = CliRunner().invoke(app, [*words, "--home", str(folder)], env={"COLUMNS": "200"})
    assert answer.exit_code == 0, (answer.output, answer.exception)
    return " ".join(answer.stdout.split())


def test_reasons_are_counted_with_an_example_and_the_cure(folder):
    said = run(folder, "quarantine")
    assert "desk bad_date opened_at 3 2 drop/desk/a.csv: 3, 4" in said
    assert "desk unclosed_quote 1 1 drop/desk/b.csv: 3" in said
    assert "bad_date: say how the source writes dates: formats in [sources.dates]." in said


def test_files_are_told_apart_on_demand(folder):
    rows = json.loads(run(folder, "quarantine", "list", "--files", "--json"))["reasons"]
    assert [(row["path"], row["reason"], row["rows"]) for row in rows] == [
        ("drop/desk/a.csv", "bad_date", 2),
        ("drop/desk/b.csv", "bad_date", 1),
        ("drop/desk/b.csv", "unclosed_quote", 1),
    ]


def test_after_a_fix_the_rows_are_kept_and_their_weeks_named(folder):
    declare(folder, ISO, LOCAL)
    said = run(folder, "quarantine", "retry", "desk")
    assert "desk drop/desk/a.csv 2 0 changed" in said
    assert "desk drop/desk/b.csv 2 1 changed" in said
    assert "The next run builds again: 2026-W32" in said
    assert "desk unclosed_quote" in run(folder, "quarantine")
    assert "bad_date" not in run(folder, "quarantine")
    assert "drop/desk/b.csv 1 1 as before" in run(folder, "quarantine", "retry")


def test_a_value_mapped_later_is_read_into_what_lies_there(folder):
    with (folder / "trends.toml").open("a") as settings:
        settings.write('[sources.values]\ntext = { "a" = "no signal" }\n')
    assert "drop/desk/a.csv 2 2 changed" in run(folder, "quarantine", "retry", "--all")
    assert "drop/desk/a.csv 2 2 as before" in run(folder, "quarantine", "retry", "--all")


def test_a_fix_that_would_lose_records_is_refused_in_words(folder):
    declare(folder, LOCAL)
    said = run(folder, "quarantine", "retry")
    assert "drop/desk/a.csv 2 2 left as it was" in said
    assert "drop/desk/a.csv would lose 1 records by today's settings" in said


def test_where_nothing_is_set_aside_it_says_so(tmp_path):
    declare(tmp_path, ISO)
    assert run(tmp_path, "quarantine") == "Nothing is set aside."
    assert "nothing to read again" in run(tmp_path, "quarantine", "retry")


def test_the_doctor_tells_each_source_s_reader_and_what_waits(folder):
    (folder / "drop" / "desk" / "c.csv").write_text("id,opened,text\n9,2026-08-17,z\n")
    said = run(folder, "doctor")
    assert (
        "source desk: contacts by the reader table: 3 files at drop/desk/*, waiting for the next run: 1"
        in said
    )
    run(folder, "land")
    assert "3 files at drop/desk/*, all of them landed" in run(folder, "doctor")


def test_the_doctor_names_a_reader_that_is_not_there(folder):
    text = (folder / "trends.toml").read_text()
    (folder / "trends.toml").write_text(
        text.replace('name = "desk"', 'name = "desk"\nreader = "zendeks"')
    )
    answer = CliRunner().invoke(app, ["doctor", "--home", str(folder), "--json"])
    assert answer.exit_code == 1
    found = json.loads(answer.stdout)["findings"][0]
    assert found["what"] == "source desk"
    assert "there is no reader 'zendeks'; there are: table, " in found["says"]
    assert "zendesk" in found["says"]
