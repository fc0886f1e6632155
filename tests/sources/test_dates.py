"""Dates: one declared way, offsets kept, zones respected, exchanged days noticed."""
# ruff: noqa: DTZ001 - the warehouse keeps UTC moments without a zone

from datetime import date, datetime, timedelta

import pytest

from tests.sources.conftest import COLUMNS

HEADER = "id,opened,text\n"


def dates(keys):
    return f"[sources.dates]\n{keys}"


def opened(desk, *written):
    rows = "".join(f'{number},"{text}",x\n' for number, text in enumerate(written))
    desk.drop("a.csv", HEADER + rows)
    desk.land()
    return [moment for (moment,) in desk.rows("opened_at")]


@pytest.mark.parametrize(
    "written",
    [
        "2026-08-17T09:30:00+03:00", "2026-08-17T06:30:00Z", "2026-08-17 06:30:00 UTC",
        "2026-08-17T09:30:00+0300", "2026-08-17T09:30+03", "2026-08-17 09:30:00 +03:00",
        "2026-08-16T22:30:00.000-0800", "2026-08-17 09:30", "2026-08-17T09:30:00", "2026-8-17 9:30",
        " 2026-08-17 09:30:00.000 ",
    ],
)  # fmt: skip
def test_iso_8601_keeps_its_offset_and_else_takes_the_homes_zone(desk, written):
    assert opened(desk, written) == [datetime(2026, 8, 17, 6, 30)]


def test_a_day_alone_is_its_first_moment(desk):
    assert opened(desk, "2026-08-17") == [datetime(2026, 8, 16, 21)]
    assert desk.ask("SELECT day, week_start FROM sources.records") == [
        (date(2026, 8, 17), date(2026, 8, 17))
    ]


def test_a_source_may_have_a_zone_of_its_own(make_desk):
    desk = make_desk(tables=dates('timezone = "Asia/Almaty"'))
    assert opened(desk, "2026-08-17 02:00") == [datetime(2026, 8, 16, 21)]
    assert desk.ask("SELECT day FROM sources.records") == [(date(2026, 8, 17),)]  # in Kyiv


def test_declared_formats_are_tried_in_order(make_desk):
    desk = make_desk(
        tables=dates('formats = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y", "%d/%m/%y %H:%M %z"]')
    )
    found = opened(desk, "17.08.2026 09:30:00", "17.08.2026", "17/08/26 08:30 +0200", "2026-08-17")
    assert found == [
        datetime(2026, 8, 17, 6, 30),
        datetime(2026, 8, 16, 21),
        datetime(2026, 8, 17, 6, 30),
    ]
    assert desk.set_aside() == [(5, "bad_date")]


def test_names_of_months_and_twelve_hour_clocks_are_read(make_desk):
    desk = make_desk(tables=dates('formats = ["%d-%b-%y %I:%M:%S %p"]'), timezone="UTC")
    assert opened(desk, "17-Aug-26 9:30:00 PM") == [datetime(2026, 8, 17, 21, 30)]


def test_a_format_that_does_not_exist_refuses_the_file(make_desk):
    desk = make_desk(tables=dates('formats = ["%Q"]'))
    desk.drop("a.csv", HEADER + "1,2026,x\n")
    assert "%Q" in desk.refusal()


def test_the_hour_that_comes_twice_is_read_as_the_later_one(make_desk):
    desk = make_desk(timezone="Europe/Berlin")
    found = opened(desk, "2025-10-26 02:30", "2025-10-26T02:30+02:00", "2025-10-26T02:30+01:00")
    assert found == [
        datetime(2025, 10, 26, 1, 30),
        datetime(2025, 10, 26, 0, 30),
        datetime(2025, 10, 26, 1, 30),
    ]


def test_the_hour_that_never_was_moves_on(make_desk):
    desk = make_desk(timezone="Europe/Berlin")
    assert opened(desk, "2026-03-29 02:30") == [datetime(2026, 3, 29, 1, 30)]


def test_a_sunday_night_belongs_to_the_week_of_the_homes_clocks(desk):
    opened(desk, "2026-08-16T20:59:59Z", "2026-08-16T21:00:00Z")
    assert desk.ask("SELECT week_start FROM sources.records ORDER BY line") == [
        (date(2026, 8, 10),), (date(2026, 8, 17),),
    ]  # fmt: skip


def test_exchanged_days_and_months_are_exchanged_back(make_desk):
    desk = make_desk(tables=dates('repair = "swap_day_month"'), timezone="UTC")
    found = opened(
        desk, "2025-06-04 01:02:03", "2025-04-22 01:02:03", "2025-12-12", "2025-01-12T05:00+05:00"
    )
    assert found == [
        datetime(2025, 4, 6, 1, 2, 3), datetime(2025, 4, 22, 1, 2, 3), datetime(2025, 12, 12), datetime(2025, 12, 1),
    ]  # fmt: skip


def exchanged(day):
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day


def numbered_days(first, count, change=lambda day: day):
    days = [first + timedelta(days=number) for number in range(count)]
    return HEADER + "".join(f"{n},{change(day)},x\n" for n, day in enumerate(days, 100))


def test_dates_that_look_exchanged_are_noted_with_figures_and_cure(desk):
    desk.drop("a.csv", numbered_days(date(2025, 4, 1), 91, exchanged))
    desk.land()
    assert desk.note().startswith("dates look exchanged: ")
    assert "9 of 12 months hold no day after the 12th" in desk.note()
    assert "ids follow the dates with rank correlation" in desk.note()
    assert 'set repair = "swap_day_month" in [sources.dates] of source desk' in desk.note()


def test_ids_alone_betray_exchanged_dates_of_a_whole_year(desk):
    desk.drop("a.csv", numbered_days(date(2025, 1, 1), 365, exchanged))
    desk.land()
    note = desk.note()
    if note is not None:  # every month has late days, so the first sign must stay silent
        assert "months hold no day" not in note


@pytest.mark.parametrize(
    ("first", "days"), [(date(2025, 4, 1), 91), (date(2025, 1, 1), 365), (date(2025, 6, 1), 9)]
)
def test_honest_dates_look_honest(desk, first, days):
    desk.drop("a.csv", numbered_days(first, days))
    desk.land()
    assert desk.note() is None


def test_a_repaired_source_is_not_told_to_repair(make_desk):
    desk = make_desk(columns=COLUMNS, tables=dates('repair = "swap_day_month"'))
    desk.drop("a.csv", numbered_days(date(2025, 4, 1), 91, exchanged))
    desk.land()
    assert desk.note() is None
    assert desk.ask("SELECT min(day), max(day) FROM sources.records") == [
        (date(2025, 4, 1), date(2025, 6, 30))
    ]
