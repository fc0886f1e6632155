"""Each reader's example lands its fixtures: `trends init DIR --example NAME`, files, and it works."""

import shutil

import pytest

from tests.sources.readers.told import FIXTURES
from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.resources import resource_dir
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

EXAMPLES = resource_dir("config") / "examples"
EXPECTED = {  # source: rows read, kept, repeated, quarantined
    "asterisk_queue_log": {"calls": (30, 27, 1, 2)},
    "amazon_connect": {"connect": (15, 14, 0, 1), "connect_scores": (4, 3, 0, 1), "connect_forms": (5, 4, 0, 1)},
    "genesys_cloud": {"genesys": (6, 6, 0, 0)},
    "survey": {"quality_line": (9, 9, 0, 0)},
    "callbacks": {"callbacks": (4, 4, 0, 0)},
    "evaluations": {"evaluations": (6, 6, 0, 0)},
    "answers": {"other_answers": (2, 2, 0, 0)},
}  # fmt: skip
FILES = {"survey": "ivr_calls.csv"}  # of fixtures that show several layouts


@pytest.fixture
def landed(tmp_path, request):
    """Return a question to the warehouse of a home made from an example and its fixtures."""
    shutil.copy(EXAMPLES / request.param / "trends.toml", tmp_path)
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
    contacts.build(home, Week.parse("2026-W34"))
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


@pytest.mark.parametrize("landed", EXPECTED, indirect=True)
def test_files_of_several_shapes_in_one_folder_give_nothing_to_look_at(landed):
    _, con, _ = landed
    assert (
        con.execute("SELECT source, path, note FROM sources.deliveries WHERE note <> ''").fetchall()
        == []
    )


@pytest.mark.parametrize("landed", ["survey"], indirect=True)
def test_a_survey_where_one_is_the_best_is_turned_round_and_silence_stays_silence(landed):
    _, con, home = landed
    scores = con.execute(
        "SELECT score FROM read_parquet($files) ORDER BY line",
        {"files": str(home / "landing" / "quality_line" / "*.parquet")},
    ).fetchall()
    assert [score for (score,) in scores] == [5, 4, 5, 1, None, None, None, None, None]


CALLS = {  # contact: who had it first and last, seconds of waiting and handling, abandoned
    "asterisk_queue_log": {
        "1786960855.101": ("PJSIP/202", "PJSIP/202", 30, 120, False),
        "1786961095.104": (None, None, 68, None, True),
        "1786961195.105": ("PJSIP/201", "PJSIP/201", 100, 60, False),
        "1786961395.108": ("PJSIP/202", "PJSIP/202", 5, 15, False),
        "1786961425.111": (None, None, 7, None, True),
        "1786962000.112": ("PJSIP/201", "PJSIP/201", None, 120, False),
        "1786962600.113": (None, None, None, None, None),
        "node1-1786960855.101": ("PJSIP/202", "PJSIP/202", 30, 120, False),
    },
    "amazon_connect": {
        "c-1": ("operator-1", "operator-2", 55, 350, False),
        "c-3": (None, None, 40, None, True),
        "c-4": (None, None, None, None, None),
        "c-6": ("operator-1", "operator-1", 80, 250, False),
        "c-8": (None, None, 40, None, None),
    },
    "genesys_cloud": {
        "g-1": ("user-1", "user-2", 45, 540, False),
        "g-2": (None, None, None, None, None),
        "g-3": (None, None, 60, None, True),
    },
}
LEFT_OUT = {
    "asterisk_queue_log": {"outbound": 1, "not_a_contact": 2},
    "amazon_connect": {"outbound": 2, "not_a_contact": 1},
    "genesys_cloud": {"outbound": 1, "not_a_contact": 1},
}


@pytest.mark.parametrize("landed", CALLS, indirect=True)
def test_the_files_of_a_call_centre_become_contacts(landed):
    example, con, _ = landed
    found = con.execute(
        "SELECT source_id, first_operator_id, operator_id, wait_seconds, handle_seconds, is_abandoned "
        "FROM contacts.contacts"
    ).fetchall()
    assert {contact: tuple(row) for contact, *row in found} == CALLS[example]
    left_out = con.execute("SELECT reason, contacts FROM contacts.left_out").fetchall()
    assert dict(left_out) == LEFT_OUT[example]


@pytest.mark.parametrize("landed", ["amazon_connect"], indirect=True)
def test_scores_and_forms_find_the_contact_that_they_judge(landed):
    _, con, _ = landed
    scores = con.execute(
        "SELECT contact_id, question, score FROM contacts.survey_answers"
    ).fetchall()
    assert sorted(scores, key=str) == [
        ("connect:c-1", "politeness", 5), ("connect:c-1", "quality", 4), ("connect:c-3", "quality", None),
    ]  # fmt: skip
    judged = con.execute(
        "SELECT DISTINCT contact_id, operator_id FROM contacts.evaluations"
    ).fetchall()
    assert judged == [("connect:c-1", "operator-1")]


def test_a_survey_that_names_a_call_finds_it_though_no_line_is_the_call(tmp_path):
    """Asterisk's call id is that of the events, each of which is a record of its own."""
    home = Home(tmp_path)
    parts = [
        (EXAMPLES / name / "trends.toml").read_text("utf-8")
        for name in ("asterisk_queue_log", "survey")
    ]
    both = parts[0] + "[[sources]]" + parts[1].partition("[[sources]]")[2]
    (tmp_path / "trends.toml").write_text(
        both.replace("\ndelivers", "\nsettle_seconds = 0\ndelivers"), "utf-8"
    )
    for folder, reader, name in (
        ("calls", "asterisk_queue_log", "queue_log"),
        ("quality_line", "survey", "ivr_calls.csv"),
    ):
        (tmp_path / "drop" / folder).mkdir(parents=True)
        shutil.copy(FIXTURES / reader / name, tmp_path / "drop" / folder)
    sources.land(home)
    contacts.build(home, Week.parse("2026-W34"))
    with open_warehouse(home) as con:
        found = con.execute(
            "SELECT operator_id, score FROM contacts.survey_answers INNER JOIN contacts.contacts USING (contact_id) "
            "WHERE question = 'quality' ORDER BY operator_id"
        ).fetchall()
    assert found == [("PJSIP/201", 1), ("PJSIP/202", 5), (None, None)]
