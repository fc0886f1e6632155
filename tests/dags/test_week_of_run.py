"""Whatever way a run was started, it is about one week, and about the right one."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture(scope="module")
def choose(dagbag):  # the bag puts the plugins' folder on the path
    from week_of_run import choose_week

    def choose(run_after, *, asked=None, partition=None, interval=(None, None), zone=KYIV):
        run = SimpleNamespace(partition_key=partition, run_after=run_after)
        context = {"dag_run": run, "params": {"week": asked}}
        context |= {"data_interval_start": interval[0], "data_interval_end": interval[1]}
        return choose_week(context, zone)

    return choose


def utc(*when):
    return datetime(*when, tzinfo=UTC)


NOW = utc(2026, 11, 23, 4)


def test_the_week_asked_for_goes_before_everything(choose):
    assert choose(NOW, asked="2025-W01", partition="2026-W47") == "2025-W01"
    assert choose(NOW, asked="latest", partition="2026-W47") == "latest"


def test_a_scheduled_run_is_about_its_partition(choose):
    assert choose(NOW, partition="2026-W40") == "2026-W40"


def test_an_interval_of_some_length_says_which_week(choose):
    week = (utc(2026, 8, 16, 21), utc(2026, 8, 23, 21))  # Monday to Monday in Kyiv
    assert choose(NOW, interval=week) == "2026-W34"


def test_the_empty_interval_of_a_run_by_hand_says_nothing(choose):
    assert choose(NOW, interval=(NOW, NOW)) == "2026-W47"


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (utc(2026, 11, 22, 21, 59), "2026-W46"),  # Sunday 23:59 in Kyiv: W47 is not over
        (utc(2026, 11, 22, 22, 0), "2026-W47"),  # Monday 00:00
        (utc(2026, 11, 29, 12), "2026-W47"),  # any day until the next Sunday
        (utc(2021, 1, 4, 4), "2020-W53"),  # a year with 53 weeks
        (utc(2027, 1, 3, 12), "2026-W52"),  # a Sunday of W53
        (utc(2027, 1, 4, 4), "2026-W53"),
        (utc(2025, 12, 29, 4), "2025-W52"),  # a Monday of 2026-W01
        (utc(2026, 3, 29, 21, 30), "2026-W13"),  # Monday 00:30, clocks went forward the day before
        (utc(2026, 10, 25, 22, 30), "2026-W43"),  # Monday 00:30, clocks went back the day before
        (utc(2026, 10, 25, 21, 30), "2026-W42"),  # Sunday 23:30
    ],
)
def test_a_run_by_hand_is_about_the_week_before_it(choose, moment, week):
    assert choose(moment) == week


@given(
    hours=st.integers(0, 24 * 365 * 90),
    zone=st.sampled_from(["Europe/Kyiv", "Asia/Almaty", "America/New_York", "Pacific/Apia"]),
)
def test_the_week_before_a_moment_ended_within_the_last_seven_days(hours, zone):
    from week_of_run import choose_week

    from trend_lib.base.weeks import Week

    moment = utc(2000, 1, 1) + timedelta(hours=hours)
    run = SimpleNamespace(partition_key=None, run_after=moment)
    week = Week.parse(choose_week({"dag_run": run, "params": {"week": None}}, ZoneInfo(zone)))
    today = moment.astimezone(ZoneInfo(zone)).date()
    assert timedelta(days=1) <= today - week.last_day <= timedelta(days=7)


@pytest.mark.parametrize("asked", [None, "2026-W34", "latest"])
def test_the_form_takes_a_week_or_latest_or_nothing(weekly, asked):
    param = weekly.params.get_param("week")
    assert param.resolve(asked) == asked


@pytest.mark.parametrize("asked", ["2026-34", "W34", "last", "2026-W34; DROP", "2026-W3", 34, "\n"])
def test_the_form_takes_nothing_else(weekly, asked):
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        weekly.params.get_param("week").resolve(asked)


def test_a_week_is_written_as_weeks_are_written_everywhere(choose):
    from trend_lib.base.weeks import Week

    assert Week.parse(choose(NOW)) == Week(date(2026, 11, 16))
