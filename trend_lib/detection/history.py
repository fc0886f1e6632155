"""What every detection method takes and what it gives back: one shape in, one shape out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class History:
    """Weekly counts of S series over W weeks; the last column is the week under test."""

    counts: FloatArray  # [S, W] contacts; whatever stands where `usable` is false is not read
    exposure: FloatArray | None  # [S, W] what could have complained, above 0; None: unknown
    usable: BoolArray  # [S, W] the week is whole and the series was alive in it
    # What people wrote down (None: nothing): see known_days.py, new_level.py and past_alarms.py
    calendar: FloatArray | None = None  # [S, W] log of what holidays and events do to a week
    calendar_doubt: FloatArray | None = None  # [S, 2] variance of that log, this week and the last
    level_since: IntArray | None = None  # [S] column in which a new level began; 0: none did
    trust: FloatArray | None = None  # [S, W] the most that a week may weigh, in (0, 1]

    def rows(self, chosen: IntArray | BoolArray) -> History:
        """Return the history of some of the series."""
        parts = ((field.name, getattr(self, field.name)) for field in fields(self))
        return replace(self, **{name: part[chosen] for name, part in parts if part is not None})

    def relative_exposure(self) -> FloatArray:
        """Return the exposure [S, W] as a multiple of the tested week's, calendar included."""
        relative = np.ones_like(self.counts)
        if self.exposure is not None:
            relative = self.exposure / self.exposure[:, -1:]
        if self.calendar is not None:
            relative = relative * np.exp(self.calendar - self.calendar[:, -1:])
        return relative

    def baseline(self, guard_weeks: int) -> BoolArray:
        """Return which weeks [S, W] a series may be compared with: usable, before the guard."""
        weeks_ago = np.arange(self.counts.shape[1])[::-1]
        return self.usable & (weeks_ago > guard_weeks)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a normal week would have looked like, and how unusual this one is; all arrays [S]."""

    expected: FloatArray  # contacts
    lower: FloatArray  # 95 of 100 normal weeks lie between lower and upper, both included
    upper: FloatArray
    dispersion: FloatArray  # variance of a normal week over its mean, forecast error included
    p_value: FloatArray  # one-sided: how often a normal week would look at least this high
    method: NDArray[np.str_]
    # How p_value came about: of this week alone, of this and last week's sum, of both together,
    # and of the slow drift (NaN: not used)
    p_one_week: FloatArray
    p_two_weeks: FloatArray
    expected_two_weeks: FloatArray
    dispersion_two_weeks: FloatArray
    p_spike: FloatArray
    p_drift: FloatArray
    expected_eight_weeks: FloatArray  # where a drift says most
    # How the dispersion came about, for those who redo it by hand; see dispersion.py, prediction.py
    own_dispersion: FloatArray  # of the series' own baseline
    own_degrees: FloatArray
    prior_dispersion: FloatArray  # what series of this size show
    prior_degrees: FloatArray
    fit_variance: FloatArray  # of the expected, per unit of dispersion
    fit_variance_two_weeks: FloatArray

    @classmethod
    def unknown(cls, series: int) -> Forecast:
        """Return a forecast that says nothing, for series that cannot be tested."""
        nothing = {
            field.name: np.full(series, np.nan) for field in fields(cls) if field.name != "method"
        }
        return cls(method=np.full(series, "none", dtype="<U8"), **nothing)

    def rows(self, chosen: IntArray | BoolArray) -> Forecast:
        """Return the forecast of some of the series."""
        return replace(
            self, **{field.name: getattr(self, field.name)[chosen] for field in fields(self)}
        )

    def put(self, chosen: IntArray, part: Forecast) -> Forecast:
        """Return this forecast with the series `chosen` taken from `part`."""
        filled = {}
        for field in fields(self):
            column = getattr(self, field.name).copy()
            column[chosen] = getattr(part, field.name)
            filled[field.name] = column
        return replace(self, **filled)


@dataclass(frozen=True, slots=True)
class Fit:
    """A level or a curve put through the baseline, before dispersions are compared."""

    mean: FloatArray  # [S, K] expected contacts: this week; then sums of this and earlier weeks
    unit_variance: FloatArray  # [S, K] variance of those means, per unit of dispersion
    dispersion: FloatArray  # [S] each series' own, over its baseline
    degrees: FloatArray  # [S] degrees of freedom behind that dispersion, were counts normal
    inverse_mean: FloatArray  # [S] 1 / expected contacts, on average over the baseline's weeks
    counts_two_weeks: BoolArray  # [S] whether the two-week sum is looked at

    @classmethod
    def joined(cls, parts: Sequence[Fit]) -> Fit:
        """Return the fits of several blocks of series as one."""
        columns = (
            np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)
        )
        return cls(*columns)

    def rows(self, chosen: IntArray) -> Fit:
        """Return the fits of some of the series, or of all in another order."""
        return Fit(*(getattr(self, field.name)[chosen] for field in fields(self)))


def fill_gaps(matrix: FloatArray) -> FloatArray:
    """Fill NaN from the left, then from the right; rows of nothing but NaN become 1."""
    forward = _fill_forward(matrix)
    both = _fill_forward(forward[:, ::-1])[:, ::-1]
    return np.where(np.isnan(both), 1.0, both)


def _fill_forward(matrix: FloatArray) -> FloatArray:
    """Fill each NaN with the last number before it in its row."""
    columns = np.arange(matrix.shape[1])
    last_known = np.maximum.accumulate(np.where(np.isnan(matrix), 0, columns), axis=1)
    return np.take_along_axis(matrix, last_known, axis=1)
