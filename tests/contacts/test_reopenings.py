"""A ticket that was resolved and is open again was reopened, whether or not its source counts that."""

import pytest

from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

SETTINGS = """
[[sources]]
name = "desk"
path = "drop/desk/*.csv"
settle_seconds = 0
[sources.columns]
source_id = "id"
opened_at = "at"
text = "words"
status = "status"
"""
OWN_COUNT = 'reopened_count = "again"\n'
OWN_CLOCK = 'updated_at = "seen"\n'


@pytest.fixture
def home(tmp_path):
    (tmp_path / "drop" / "desk").mkdir(parents=True)
    return tmp_path


def reopened(path, statuses, settings="", again="", seen=None, *, one_file=False):
    """Deliver versions of one ticket in this order, and return its count."""
    (path / "trends.toml").write_text(SETTINGS + settings, "utf-8")
    made = Home(path)
    head = "id,at,words,status,again,seen\n"
    seen = seen or [f"2026-08-{20 + number}" for number in range(len(statuses))]
    lines = [
        f"1,2026-08-18 09:00,slow,{status},{again},{at}\n"
        for status, at in zip(statuses, seen, strict=True)
    ]
    files = ["".join(lines)] if one_file else lines
    for number, line in enumerate(files):
        (path / "drop" / "desk" / f"{number}.csv").write_text(head + line, "utf-8")
    assert not sources.land(made).refused
    for week in sources.pending_weeks(made):
        contacts.build(made, week)
        contacts.build(made, week)
    with open_warehouse(made) as con:
        return con.execute("SELECT reopened_count FROM contacts.contacts").fetchone()[0]


@pytest.mark.parametrize(
    ("statuses", "count"),
    [
        (["open"], None),
        (["open", "resolved"], 0),
        (["open", "resolved", "open"], 1),
        (["resolved", "waiting for parts", "open", "resolved"], 1),
        (["resolved", "unheard of", "open", "resolved", "open"], 2),
    ],
)
def test_each_step_from_resolved_to_open_counts_once(home, statuses, count):
    assert reopened(home, statuses) == count


def test_the_sources_own_count_stands_where_it_is_more(home):
    assert reopened(home, ["open", "resolved", "open"], OWN_COUNT, again=3) == 3


def test_the_versions_stand_where_the_source_says_less(home):
    assert reopened(home, ["open", "resolved", "open"], OWN_COUNT, again=0) == 1


def test_versions_in_one_file_are_read_by_their_own_clock(home):
    seen = ["2026-08-22", "2026-08-20", "2026-08-21"]  # open, open, resolved: then open again
    assert reopened(home, ["open", "open", "resolved"], OWN_CLOCK, seen=seen, one_file=True) == 1


def test_versions_whose_file_is_gone_from_landing_are_passed_over(home):
    (home / "trends.toml").write_text(SETTINGS, "utf-8")
    assert reopened(home, ["resolved", "open"]) == 1
    with open_warehouse(Home(home)) as con:
        (first,) = con.execute("SELECT delivery_id FROM sources.earlier_versions").fetchone()
        (week,) = con.execute("SELECT week_start FROM contacts.contacts").fetchone()
    (home / "landing" / "desk" / f"{first}.parquet").unlink()
    contacts.build(Home(home), Week(week))
    with open_warehouse(Home(home)) as con:
        assert con.execute("SELECT reopened_count FROM contacts.contacts").fetchone() == (None,)
