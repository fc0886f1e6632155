"""Records that are parts of one contact are one whole, in whatever order they come."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracles.slow_wholes import slow_wholes
from trend_lib import sources
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.wholes import find_roots

COLUMNS = 'source_id = "id"\nopened_at = "opened"\ntext = "text"\npart_of = "part_of"'
MONDAY = date(2026, 8, 3)
IDS = "abcdefg"


@pytest.fixture
def calls(make_desk):
    return make_desk(columns=COLUMNS)


def land(desk, name, *rows):
    """Land rows of (id, week, part_of); answer which weeks wait for it."""
    lines = [
        f"{one},{MONDAY + timedelta(weeks=week)},{part_of},{name}" for one, week, part_of in rows
    ]
    desk.drop(name, "\n".join(["id,opened,part_of,text", *lines, ""]))
    desk.land()
    pending = sources.pending_weeks(desk.home)
    sources.settle(desk.home, pending)
    return [(week.start - MONDAY).days // 7 for week in pending]


def wholes(desk):
    rows = desk.ask("SELECT source_id, whole_id, whole_week FROM sources.records")
    return {one: (whole, (week - MONDAY).days // 7) for one, whole, week in rows}


def test_a_chain_of_parts_is_one_whole_in_the_week_of_its_earliest(calls):
    land(calls, "1.csv", ("a", 1, ""), ("b", 2, "a"), ("c", 0, "b"), ("d", 2, ""))
    assert wholes(calls) == {"a": ("a", 0), "b": ("a", 0), "c": ("a", 0), "d": ("d", 2)}


def test_a_number_that_a_spreadsheet_wrote_with_a_point_is_the_same_number(calls):
    land(calls, "1.csv", ("3", 0, ""), ("4", 1, "3.0"))
    assert wholes(calls) == {"3": ("3", 0), "4": ("3", 0)}


def test_ids_that_have_points_are_left_as_they_are(calls):
    land(calls, "1.csv", ("17.0", 0, ""), ("17.1", 1, "17.0"))
    assert wholes(calls) == {"17.0": ("17.0", 0), "17.1": ("17.0", 0)}


def test_parts_that_come_before_their_root_wait_together_for_it(calls):
    land(calls, "1.csv", ("b", 2, "a"), ("c", 1, "a"))
    assert wholes(calls) == {"b": ("a", 1), "c": ("a", 1)}
    assert land(calls, "2.csv", ("a", 0, "")) == [0, 1]
    assert wholes(calls) == dict.fromkeys("abc", ("a", 0))


def test_a_root_that_turns_out_to_be_a_part_brings_its_parts_along(calls):
    land(calls, "1.csv", ("a", 1, ""), ("b", 1, "a"), ("c", 0, ""))
    assert land(calls, "2.csv", ("a", 1, "c")) == [0, 1]
    assert wholes(calls) == dict.fromkeys("abc", ("c", 0))


def test_a_part_that_leaves_is_a_whole_of_its_own_and_both_weeks_are_touched(calls):
    land(calls, "1.csv", ("a", 2, ""), ("b", 1, "a"), ("c", 2, "b"))
    assert land(calls, "2.csv", ("b", 3, "")) == [1, 2, 3]
    assert wholes(calls) == {"a": ("a", 2), "b": ("b", 2), "c": ("b", 2)}


def test_a_late_part_touches_the_week_of_its_whole_and_its_own(calls):
    land(calls, "1.csv", ("a", 0, ""), ("x", 1, ""))
    assert land(calls, "2.csv", ("b", 2, "a")) == [0, 2]


def test_circles_are_broken_at_the_smallest_id_and_noted(calls):
    land(calls, "1.csv", ("b", 1, "c"), ("c", 0, "b"), ("a", 2, "c"), ("d", 2, "d"))
    assert wholes(calls) == {**dict.fromkeys("abc", ("b", 0)), "d": ("d", 2)}
    assert calls.note() == (
        "3 records are parts of each other in a circle: each circle is taken as one whole"
    )


def test_a_source_s_wholes_are_its_own(make_desk):
    desk = make_desk(columns=COLUMNS)
    file = desk.home.path / "trends.toml"
    second = file.read_text().split("[[sources]]")[1].replace('"desk"', '"other"')
    file.write_text(f"{file.read_text()}[[sources]]{second.replace('part_of', '#part_of')}")
    land(desk, "1.csv", ("a", 1, ""), ("b", 0, "a"))
    found = desk.ask("SELECT source, source_id, whole_id FROM sources.records ORDER BY ALL")
    assert found == [
        ("desk", "a", "a"), ("desk", "b", "a"), ("other", "a", "a"), ("other", "b", "b"),
    ]  # fmt: skip


deliveries = st.lists(
    st.lists(
        st.tuples(st.sampled_from(IDS), st.integers(0, 3), st.sampled_from(["", *IDS])),
        min_size=1, max_size=5,
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deliveries=deliveries)
def test_wholes_and_touched_weeks_are_those_of_the_obvious_twin(calls, deliveries):
    for file in (calls.home.path / "drop" / "desk").iterdir():
        file.unlink()
    with open_warehouse(calls.home) as con:
        for table in ("deliveries", "records", "touched_weeks"):
            con.execute(f"DELETE FROM sources.{table}")
    records, before = {}, {}
    for number, rows in enumerate(deliveries):
        news = {one: (part_of if part_of != one else None, week) for one, week, part_of in rows}
        touched = land(calls, f"{number}.csv", *rows)
        records = {
            **records,
            **{one: (part_of or None, week) for one, (part_of, week) in news.items()},
        }
        after = slow_wholes(records)
        assert wholes(calls) == after
        changed = {one for one in after if before.get(one) != after[one]}
        assert {after[one][1] for one in changed} <= set(touched)
        assert {before[one][1] for one in changed if one in before} <= set(touched)
        before = after


@given(parents=st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_ends_of_chains_are_found_at_any_depth(parents):
    nodes = [parent % len(parents) for parent in parents]
    names = {f"{one:02}": (f"{parent:02}", 0) for one, parent in enumerate(nodes)}
    found, _ = find_roots(np.array(nodes))
    assert [f"{root:02}" for root in found] == [whole for whole, _ in slow_wholes(names).values()]
