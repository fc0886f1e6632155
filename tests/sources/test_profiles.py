"""The settings that come with the product: complete, commented, and true of the exports they name."""

import csv
import re
import shutil
from datetime import date

import pytest

from tests.sources.conftest import real_export
from trend_lib import sources
from trend_lib.base.config import load_config
from trend_lib.base.home import Home
from trend_lib.base.registers import OPTIONAL, REGISTERS, register_columns
from trend_lib.base.resources import resource_dir
from trend_lib.base.settings import SourceConfig, TrendConfig
from trend_lib.base.source_columns import COLUMNS_OF
from trend_lib.base.topic_settings import NamerConfig
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week, weeks_between

CONFIG = resource_dir("config")
EXAMPLES = sorted(folder.name for folder in (CONFIG / "examples").iterdir())


def test_the_default_file_says_what_the_defaults_are():
    assert load_config(CONFIG / "trends.toml") == TrendConfig()


TABLES = {
    "extra_patterns",
    "llm",
    "name_models",
    "retention",
    "slack_members",
    "limits",
    "lists",
    "teams",
    "reviewers",
}  # no keys


def test_every_setting_stands_in_the_default_file_with_a_comment():
    lines = (CONFIG / "trends.toml").read_text("utf-8").splitlines()
    sections = {
        name: field.annotation
        for name, field in TrendConfig.model_fields.items()
        if name != "sources"
    }
    sections["topics.llm"] = NamerConfig
    for table in (
        "topics.llm",
        "alerts.slack_members",
        "unresolved.limits",
        "callbacks.lists.closed_request",
        "desk.reviewers",
        "alerts.teams.callers",
    ):
        assert any(line.removeprefix("# ").startswith(f"[{table}]") for line in lines)
    for section, model in sections.items():
        for key in set(model.model_fields) - TABLES:
            written = [line for line in lines if re.match(rf"{key} = .*#", line)]
            assert written, f"[{section}] {key}"


def test_the_generic_example_explains_every_key_of_a_source():
    text = (CONFIG / "examples" / "generic_csv" / "trends.toml").read_text("utf-8")
    keys = (
        set(SourceConfig.model_fields)
        - {"columns", "dates", "values", "scales", "live", "far", "query"}  # tables, not keys
        | COLUMNS_OF["contacts"]
    )
    assert [
        key for key in sorted(keys) if not re.search(rf"^(# )?{key} = .", text, re.MULTILINE)
    ] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_valid_and_says_what_it_is(example):
    file = CONFIG / "examples" / example / "trends.toml"
    assert load_config(file).sources
    assert file.read_text("utf-8").startswith("# ")


def test_every_register_has_a_file_with_its_header(tmp_path):
    (tmp_path / "trends.toml").write_text("")
    with open_warehouse(Home(tmp_path)) as con:
        for name in REGISTERS:
            with (CONFIG / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                needed = set(register_columns(con, name)) - set(OPTIONAL.get(name, ()))
                (header,) = csv.reader(file)
                assert set(header) == needed


def home_of(tmp_path, example, export, change=lambda text: text):
    text = (CONFIG / "examples" / example / "trends.toml").read_text("utf-8")
    (tmp_path / "trends.toml").write_text(change(text), "utf-8")
    home = Home(tmp_path)
    folder = tmp_path / "drop" / home.config.sources[0].name
    folder.mkdir(parents=True)
    shutil.copy(real_export(export), folder)
    return home


def ask(home, sql):
    with open_warehouse(home) as con:
        return con.execute(sql).fetchall()


def test_the_fcc_example_lands_every_row_in_its_true_week(tmp_path):
    home = home_of(tmp_path, "fcc_complaints_csv", "comcast_2015")
    landed = sources.land(home)
    assert (
        landed.rows_read,
        landed.rows_kept + landed.rows_quarantined + landed.rows_repeated,
    ) == (2224, 2224)
    weeks = dict(ask(home, "SELECT week_start, count(*) FROM sources.records GROUP BY week_start"))
    counts = [
        weeks[week.start] for week in weeks_between(Week.parse("2015-W14"), Week.parse("2015-W27"))
    ]
    assert sum(counts) == 2224
    assert counts[12] == 657
    assert all(78 <= count <= 199 for count in counts[1:12])
    assert sources.latest_week(home) == Week.parse("2015-W26")
    for week in weeks_between(Week.parse("2015-W14"), Week.parse("2015-W27")):
        sources.account(home, week)
    whole = ask(home, "SELECT is_complete FROM sources.source_weeks ORDER BY week_start")
    assert whole == [(False,), *[(True,)] * 12, (False,)]
    assert ask(home, "SELECT note FROM sources.deliveries") == [(None,)]


def test_without_its_repair_the_fcc_example_is_told_that_dates_look_exchanged(tmp_path):
    home = home_of(
        tmp_path,
        "fcc_complaints_csv",
        "comcast_2015",
        lambda text: text.replace('"swap_day_month"', '""'),
    )
    sources.land(home)
    [(note,)] = ask(home, "SELECT note FROM sources.deliveries")
    assert "9 of 12 months hold no day after the 12th" in note
    assert "correlation 0.52, exchanged back 1.00" in note


def test_the_cfpb_example_lands_every_row(tmp_path):
    home = home_of(tmp_path, "cfpb_complaints_csv", "cfpb_2015q1")
    landed = sources.land(home)
    assert (landed.rows_read, landed.rows_kept, landed.rows_quarantined) == (28156, 28156, 0)
    span = ask(home, "SELECT min(day), max(day) FROM sources.records")
    assert span == [(date(2015, 1, 1), date(2015, 3, 19))]
    assert ask(home, "SELECT note FROM sources.deliveries") == [(None,)]


def test_the_ccts_example_is_refused_because_it_has_no_dates(tmp_path):
    home = home_of(tmp_path, "ccts_issues_csv", "ccts_canada_2024_25")
    [said] = sources.land(home).refused
    assert "no column for opened_at: this export has no dates" in said
    assert "'Secondary Category'" in said
    assert ask(home, "SELECT count(*) FROM sources.records") == [(0,)]
    assert not (tmp_path / "landing" / "issues").exists()


def test_the_ccts_example_reads_such_a_file_once_it_has_a_date(tmp_path):
    home = home_of(tmp_path, "ccts_issues_csv", "ccts_canada_2024_25")
    file = next((tmp_path / "drop" / "issues").iterdir())
    lines = file.read_bytes().splitlines(keepends=True)
    dated = (
        lines[:6] + [b"Date Received," + lines[6]] + [b"2024-09-02," + line for line in lines[7:]]
    )
    file.write_bytes(b"".join(dated))
    landed = sources.land(home)
    assert landed.refused == ()
    assert (
        landed.rows_read
        == landed.rows_kept + landed.rows_repeated + landed.rows_quarantined
        > 15_000
    )
