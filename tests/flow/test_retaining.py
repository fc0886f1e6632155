"""What is older than its days goes, for good; counts of weeks stay, and the newest week still runs."""

from datetime import date

import duckdb
import pytest

from tests.everything import places_of
from trend_lib.base.config import load_config
from trend_lib.base.errors import ConfigError
from trend_lib.retaining import retain
from trend_lib.running import run

TODAY = date(2026, 11, 16)  # the Monday after the sample's last week
OLD = date(2026, 9, 20)
ALL = ("landing", "texts", "examples", "contacts", "survey_answers", "callbacks", "quarantine", "messages")  # fmt: skip
COUNTS = "SELECT week_start, topic_id, slice_dim, slice_value, contacts, customers FROM weekly.topic_weeks ORDER BY ALL"
OLD_TEXT = """
SELECT text FROM contacts.contacts
WHERE day < DATE '2026-09-01' AND len(text) > 60 AND customer_id IS NOT NULL
  AND text IN (SELECT text FROM contacts.contacts GROUP BY text HAVING count(*) = 1)
  AND text IN (SELECT unnest(examples) FROM weekly.topic_examples)
ORDER BY contact_id
"""


def keep(home, **days):
    settings = home / "trends.toml"
    told = "\n".join(f"{kind} = {count}" for kind, count in days.items())
    settings.write_text(f"{settings.read_text('utf-8')}\n[privacy.retention]\n{told}\n", "utf-8")


def ask(home, sql):
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_everything_is_kept_for_ever_unless_told_otherwise(copied_home):
    before = ask(copied_home, "SELECT * FROM contacts.contacts ORDER BY ALL")
    assert retain(copied_home, TODAY)["rows"] == {}
    assert ask(copied_home, "SELECT * FROM contacts.contacts ORDER BY ALL") == before


def test_old_words_are_nowhere_and_counts_stay(copied_home):
    (text,) = ask(copied_home, OLD_TEXT)[0]
    counts = ask(copied_home, COUNTS)
    keep(copied_home, **dict.fromkeys(ALL, (TODAY - OLD).days))
    assert places_of(copied_home, text, but=("truth", "bulletins", "landing", "drop"))[text]
    answer = retain(copied_home, TODAY)
    assert answer["rows"]["contacts.contacts"] > 0
    assert places_of(copied_home, text, but=("truth", "bulletins", "landing", "drop")) == {text: []}
    assert ask(copied_home, COUNTS) == counts
    assert ask(copied_home, "SELECT min(day) FROM contacts.contacts")[0][0] >= OLD
    newest = ask(
        copied_home,
        f"SELECT count(*) FROM contacts.contacts WHERE day >= DATE '{OLD}' AND text <> ''",
    )
    assert newest[0][0] > 0


def test_twice_forgets_nothing_more_and_the_newest_week_still_runs(copied_home):
    keep(copied_home, **dict.fromkeys(ALL, (TODAY - OLD).days))
    retain(copied_home, TODAY)
    assert retain(copied_home, TODAY)["rows"] == {}
    assert run(copied_home, "latest")["week"] == "2026-W46"


def test_a_dry_run_counts_the_same_and_changes_nothing(copied_home):
    keep(copied_home, **dict.fromkeys(ALL, (TODAY - OLD).days))
    before = ask(copied_home, "SELECT * FROM contacts.contacts ORDER BY ALL")
    files = sorted(path for path in copied_home.rglob("*") if path.is_file())
    told = retain(copied_home, TODAY, dry_run=True)
    assert ask(copied_home, "SELECT * FROM contacts.contacts ORDER BY ALL") == before
    assert sorted(path for path in copied_home.rglob("*") if path.is_file()) == files
    assert retain(copied_home, TODAY) == {**told, "dry_run": False}


def test_late_data_for_a_closed_week_does_not_stop_the_run(copied_home):
    keep(copied_home, landing=(TODAY - OLD).days)
    far = date(2027, 11, 1)  # all was received before
    assert retain(copied_home, far)["files"]["landing"] > 0
    assert not list((copied_home / "landing").glob("*/*.parquet"))
    with duckdb.connect(str(copied_home / "warehouse.duckdb")) as con:
        closed = con.execute("SELECT min(week_start) FROM sources.closed_weeks").fetchone()
        con.execute("INSERT INTO sources.touched_weeks VALUES (?, 1)", closed)
    from trend_lib.base.home import open_home
    from trend_lib.sources import pending_weeks

    assert pending_weeks(open_home(copied_home)) == []


def test_texts_cannot_outlive_their_rows(copied_home):
    keep(copied_home, contacts=100, texts=200)
    with pytest.raises(ConfigError, match="texts = 100 or less"):
        load_config(copied_home / "trends.toml")
