"""However the parts of contacts arrive, week by week what is built ends as if all had come at once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week

SETTINGS = """
[[sources]]
name = "calls"
path = "drop/calls/*"
settle_seconds = 0
[sources.columns]
source_id = "id"
opened_at = "opened"
updated_at = "updated"
text = "text"
part_of = "part_of"
left_out = "left_out"
transfer_count = "transfers"
"""
HEADER = "id,opened,updated,text,part_of,left_out,transfers\n"
MONDAY = date(2026, 8, 3)
BUILT = "SELECT contact_id, week_start, opened_at, text, transfer_count FROM contacts.contacts ORDER BY ALL"
LEFT_OUT = "SELECT week_start, reason, contacts FROM contacts.left_out ORDER BY ALL"
ids = st.sampled_from("abcde")
parts = st.tuples(
    ids, st.integers(0, 20), st.sampled_from(["", *"abcde"]), st.sampled_from(["", "", "spam"])
)


@pytest.fixture
def homes(tmp_path):
    """Two homes: one gets the rows in deliveries, the other all at once."""
    made = []
    for name in ("piecemeal", "at_once"):
        (tmp_path / name / "drop" / "calls").mkdir(parents=True)
        (tmp_path / name / "trends.toml").write_text(SETTINGS)
        made.append(Home(tmp_path / name))
    with hold_warehouse(made[0]), hold_warehouse(made[1]):
        yield made


def line(number, row):
    one, day, part_of, left_out = row
    opened = MONDAY + timedelta(days=day)
    return f"{one},{opened}T0{number % 9}:00,2026-09-01T00:{number:02},says {number},{part_of},{left_out},1\n"


def empty(home):
    for file in (home.path / "drop" / "calls").iterdir():
        file.unlink()
    with open_warehouse(home) as con:
        for table in (
            "sources.deliveries", "sources.records", "sources.touched_weeks", "sources.source_weeks",
            "contacts.contacts", "contacts.left_out",
        ):  # fmt: skip
            con.execute(f"DELETE FROM {table}")


def deliver(home, name, lines):
    (home.path / "drop" / "calls" / name).write_text(HEADER + "".join(lines))
    sources.land(home)
    waiting = sources.pending_weeks(home)
    for week in waiting:
        sources.account(home, week)
        contacts.build(home, week)
    sources.settle(home, waiting)


def said(home):
    with open_warehouse(home) as con:
        return con.execute(BUILT).fetchall(), con.execute(LEFT_OUT).fetchall()


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example([[("a", 3, "", "")], [("b", 17, "a", "")]])  # a part weeks after its whole
@example([[("b", 17, "a", "")], [("a", 3, "", "")]])  # a root weeks after its part
@example(
    [[("a", 10, "", "")], [("c", 2, "", "spam")], [("a", 10, "c", "")]]
)  # a root that is a part
@given(deliveries=st.lists(st.lists(parts, min_size=1, max_size=4), min_size=2, max_size=4))
def test_weeks_built_as_parts_arrive_are_those_of_all_parts_at_once(homes, deliveries):
    piecemeal, at_once = homes
    for home in homes:
        empty(home)
    numbered, written = 0, []
    for delivery in deliveries:
        lines = [line(numbered + at, row) for at, row in enumerate(delivery)]
        numbered += len(lines)
        written += lines
        deliver(piecemeal, f"{numbered}.csv", lines)
    deliver(at_once, "all.csv", written)
    for week in range(-1, 5):
        contacts.build(at_once, Week(MONDAY).plus(week))
    assert said(piecemeal) == said(at_once)
