"""Real public exports, through profiles of their own."""

import shutil

import duckdb
import pytest

from tests.flow.conftest import real_data
from trend_lib.base.errors import MisuseError, SourceError
from trend_lib.doctor import examine
from trend_lib.making import make_home
from trend_lib.running import backfill, land, run


def make(folder, example, data, drop):
    make_home(folder, example)
    shutil.copy(next(real_data(data).glob("*.csv")), folder / drop)
    return folder


def ask(folder, sql):
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def regulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "home"
    make(folder, "fcc_complaints_csv", "comcast_2015", "drop/complaints")
    backfill(folder, "2015-W14", "2015-W25", bulletins=False)
    return folder, run(folder, "2015-W26")


def test_every_row_of_the_regulators_export_is_accounted_for(regulator):
    rows = ask(
        regulator[0],
        "SELECT rows_read, rows_kept + rows_repeated + rows_quarantined FROM sources.deliveries",
    )
    assert rows == [(2224, 2224)]


def test_its_weeks_are_those_of_the_true_dates(regulator):
    weeks = ask(
        regulator[0],
        "SELECT week_start, contacts, is_complete FROM weekly.topic_weeks "
        "WHERE topic_id = 0 AND slice_dim = 'all' ORDER BY week_start",
    )
    counts = [contacts for _, contacts, _ in weeks]
    assert len(weeks) == 13  # 2015-W14 to W26; W27 is a part week that nobody asked for
    assert counts[-1] == 657
    assert all(78 <= contacts <= 199 for contacts in counts[1:-1])
    assert [complete for _, _, complete in weeks] == [False] + [True] * 12


def test_the_week_of_the_uproar_alarms_and_says_what_rose(regulator):
    folder, answer = regulator
    alarms = ask(
        folder,
        "SELECT count(*) FROM detection.assessments "
        "WHERE is_alarm AND week_start = DATE '2015-06-22' AND topic_id <> 0",
    )
    assert alarms[0][0] >= 1
    assert answer["summary"]["episodes"]
    assert all(row["state"] == "open" for row in answer["summary"]["episodes"])


def test_weeks_before_the_data_do_not_exist(regulator):
    with pytest.raises(
        MisuseError, match=r"2015-W05 does not exist: the data covers 2015-W14 to 2015-W27"
    ):
        run(regulator[0], "2015-W05")


def test_latest_is_the_last_whole_week(regulator):
    assert run(regulator[0], "latest")["week"] == "2015-W26"


def test_without_the_repair_the_dates_look_exchanged(tmp_path):
    folder = make(tmp_path / "home", "fcc_complaints_csv", "comcast_2015", "drop/complaints")
    settings = folder / "trends.toml"
    text = settings.read_text("utf-8").replace('repair = "swap_day_month"', 'repair = ""')
    settings.write_text(text, "utf-8")
    land(folder)
    said = [f["says"] for f in examine(folder)["findings"] if f["what"].startswith("delivery")]
    assert any("dates look exchanged" in text for text in said)


def test_the_consumer_bureaus_export_loads(tmp_path):
    folder = make(tmp_path / "home", "cfpb_complaints_csv", "cfpb_2015q1", "drop")
    landed = land(folder)
    assert landed["rows_read"] == 28156
    assert landed["rows_kept"] + landed["rows_repeated"] + landed["rows_quarantined"] == 28156


def test_an_export_without_dates_is_refused_and_nothing_half_loaded(tmp_path):
    folder = make(tmp_path / "home", "ccts_issues_csv", "ccts_canada_2024_25", "drop/issues")
    with pytest.raises(SourceError, match="opened_at"):
        land(folder)
    with pytest.raises(SourceError, match="opened_at"):
        run(folder, "latest")
    assert ask(folder, "SELECT count(*) FROM sources.records") == [(0,)]
