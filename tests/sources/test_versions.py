"""Versions of a record: the newest wins, however and whenever it arrives."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trend_lib import sources
from trend_lib.base.warehouse import open_warehouse

COLUMNS = 'source_id = "id"\nopened_at = "opened"\nupdated_at = "updated"\ntext = "text"'
HEADER = "id,opened,updated,text\n"


@pytest.fixture
def tickets(make_desk):
    return make_desk(columns=COLUMNS)


def known(desk):
    return desk.rows("source_id, text")


def land(desk, name, rows):
    desk.drop(name, HEADER + rows)
    landed = desk.land()
    return landed.rows_kept, landed.rows_repeated


def test_within_a_delivery_the_newest_by_update_is_the_record(tickets):
    rows = "1,2026-08-17,2026-08-19,new\n1,2026-08-17,2026-08-18,old\n1,2026-08-17,2026-08-18,old\n"
    assert land(tickets, "a.csv", rows) == (2, 1)
    assert known(tickets) == [("1", "new")]


def test_without_an_update_time_the_later_line_is_the_record(tickets):
    assert land(tickets, "a.csv", "1,2026-08-17,,a\n1,2026-08-17,,b\n1,2026-08-17,,a\n") == (2, 1)
    assert known(tickets) == [("1", "a")]
    assert tickets.rows("line") == [(4,)]


def test_an_update_time_beats_none(tickets):
    land(tickets, "a.csv", "1,2026-08-17,2026-08-18,dated\n1,2026-08-17,,undated\n")
    assert known(tickets) == [("1", "dated")]


def test_a_later_update_replaces_the_record_and_touches_its_week(tickets):
    land(tickets, "a.csv", "1,2026-08-17,2026-08-17,a\n2,2026-08-10,2026-08-17,b\n")
    sources.settle(tickets.home, sources.pending_weeks(tickets.home))
    assert land(tickets, "b.csv", "1,2026-08-17,2026-08-20,A\n2,2026-08-10,2026-08-17,b\n") == (
        1,
        1,
    )
    assert known(tickets) == [("1", "A"), ("2", "b")]
    assert [str(week) for week in sources.pending_weeks(tickets.home)] == ["2026-W34"]
    assert tickets.ask("SELECT sequence FROM sources.touched_weeks") == [(2,)]


def test_an_older_version_that_comes_late_is_kept_but_is_not_the_record(tickets):
    land(tickets, "a.csv", "1,2026-08-17,2026-08-20,new\n")
    sources.settle(tickets.home, sources.pending_weeks(tickets.home))
    assert land(tickets, "b.csv", "1,2026-08-17,2026-08-18,old\n") == (1, 0)
    assert known(tickets) == [("1", "new")]
    assert sources.pending_weeks(tickets.home) == []


def test_a_record_that_moves_touches_both_weeks(tickets):
    land(tickets, "a.csv", "1,2026-08-17,2026-08-18,a\n")
    sources.settle(tickets.home, sources.pending_weeks(tickets.home))
    land(tickets, "b.csv", "1,2026-08-05,2026-08-19,a\n")
    weeks = [str(week) for week in sources.pending_weeks(tickets.home)]
    assert weeks == ["2026-W32", "2026-W34"]
    assert tickets.ask("SELECT count(*), min(week_start) FROM sources.records") == [
        (1, date(2026, 8, 3))
    ]


def test_settling_a_week_leaves_the_others(tickets):
    land(tickets, "a.csv", "1,2026-08-17,,a\n2,2026-08-10,,b\n")
    first, second = sources.pending_weeks(tickets.home)
    sources.settle(tickets.home, [first])
    assert sources.pending_weeks(tickets.home) == [second]
    sources.settle(tickets.home, [])
    assert sources.pending_weeks(tickets.home) == [second]


def test_sources_do_not_share_records(make_desk):
    desk = make_desk(columns=COLUMNS)
    settings_file = desk.home.path / "trends.toml"
    second = settings_file.read_text().split("[[sources]]")[1].replace('"desk"', '"other"')
    settings_file.write_text(settings_file.read_text() + "[[sources]]" + second)
    desk.drop("a.csv", HEADER + "1,2026-08-17,,a\n")
    assert desk.land().rows_kept == 2
    assert desk.ask("SELECT source FROM sources.records ORDER BY source") == [("desk",), ("other",)]


versions = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 4), st.sampled_from("ab")), min_size=1, max_size=6
)


def newest(deliveries):
    """The obvious twin: walk all versions in order of arrival, keep the newest."""
    best = {}
    for delivery in deliveries:
        for ticket, updated, text in delivery:
            if ticket not in best or updated >= best[ticket][0]:
                best[ticket] = (updated, text)
    return {str(ticket): text for ticket, (_, text) in best.items()}


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deliveries=st.lists(versions, min_size=1, max_size=3, unique_by=str))
def test_the_records_are_those_of_the_obvious_twin(tickets, deliveries):
    for file in (tickets.home.path / "drop" / "desk").iterdir():
        file.unlink()
    with open_warehouse(tickets.home) as con:
        for table in ("deliveries", "records", "touched_weeks"):
            con.execute(f"DELETE FROM sources.{table}")
    for number, delivery in enumerate(deliveries):
        rows = "".join(f"{t},2026-08-17,2026-08-{10 + u},{x}\n" for t, u, x in delivery)
        tickets.drop(f"{number}.csv", HEADER + rows)
    landed = tickets.land()
    assert landed.rows_read == sum(map(len, deliveries)) == landed.rows_kept + landed.rows_repeated
    texts = tickets.ask("SELECT DISTINCT delivery_id FROM sources.records")
    found = tickets.ask(
        "SELECT source_id, text FROM sources.records JOIN ("
        "SELECT line, text, parse_filename(filename, true) AS delivery_id FROM "
        f"read_parquet('{tickets.home.path}/landing/desk/*.parquet', filename = true)) "
        "USING (delivery_id, line)"
    )
    assert texts
    assert dict(found) == newest(deliveries)


def test_a_home_of_an_older_version_finds_the_newest_in_landing(tickets):
    land(tickets, "a.csv", "1,2026-08-17,2026-08-20,new\n2,2026-08-17,2026-08-20,new\n")
    tickets.ask("UPDATE sources.records SET updated_at = NULL")
    land(tickets, "b.csv", "1,2026-08-17,2026-08-19,old\n2,2026-08-17,2026-08-21,newer\n")
    assert known(tickets) == [("1", "new"), ("2", "newer")]


def test_what_landing_no_longer_holds_cannot_stop_a_delivery(tickets):
    land(tickets, "a.csv", "1,2026-08-17,,a\n")
    next((tickets.home.path / "landing" / "desk").glob("*.parquet")).unlink()
    assert land(tickets, "b.csv", "1,2026-08-17,2026-08-19,b\n") == (1, 0)
    assert known(tickets) == [("1", "b")]
