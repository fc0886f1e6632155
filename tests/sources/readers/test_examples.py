"""Each reader's example lands its fixtures: `trends init DIR --example NAME`, files, and it works."""

import shutil

import pytest

from tests.sources.readers.told import FIXTURES
from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.resources import resource_dir
from trend_lib.base.warehouse import open_warehouse

EXPECTED = {  # source: rows read, kept, repeated, quarantined
    "asterisk_queue_log": {"calls": (30, 27, 1, 2)},
    "amazon_connect": {"connect": (15, 14, 0, 1), "connect_scores": (4, 3, 0, 1), "connect_forms": (5, 4, 0, 1)},
    "genesys_cloud": {"genesys": (5, 5, 0, 0)},
    "survey": {"quality_line": (9, 9, 0, 0)},
    "callbacks": {"callbacks": (4, 4, 0, 0)},
    "evaluations": {"evaluations": (6, 6, 0, 0)},
    "answers": {"answers": (2, 2, 0, 0)},
}  # fmt: skip
FILES = {"survey": "ivr_calls.csv"}  # of fixtures that show several layouts


@pytest.fixture
def landed(tmp_path, request):
    """Return a question to the warehouse of a home made from an example and its fixtures."""
    shutil.copy(resource_dir("config") / "examples" / request.param / "trends.toml", tmp_path)
    text = (tmp_path / "trends.toml").read_text("utf-8")
    settled = text.replace("\ndelivers", "\nsettle_seconds = 0\ndelivers")
    (tmp_path / "trends.toml").write_text(settled, "utf-8")
    home = Home(tmp_path)
    for source in home.config.sources:
        folder = tmp_path / source.path.rpartition("/")[0].removesuffix("/**")
        folder.mkdir(parents=True, exist_ok=True)
        for file in (FIXTURES / request.param).glob(FILES.get(request.param, "*")):
            shutil.copy(file, folder)
    assert not sources.land(home).refused
    with open_warehouse(home) as con:
        yield request.param, con, tmp_path


@pytest.mark.parametrize("landed", EXPECTED, indirect=True)
def test_an_example_lands_its_fixtures_and_every_row_is_accounted_for(landed):
    example, con, _ = landed
    counts = con.execute(
        "SELECT source, sum(rows_read), sum(rows_kept), sum(rows_repeated), sum(rows_quarantined) "
        "FROM sources.deliveries GROUP BY source"
    ).fetchall()
    assert {source: tuple(map(int, rows)) for source, *rows in counts} == EXPECTED[example]


@pytest.mark.parametrize("landed", ["asterisk_queue_log"], indirect=True)
def test_a_call_s_events_and_records_are_one_whole_over_all_files(landed):
    _, con, _ = landed
    wholes = con.execute(
        "SELECT whole_id, count(*) FROM sources.records WHERE part_of IS NOT NULL GROUP BY whole_id"
    ).fetchall()
    assert dict(wholes)["1786960855.101"] == 4 + 1 + 3  # queue_log, Master.csv, cdr.csv


@pytest.mark.parametrize("landed", ["amazon_connect"], indirect=True)
def test_a_transfer_and_an_analysis_are_parts_of_the_first_contact(landed):
    _, con, _ = landed
    whole = con.execute(
        "SELECT source_id FROM sources.records WHERE source = 'connect' AND whole_id = 'c-1' ORDER BY 1"
    ).fetchall()
    assert whole == [("c-1",), ("c-1:analysis",), ("c-2",)]


@pytest.mark.parametrize("landed", ["survey"], indirect=True)
def test_a_survey_where_one_is_the_best_is_turned_round_and_silence_stays_silence(landed):
    _, con, home = landed
    scores = con.execute(
        "SELECT score FROM read_parquet($files) ORDER BY line",
        {"files": str(home / "landing" / "quality_line" / "*.parquet")},
    ).fetchall()
    assert [score for (score,) in scores] == [5, 4, 5, 1, None, None, None, None, None]
