"""A new key changes every hash and nothing else: who is the same stays the same."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.cli import app

WEEK = Week(date(2026, 8, 17))
SOURCE = """
[[sources]]
name = "{name}"
holds = "{holds}"
path = "drop/{name}/*.csv"
settle_seconds = 0
[sources.columns]
{columns}
"""
CONTACT = 'source_id = "id"\nopened_at = "at"\ntext = "words"\ncustomer = "who"'
CALLBACK = (
    'source_id = "id"\ncalled_at = "at"\nworklist = "list"\noutcome = "came"\ncustomer = "who"'
)
FILES = {
    "calls": "id,at,words,who\n1,2026-08-18 09:00,no signal,0671234567\n2,2026-08-18 10:00,slow,0501234567\n",
    "desk": "id,at,words,who\n1,2026-08-19 09:00,still none,+38 (067) 123-45-67\n2,2026-08-25 10:00,thanks,\n",
    "dialler": "id,at,list,came,who\n1,2026-08-20 09:00,unresolved,reached,380671234567\n",
}
HASHES = """
SELECT contact_id AS id, customer_id FROM contacts.contacts
UNION ALL SELECT callback_id, customer_id FROM contacts.callbacks
UNION ALL SELECT 'topic of ' || contact_id, customer_id FROM topics.contact_topics
"""
PLACE = """
INSERT INTO topics.contact_topics BY NAME
SELECT contact_id, week_start, day, 2 AS topic_id, 2 AS subtopic_id, 'technical' AS kind, 0.5 AS similarity,
    false AS is_new_topic, channel, text, customer_id, 'm' AS model_version
FROM contacts.contacts WHERE contact_id = 'calls:1'
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.delenv("TRENDS_HASH_KEY", raising=False)
    config = [
        SOURCE.format(name=name, holds="contacts", columns=CONTACT) for name in ("calls", "desk")
    ]
    config += [SOURCE.format(name="dialler", holds="callbacks", columns=CALLBACK)]
    (tmp_path / "trends.toml").write_text("".join(config), "utf-8")
    for name, text in FILES.items():
        (tmp_path / "drop" / name).mkdir(parents=True)
        (tmp_path / "drop" / name / "1.csv").write_text(text, "utf-8")
    made = Home(tmp_path)
    assert not sources.land(made).refused
    build(made)
    with open_warehouse(made) as con:
        con.execute(PLACE)
    return made


def build(home):
    for week in (WEEK, WEEK.plus(1)):
        contacts.build(home, week)


def hashes(home):
    with open_warehouse(home) as con:
        return dict(con.execute(HASHES).fetchall())


def rotate(home):
    answer = CliRunner().invoke(app, ["rotate-key", "--home", str(home.path), "--json"])
    assert answer.exit_code == 0, (answer.stdout, answer.stderr)
    return json.loads(answer.stdout)


def test_every_hash_is_new_and_the_same_people_stay_the_same(home):
    before, key_before = hashes(home), (home.path / "hash.key").read_text("ascii")
    said = rotate(home)
    after = hashes(home)
    assert said["contacts"] == {"rows": 3, "customers_before": 2, "customers": 2, "forgotten": 0}
    assert (said["callbacks"]["rows"], said["key"]) == (1, "hash.key")
    assert (home.path / "hash.key").read_text("ascii") != key_before
    assert not (home.path / "hash.key.next").exists()
    assert not {*filter(None, before.values())} & {*after.values()}
    same_person = ("calls:1", "desk:1", "dialler:1", "topic of calls:1")
    assert len({after[name] for name in same_person}) == 1
    assert after["desk:2"] is None


def test_weeks_built_after_it_have_the_same_hashes(home):
    rotate(home)
    after = hashes(home)
    build(home)
    assert hashes(home) == after


def test_a_command_cut_short_goes_on_with_the_same_key(home):
    (home.path / "hash.key.next").write_text("half way", "ascii")
    rotate(home)
    assert (home.path / "hash.key").read_text("ascii") == "half way"


def test_a_key_in_the_environment_is_used_and_never_written(home, monkeypatch):
    kept = (home.path / "hash.key").read_text("ascii")
    monkeypatch.setenv("TRENDS_HASH_KEY", "another")
    before = hashes(home)
    assert rotate(home)["key"] == "TRENDS_HASH_KEY"
    assert hashes(home)["calls:1"] != before["calls:1"]
    assert (home.path / "hash.key").read_text("ascii") == kept
    build(home)
    assert hashes(home)["calls:1"] == hashes(home)["topic of calls:1"]


def test_whose_originals_are_gone_belongs_to_nobody_and_is_counted(home):
    with open_warehouse(home) as con:
        con.execute("DELETE FROM sources.records WHERE source = 'calls' AND source_id = '2'")
    assert rotate(home)["contacts"]["forgotten"] == 1
    assert hashes(home)["calls:2"] is None


def test_who_was_erased_stays_erased_when_a_later_file_brings_them_again(home):
    erased = CliRunner().invoke(app, ["erase", "0671234567", "--home", str(home.path), "--json"])
    assert erased.exit_code == 0, erased.stderr
    rotate(home)
    (home.path / "drop" / "calls" / "2.csv").write_text(
        FILES["calls"] + "3,2026-08-19 10:00,slow,0501234567\n", "utf-8"
    )
    sources.land(home)
    build(home)
    assert [name for name in hashes(home) if name.startswith("calls")] == ["calls:2", "calls:3"]


def test_where_landing_lost_a_file_nothing_changes(home):
    before, key = hashes(home), (home.path / "hash.key").read_text("ascii")
    next((home.path / "landing" / "desk").glob("*.parquet")).unlink()
    answer = CliRunner().invoke(app, ["rotate-key", "--home", str(home.path)])
    assert answer.exit_code == 1
    assert "put it back from a backup" in answer.stderr
    assert (hashes(home), (home.path / "hash.key").read_text("ascii")) == (before, key)


def test_it_says_what_it_did(home):
    answer = CliRunner().invoke(app, ["rotate-key", "--home", str(home.path)])
    assert "contacts: 3 rows of 2 customers have new hashes (2 customers before)" in " ".join(
        answer.stdout.split()
    )
