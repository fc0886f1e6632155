"""A part that arrives late changes the week of its whole, from the file in drop/ to the contact."""

from datetime import date

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
part_of = "thread"
opened_at = "at"
text = "words"
direction = "way"
status = "status"
"""
HEAD = "id,thread,at,words,way,status\n"
FIRST = HEAD + "t,,2026-08-18 09:00,No signal,in,open\nx,,2026-08-18 10:00,Slow,in,open\n"
LATE = HEAD + "a,t,2026-08-27 09:00,Works again,in,resolved\nx,t,2026-08-18 10:00,Slow,in,open\n"
WEEK = Week(date(2026, 8, 17))


@pytest.fixture
def home(tmp_path):
    (tmp_path / "trends.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "drop" / "desk").mkdir(parents=True)
    return Home(tmp_path)


def deliver(home, name, text):
    """Land a file, build the weeks that it touched, and return those and the contacts."""
    (home.path / "drop" / "desk" / name).write_text(text, "utf-8")
    sources.land(home)
    touched = sources.pending_weeks(home)
    for week in touched:
        contacts.build(home, week)
    sources.settle(home, touched)
    with open_warehouse(home) as con:
        rows = con.execute(
            "SELECT source_id, text, is_resolved, record_count FROM contacts.contacts ORDER BY ALL"
        )
        return touched, rows.fetchall()


def test_a_late_answer_and_a_merge_rebuild_the_week_of_the_whole(home):
    touched, rows = deliver(home, "1.csv", FIRST)
    assert touched == [WEEK]
    assert rows == [("t", "No signal", False, 1), ("x", "Slow", False, 1)]
    touched, rows = deliver(home, "2.csv", LATE)
    assert touched == [WEEK, WEEK.plus(1)]
    assert rows == [("t", "No signal Slow Works again", True, 3)]


def test_a_part_without_its_whole_is_a_contact_until_the_whole_comes(home):
    part, whole = (HEAD + line for line in ("a,t,2026-08-27 09:00,Works again,in,resolved\n",
                                            "t,,2026-08-18 09:00,No signal,in,open\n"))  # fmt: skip
    _, rows = deliver(home, "1.csv", part)
    assert rows == [("t", "Works again", True, 1)]
    touched, rows = deliver(home, "2.csv", whole)
    assert touched == [WEEK, WEEK.plus(1)]
    assert rows == [("t", "No signal Works again", True, 2)]
