"""Anybody's daily counts as weeks of seven days; what cannot mean anything is refused, with the cure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection.day_history import WEEKDAYS
from trend_lib.detection.given_rows import spread

if TYPE_CHECKING:
    from collections.abc import Collection

    from trend_lib.detection.given_rows import GivenRows
    from trend_lib.detection.history import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class DayTable:
    """S series over W weeks of days."""

    names: list[object]
    first_week: Week
    last_day: date
    counts: FloatArray  # [S, W, 7]
    is_given: BoolArray  # [S, W, 7] the table has a row for it
    is_complete: BoolArray  # [S, W, 7] the row is there, and the day was counted whole


def read_days(rows: GivenRows, holidays: Collection[date]) -> DayTable:
    """Check a table of daily counts and spread it over series, weeks and weekdays.

    Between a series' first and last day a row may lack on weekdays on which it never has one, and on holidays;
    of any other day only its owner can say whether it is 0 or unknown.
    """
    frame = rows.frame
    days = rows.read_each(_day)
    first_week, last_day = Week.of_day(min(days)), max(days)
    offsets = np.array([(day - first_week.start).days for day in days])
    codes, names = pd.factorize(frame["series"])
    weeks = (last_day - first_week.start).days // WEEKDAYS + 1
    shape, places = (len(names), weeks * WEEKDAYS), (codes, offsets)
    is_given: BoolArray = np.greater(spread(np.ones(len(frame)), places, shape), 0)
    rows.refuse_twice(places, shape[1])
    _refuse_gaps(is_given, list(names), first_week, holidays)
    counts, is_complete = rows.counts(), rows.is_complete()
    cut = (len(names), weeks, WEEKDAYS)
    return DayTable(
        names=list(names),
        first_week=first_week,
        last_day=last_day,
        counts=spread(counts, places, shape).reshape(cut),
        is_given=is_given.reshape(cut),
        is_complete=np.reshape(spread(is_complete, places, shape) > 0, cut),
    )


def _day(written: object) -> date:
    """Read a day as ISO text, date or timestamp."""
    try:
        return date.fromisoformat(str(written).strip()[:10])
    except ValueError as error:
        raise MisuseError(f"{written!r} is not a day: write it as 2026-08-17") from error


def _refuse_gaps(
    is_given: BoolArray, names: list[object], first_week: Week, holidays: Collection[date]
) -> None:
    """Raise for the first day that a series lacks without a reason."""
    days = np.arange(is_given.shape[1])
    began = is_given.argmax(1)[:, None]
    ended = (is_given.shape[1] - 1 - is_given[:, ::-1].argmax(1))[:, None]
    is_open: BoolArray = np.any(is_given.reshape(len(names), -1, WEEKDAYS), axis=1)
    off = np.isin(days, [(day - first_week.start).days for day in holidays])
    lacking: BoolArray = (
        ~is_given & (days > began) & (days < ended) & is_open[:, days % WEEKDAYS] & ~off
    )
    if lacking.any():
        series, day = (int(place[0]) for place in np.nonzero(lacking))
        said = first_week.start + timedelta(days=day)
        raise MisuseError(
            f"series {names[series]} lacks day {said}: write 0 if nobody came, is_complete = false if "
            "nobody knows, or name the day in the file of holidays"
        )
