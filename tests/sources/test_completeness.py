"""How complete a source is: learnt from its own weeks, said in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib import sources
from trend_lib.base.weeks import Week
from trend_lib.sources.completeness import EVERY_DAY, expected_weekdays

WEEK = Week(date(2026, 8, 17))
DAILY = 'source_id = "id"\nopened_at = "opened"\ntext = "text"'


def drop_days(desk, days, name="a.csv"):
    rows = "".join(f"{day},{day},x\n" for day in days)
    desk.drop(name, "id,opened,text\n" + rows)
    return desk.land()


def days_of(week, weekdays=range(7)):
    return [week.start + timedelta(days=day) for day in weekdays]


def account(desk, week=WEEK):
    sources.account(desk.home, week)
    return desk.ask(
        "SELECT records, days_with_records, days_expected, is_complete, why_incomplete "
        f"FROM sources.source_weeks WHERE week_start = DATE '{week.start}'"
    )


def test_a_source_without_records_has_a_row_of_zero(desk):
    assert account(desk) == [(0, 0, 7, False, "no records yet")]


def test_a_home_without_sources_has_nothing_to_account(tmp_path):
    from trend_lib.base.home import Home

    (tmp_path / "trends.toml").write_text("")
    sources.account(Home(tmp_path), WEEK)
    assert sources.latest_week(Home(tmp_path)) is None
    assert sources.known_span(Home(tmp_path)) is None


def test_a_whole_week_is_complete(desk):
    drop_days(desk, days_of(WEEK))
    assert account(desk) == [(7, 7, 7, True, None)]
    assert account(desk) == [(7, 7, 7, True, None)]


@pytest.mark.parametrize(
    ("weekdays", "why"),
    [
        (range(2, 7), "begins on 2026-08-19"),
        (range(5), "ends on 2026-08-21"),
        ([0, 1, 3, 4, 6], "no records on 2026-08-19, 2026-08-22"),
        ([1, 3], "begins on 2026-08-18; ends on 2026-08-20; no records on 2026-08-19"),
    ],
)
def test_a_part_week_says_which_part_is_missing(desk, weekdays, why):
    drop_days(desk, days_of(WEEK, weekdays))
    [(_, _, _, is_complete, said)] = account(desk)
    assert (is_complete, said) == (False, why)


def test_weeks_around_the_data_say_where_it_lies(desk):
    drop_days(desk, [*days_of(WEEK.plus(-2)), *days_of(WEEK)])
    assert account(desk, WEEK.plus(-3)) == []
    assert account(desk, WEEK.plus(-1))[0][3:] == (False, "no records in the whole week")
    assert account(desk, WEEK.plus(1))[0][3:] == (False, "silent since 2026-08-23")


def test_a_desk_closed_at_weekends_is_complete_without_them(desk):
    for_weeks = [day for ago in range(5) for day in days_of(WEEK.plus(-ago), range(5))]
    drop_days(desk, for_weeks)
    assert account(desk) == [(5, 5, 5, True, None)]
    assert account(desk, WEEK.plus(-3))[0][2:4] == (7, False)  # too early to know its habit


def test_a_usual_day_that_is_missing_is_named(desk):
    before = [day for ago in range(1, 9) for day in days_of(WEEK.plus(-ago), range(6))]
    drop_days(desk, [*before, *days_of(WEEK, [0, 1, 3, 4, 5])])
    assert account(desk) == [(5, 5, 6, False, "no records on 2026-08-19")]


def test_a_holiday_is_not_expected(desk):
    (desk.home.folder("registers") / "holidays.csv").write_text("day,name\n2026-08-19,a feast\n")
    drop_days(desk, days_of(WEEK, [0, 1, 3, 4, 5, 6]))
    assert account(desk) == [(6, 6, 6, True, None)]


def test_a_weekly_source_is_complete_with_any_record(make_desk):
    desk = make_desk('delivers = "weekly"')
    drop_days(desk, [WEEK.start])
    assert account(desk) == [(1, 1, 0, True, None)]


def test_a_long_silence_does_not_make_silence_usual(desk):
    drop_days(desk, [day for ago in range(10, 20) for day in days_of(WEEK.plus(-ago))])
    assert account(desk) == [(0, 0, 7, False, "silent since 2026-06-14")]


def test_the_identity_of_the_weeks_deliveries_is_carried(desk):
    drop_days(desk, days_of(WEEK))
    desk.drop("b.csv", f"id,opened,text\n{WEEK.start},{WEEK.start},changed\nx,never,x\n")
    desk.land()
    desk.drop("c.csv", f"id,opened,text\ny,{WEEK.plus(-4).start},x\n")
    desk.land()
    sources.account(desk.home, WEEK)
    found = desk.ask(
        "SELECT rows_read, rows_kept, rows_repeated, rows_quarantined FROM sources.source_weeks"
    )
    assert found == [(9, 8, 0, 1)]


def test_an_incomplete_week_shows_what_was_refused(desk):
    desk.drop("a.csv", "id,when,text\n")
    desk.land()
    account(desk)
    [(note,)] = desk.ask("SELECT note FROM sources.source_weeks")
    assert "lacks the column 'opened'" in note


def test_the_latest_week_is_the_last_whole_one(desk):
    drop_days(desk, [*days_of(WEEK), *days_of(WEEK.plus(1), range(6))])
    assert sources.latest_week(desk.home) == WEEK
    drop_days(desk, [WEEK.plus(1).last_day], "b.csv")
    assert sources.latest_week(desk.home) == WEEK.plus(1)
    assert sources.known_span(desk.home) == (WEEK, WEEK.plus(1))


@given(st.sets(st.dates(date(2026, 1, 5), date(2026, 3, 1)), max_size=40))
def test_a_source_of_every_day_of_a_kind_expects_that_kind(days):
    usual = expected_weekdays(days)
    weeks = {Week.of_day(day) for day in days}
    assert usual <= EVERY_DAY
    if len(weeks) < 4:
        assert usual == EVERY_DAY
    elif len(weeks) <= 8:
        assert usual <= {day.weekday() for day in days}


FETCHED = """
[sources.live]
url = "https://desk.example.com"
since = 2026-08-01
"""


def test_a_source_that_is_fetched_is_whole_only_up_to_its_last_fetch_that_came_to_its_end(
    make_desk,
):
    from datetime import UTC, datetime

    from trend_lib.sources.fetching.drop_box import DropBox

    desk = make_desk(tables=FETCHED, timezone="Europe/Kyiv")
    days = [f"{number},2026-08-{number + 2} 10:00,broken" for number in range(1, 15)]
    desk.drop("two_weeks.csv", "id,opened,text\n" + "\n".join(days) + "\n")
    desk.land()

    def said_after(*whole_at):
        for moment in whole_at:
            box = DropBox(desk.home, "desk")
            box._begun_at = moment.isoformat()
            box.end("")
        sources.account(desk.home, Week.parse("2026-W33"))
        return desk.ask("SELECT is_complete, why_incomplete FROM sources.source_weeks")

    assert said_after() == [(False, "still filling up since 2026-08-01")]
    thursday = datetime(2026, 8, 12, 21, 30, tzinfo=UTC)  # in Kyiv it is the 13th
    assert said_after(thursday) == [(False, "still filling up since 2026-08-13")]
    assert [day.day for day in sources.whole_days(desk.home, date(2026, 8, 14))] == [10, 11, 12]
    DropBox(desk.home, "desk").end("the server is out of order")
    assert said_after() == [(False, "still filling up since 2026-08-13")]
    assert said_after(datetime(2026, 8, 17, 3, tzinfo=UTC)) == [(True, None)]
