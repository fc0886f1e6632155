"""After a config fix, rows set aside become records; nothing else changes, and nothing twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trend_lib import sources
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse

COLUMNS = 'source_id = "id"\nopened_at = "opened"\nupdated_at = "updated"\ntext = "text"'
HEADER = "id,opened,updated,text\n"
BOTH = '[sources.dates]\nformats = ["%Y-%m-%d", "%d.%m.%Y"]'
COUNTS = "SELECT rows_read, rows_kept, rows_repeated, rows_quarantined FROM sources.deliveries ORDER BY sequence"


@pytest.fixture
def iso(make_desk):
    return make_desk(columns=COLUMNS)


def land(desk, name, rows):
    desk.drop(name, HEADER + rows)
    desk.land()
    sources.settle(desk.home, sources.pending_weeks(desk.home))


def retried(desk):
    return [
        (one.set_aside_before, one.set_aside_now, one.is_changed, one.why_not)
        for one in sources.retry(desk.home)
    ]


def pending(desk):
    return [str(week) for week in sources.pending_weeks(desk.home)]


def known(desk):
    return desk.rows("source_id, text")


def test_rows_that_are_good_now_are_kept_and_their_weeks_alone_wait(iso, make_desk):
    land(iso, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,,b\n3,someday,,c\n")
    assert iso.ask(COUNTS) == [(3, 1, 0, 2)]
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    assert retried(fixed) == [(2, 1, True, "")]
    assert fixed.ask(COUNTS) == [(3, 2, 0, 1)]
    assert fixed.set_aside() == [(4, "bad_date")]
    assert known(fixed) == [("1", "a"), ("2", "b")]
    assert pending(fixed) == ["2026-W32"]


def test_a_second_retry_changes_nothing(iso, make_desk):
    land(iso, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,,b\n3,someday,,c\n")
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    sources.retry(fixed.home)
    sources.settle(fixed.home, sources.pending_weeks(fixed.home))
    assert retried(fixed) == [(1, 1, False, "")]
    assert pending(fixed) == []
    assert fixed.land().deliveries == 0


def test_what_a_good_row_says_by_the_new_settings_counts_too(iso, make_desk):
    land(iso, "a.csv", "1,2026-08-17,18.08.2026,a\n2,03.08.2026,,b\n3,2026-08-19,,c\n")
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    assert retried(fixed) == [(1, 0, True, "")]
    assert [one is not None for (one,) in fixed.rows("updated_at")] == [True, False, False]
    assert pending(fixed) == ["2026-W32", "2026-W34"]


def test_a_version_that_came_later_stays_the_record(iso, make_desk):
    land(iso, "a.csv", "1,17.08.2026,,first\n2,17.08.2026,2026-08-20,dated\n9,2026-08-17,,x\n")
    land(iso, "b.csv", "1,2026-08-17,,second\n2,2026-08-17,2026-08-18,older\n")
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    assert retried(fixed) == [(2, 0, True, "")]
    assert sorted(known(fixed)) == [("1", "second"), ("2", "dated"), ("9", "x")]
    assert fixed.ask(COUNTS) == [(3, 3, 0, 0), (2, 2, 0, 0)]


def test_a_row_that_came_again_meanwhile_is_repeated(iso, make_desk):
    land(iso, "a.csv", "1,17.08.2026,,a\n9,2026-08-17,,x\n")
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    land(fixed, "b.csv", "1,17.08.2026,,a\n")
    assert retried(fixed) == [(1, 0, True, "")]
    assert fixed.ask(COUNTS) == [(2, 1, 1, 0), (1, 1, 0, 0)]
    assert pending(fixed) == []


def test_settings_that_would_lose_a_record_change_nothing(iso, make_desk):
    land(iso, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,,b\n")
    worse = make_desk(columns=COLUMNS, tables=BOTH.replace('"%Y-%m-%d", ', ""))
    [(before, now, is_changed, why)] = retried(worse)
    assert (before, now, is_changed) == (1, 1, False)
    assert "would lose 1 records" in why
    assert known(worse) == [("1", "a")]
    assert worse.ask(COUNTS) == [(2, 1, 0, 1)]


def test_quotes_that_swallowed_lines_can_be_declared_away(iso, make_desk):
    land(iso, "a.csv", '1,2026-08-17,,a\n2,2026-08-18,,"24 inches\n3,2026-08-19,,c\n')
    assert iso.set_aside() == [(3, "unclosed_quote")]
    fixed = make_desk('quote = ""', columns=COLUMNS)
    assert retried(fixed) == [(1, 0, True, "")]
    assert known(fixed) == [("1", "a"), ("2", '"24 inches'), ("3", "c")]


def test_a_part_that_was_set_aside_joins_its_whole(make_desk):
    columns = COLUMNS.replace('updated_at = "updated"', 'part_of = "updated"')
    desk = make_desk(columns=columns)
    land(desk, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,1,b\n")
    fixed = make_desk(columns=columns, tables=BOTH)
    assert retried(fixed) == [(1, 0, True, "")]
    assert fixed.ask(
        "SELECT DISTINCT whole_id, CAST(whole_week AS VARCHAR) FROM sources.records"
    ) == [("1", "2026-08-03")]
    assert pending(fixed) == ["2026-W32", "2026-W34"]


def test_a_retry_that_breaks_off_changes_nothing_and_can_be_done_again(iso, make_desk, monkeypatch):
    land(iso, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,,b\n")
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    with monkeypatch.context() as broken:
        broken.setattr("os.replace", full_disk)
        with pytest.raises(OSError, match="disk"):
            sources.retry(fixed.home)
    assert (known(fixed), fixed.ask(COUNTS), pending(fixed)) == ([("1", "a")], [(2, 1, 0, 1)], [])
    assert retried(fixed) == [(1, 0, True, "")]


def test_a_column_mapped_later_reaches_what_was_landed_before(iso, make_desk):
    land(iso, "a.csv", "1,2026-08-17,north,a\n2,2026-08-10,,b\n")
    land(iso, "b.csv", "3,2026-08-03,,c\n1,2026-08-17,south,A\n")
    wider = make_desk(columns=COLUMNS.replace("updated_at", "region"))
    assert retried(wider) == []
    changed = [one.is_changed for one in sources.retry(wider.home, whole=True)]
    assert changed == [True, True]
    found = wider.rows("source_id, text, region")
    assert sorted(found) == [("1", "A", "south"), ("2", "b", None), ("3", "c", None)]
    assert "2026-W34" in pending(wider)
    sources.settle(wider.home, sources.pending_weeks(wider.home))
    assert not any(one.is_changed for one in sources.retry(wider.home, whole=True))
    assert pending(wider) == []


def full_disk(*_):
    raise OSError("disk is full")


def test_a_delivery_whose_bytes_are_gone_is_named(iso):
    land(iso, "a.csv", "1,2026-08-17,,a\n2,03.08.2026,,b\n")
    next((iso.home.path / "landing" / "desk").glob("*.csv")).unlink()
    assert retried(iso)[0][2:] == (
        False, "is no longer in landing/: put the export into drop/ again",
    )  # fmt: skip


def test_a_source_that_is_not_there_is_refused(iso):
    with pytest.raises(MisuseError, match="no source is called 'x'"):
        sources.retry(iso.home, "x")


rows = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["2026-08-17", "18.08.2026", "?"]), st.sampled_from("ab")),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deliveries=st.lists(rows, min_size=1, max_size=3, unique_by=str))
def test_a_retry_ends_where_landing_by_the_new_settings_would_have(make_desk, deliveries):
    desk = make_desk(columns=COLUMNS)
    for file in (desk.home.path / "drop" / "desk").iterdir():
        file.unlink()
    with open_warehouse(desk.home) as con:
        for table in ("deliveries", "quarantine", "records"):
            con.execute(f"DELETE FROM sources.{table}")
    for number, delivery in enumerate(deliveries):
        lines = "".join(f"{one},{opened},,{text}\n" for one, opened, text in delivery)
        desk.drop(f"{number}.csv", HEADER + lines)
    make_desk(columns=COLUMNS, tables='[sources.dates]\nformats = ["%Y-%m-%d"]').land()
    fixed = make_desk(columns=COLUMNS, tables=BOTH)
    sources.retry(Home(fixed.home.path))
    newest = {
        str(one): text
        for delivery in deliveries for one, opened, text in delivery if opened != "?"
    }  # fmt: skip
    assert dict(known(fixed)) == newest
    assert sum(aside for *_, aside in fixed.ask(COUNTS)) == sum(
        opened == "?" for delivery in deliveries for _, opened, _ in delivery
    )
