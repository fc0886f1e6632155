"""A limit runs in working hours alone: as a library's business hours, one by one, say too."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pandas.tseries.offsets import CustomBusinessHour

from trend_lib.base.unresolved_settings import UnresolvedConfig
from trend_lib.quality.unresolved.working_time import WorkingTime

KYIV = ZoneInfo("Europe/Kyiv")
HOLIDAYS = {date(2026, 8, 24), date(2026, 8, 28)}


def laid_out(**settings):
    return WorkingTime.between(
        date(2026, 7, 1), date(2027, 3, 31), HOLIDAYS, UnresolvedConfig(**settings), KYIV
    )


def after(written, hours, **settings):
    """Return when the hours are over, by the clock on the wall."""
    start = pd.Timestamp(written, tz=KYIV).tz_convert("UTC").tz_localize(None)
    (end,) = laid_out(**settings).after(np.array([start.to_datetime64()]), np.array([float(hours)]))
    return str(pd.Timestamp(end, tz="UTC").tz_convert(KYIV).tz_localize(None))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-08-19 10:00", 4, "2026-08-19 14:00:00"),
        ("2026-08-19 10:00", 8, "2026-08-19 18:00:00"),  # the very end of the day
        ("2026-08-19 16:00", 4, "2026-08-20 11:00:00"),  # over night
        ("2026-08-21 16:00", 4, "2026-08-25 11:00:00"),  # over the weekend and Monday's holiday
        ("2026-08-22 12:00", 1, "2026-08-25 10:00:00"),  # came on a Saturday
        ("2026-08-19 03:00", 9, "2026-08-19 18:00:00"),  # came at night
        ("2026-10-23 17:00", 2, "2026-10-26 10:00:00"),  # clocks change on Sunday
    ],
)
def test_a_limit_stands_still_when_nobody_works(start, hours, end):
    assert after(start, hours) == end


def test_whoever_works_on_saturdays_says_so():
    assert after("2026-08-21 16:00", 4, working_days=(1, 2, 3, 4, 5, 6)) == "2026-08-22 11:00:00"


@example(datetime(2026, 10, 20), 200, 11, 13)  # noqa: DTZ001 - the longest
@given(
    st.datetimes(pd.Timestamp("2026-07-02"), pd.Timestamp("2026-10-20")),
    st.integers(1, 200),
    st.integers(6, 11),
    st.integers(13, 22),
)
def test_it_agrees_with_the_business_hours_of_a_library(start, hours, opens, closes):
    start = start.replace(microsecond=0)
    slow = pd.Timestamp(start) + CustomBusinessHour(
        hours, start=f"{opens:02}:00", end=f"{closes:02}:00", holidays=sorted(HOLIDAYS)
    )
    assume(
        slow.time() != time(opens)
    )  # the end of one day and the begin of the next are one moment
    assert after(start, hours, opens=time(opens), closes=time(closes)) == str(slow)


def test_beyond_what_is_laid_out_nothing_is_said():
    late = np.array([np.datetime64("2027-03-31T15:00:00"), np.datetime64("2027-05-01T09:00:00")])
    assert np.isnat(laid_out().after(late, np.array([9.0, 1.0]))).all()


def test_the_next_working_day_is_no_holiday():
    friday = datetime(2026, 8, 21, 12)  # noqa: DTZ001 - tables know UTC alone
    assert laid_out().next_day(friday) == date(2026, 8, 25)
