from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week, weeks_between

KYIV = ZoneInfo("Europe/Kyiv")
days = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@given(days)
def test_what_is_written_can_be_read_again(day):
    week = Week.of_day(day)
    assert Week.parse(str(week)) == week


@given(days)
def test_a_week_holds_its_seven_days_and_no_other(day):
    week = Week.of_day(day)
    assert day in week.days()
    assert week.start <= day <= week.last_day
    assert week.plus(1).start not in week.days()


def test_the_year_2026_has_a_week_53_that_ends_in_january():
    week = Week.parse("2026-W53")
    assert (week.start, week.last_day) == (date(2026, 12, 28), date(2027, 1, 3))
    assert Week.of_day(date(2027, 1, 1)) == week
    assert str(week.plus(1)) == "2027-W01"
    assert (week.year, week.number) == (2026, 53)


@pytest.mark.parametrize(
    "written", ["2025-W53", "2026-W00", "2026-W54", "2026W34", "", "latest", "26-W01"]
)
def test_what_is_no_week_is_refused_with_the_way_to_write_one(written):
    with pytest.raises(MisuseError):
        Week.parse(written)


def test_only_a_monday_starts_a_week():
    with pytest.raises(ValueError, match="not a Monday"):
        Week(date(2026, 8, 18))


@pytest.mark.parametrize(
    ("written", "hours"), [("2026-W13", 167), ("2026-W43", 169), ("2026-W34", 168)]
)
def test_a_week_is_an_hour_off_when_the_clocks_change(written, hours):
    first, past = Week.parse(written).bounds(KYIV)
    assert (past - first).total_seconds() == hours * 3600


def test_a_moment_belongs_to_the_week_of_the_local_clock():
    sunday_evening_utc = datetime(2026, 8, 23, 22, 30, tzinfo=UTC)  # Monday 01:30 in Kyiv
    assert str(Week.of_moment(sunday_evening_utc, KYIV)) == "2026-W35"
    assert str(Week.of_moment(sunday_evening_utc, ZoneInfo("UTC"))) == "2026-W34"


def test_weeks_between_includes_both_ends():
    span = weeks_between(Week.parse("2026-W52"), Week.parse("2027-W02"))
    assert [str(week) for week in span] == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
