"""Anybody's weekly counts as matrices; what cannot mean anything is refused, with the cure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection.given_rows import spread
from trend_lib.detection.history import fill_gaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.given_rows import GivenRows
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

GAPS = ("refuse", "zero", "unknown")


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """S series over W weeks."""

    names: list[object]
    first_week: Week
    counts: FloatArray  # [S, W]; 0 where unknown
    exposure: FloatArray | None  # [S, W]; held where a series has not begun or has ended
    is_complete: BoolArray  # [S, W]; false outside a series' own weeks
    was_alarm: BoolArray | None  # [S, W] earlier weeks that alarmed, if anybody says so
    began: IntArray  # [S] column of the series' first week
    ended: IntArray  # [S] column of its last week

    @property
    def last_week(self) -> Week:
        """The newest week of any series."""
        return self.first_week.plus(self.counts.shape[1] - 1)


def read_series(
    rows: GivenRows,
    read: Callable[[object], Week] | None = None,
    write: Callable[[Week], str] = str,
    gaps: str = "refuse",
) -> SeriesTable:
    """Check a table of weekly counts and spread it over series and weeks.

    A series may begin and end when it likes, but has no gaps: whether a missing week is 0 or
    unknown only its owner can say, by `gaps` (refuse, zero or unknown). `read` and `write` are for what is not a week (months).
    """
    if gaps not in GAPS:
        raise MisuseError(f"gaps {gaps!r}: write one of {', '.join(GAPS)}")
    frame = rows.frame
    weeks = rows.read_each(read or read_week)
    first = min(weeks)
    columns = np.array([(week.start - first.start).days // 7 for week in weeks])
    codes, names = pd.factorize(frame["series"])
    places = (codes, columns)
    shape = (len(names), int(columns.max()) + 1)
    began, ended = _spans(rows, places, shape)
    present = spread(np.ones(len(frame)), places, shape) > 0
    columns = np.arange(shape[1])[None, :]
    is_gap = ~present & (columns > began[:, None]) & (columns < ended[:, None])
    if gaps == "refuse":
        _refuse_gaps(is_gap, names, lambda column: write(first.plus(column)))
    is_complete = spread(rows.is_complete(), places, shape) > 0
    return SeriesTable(
        names=list(names),
        first_week=first,
        counts=spread(rows.counts(), places, shape),
        exposure=_exposure(rows, places, shape),
        is_complete=is_complete | (is_gap & (gaps == "zero")),
        was_alarm=spread(rows.yes_or_no("was_alarm"), places, shape) > 0
        if "was_alarm" in frame.columns
        else None,
        began=began,
        ended=ended,
    )


def read_week(written: object) -> Week:
    """Read `2026-W34`, or the date of its Monday as text, date or timestamp."""
    if isinstance(written, datetime):  # a pandas timestamp is one too; NaT is not a Monday
        return _of_monday(written.date(), written)
    if isinstance(written, date):
        return _of_monday(written, written)
    text = str(written).strip()
    if "W" in text:
        return Week.parse(text)
    try:
        return _of_monday(datetime.fromisoformat(text).date(), text)
    except ValueError as error:
        raise MisuseError(f"{text!r} is not a week: write 2026-W34 or its Monday's date") from error


def _of_monday(day: date, written: object) -> Week:
    """Return the week that begins on a day."""
    if not isinstance(day, date):  # NaT
        raise MisuseError(f"{written} is not a week: write 2026-W34 or its Monday's date")
    monday = Week.of_day(day).start
    if day != monday:
        raise MisuseError(f"{written} is not a Monday; that of its week is {monday}")
    return Week(day)


def _exposure(
    rows: GivenRows, places: tuple[IntArray, IntArray], shape: tuple[int, int]
) -> FloatArray | None:
    """Return the exposures, if given; all must be above 0."""
    frame = rows.frame
    if "exposure" not in frame.columns or frame["exposure"].isna().all():
        return None
    exposure = rows.numbers(
        "exposure", "has no exposure, though other rows have one: write it, or leave the column out"
    )
    rows.refuse(
        exposure <= 0,
        "has an exposure that is not above 0: write how many could have complained, or leave the column out",
    )
    return fill_gaps(spread(exposure, places, shape, np.nan))


def _spans(
    rows: GivenRows, places: tuple[IntArray, IntArray], shape: tuple[int, int]
) -> tuple[IntArray, IntArray]:
    """Return each series' first and last column, if it has no week twice."""
    rows.refuse_twice(places, shape[1])
    present = spread(np.ones(len(rows.frame)), places, shape) > 0
    return present.argmax(1), shape[1] - 1 - present[:, ::-1].argmax(1)


def _refuse_gaps(is_gap: BoolArray, names: pd.Index, name_of: Callable[[int], str]) -> None:
    """Raise, naming the first week that a series lacks."""
    if not is_gap.any():
        return
    number, column = np.argwhere(is_gap)[0]
    raise MisuseError(
        f"series {names[number]} lacks week {name_of(int(column))}: write 0 if nobody came, or "
        "is_complete = false; --gaps zero or --gaps unknown does it for all such weeks"
    )
