"""What every detection method takes and what it gives back: one shape in, one shape out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    IntArray = NDArray[np.int64]


MOST_WEEKS = 3  # that are looked at together
OF_WEEKS = ("p_looks", "expected_weeks", "dispersion_weeks", "fit_variance_weeks", "p_weeks")
COLUMNS = dict.fromkeys(OF_WEEKS, MOST_WEEKS) | {"wave_deviations": 2, "wave_doubts": 2}


@dataclass(frozen=True, slots=True)
class History:
    """Weekly counts of S series over W weeks; the last column is the week under test."""

    counts: FloatArray  # [S, W] contacts; whatever stands where `usable` is false is not read
    exposure: FloatArray | None  # [S, W] what could have complained, above 0; None: unknown
    usable: BoolArray  # [S, W] the week is whole and the series was alive in it
    # What people wrote down (None: nothing): see known_days.py, new_level.py and past_alarms.py
    calendar: FloatArray | None = None  # [S, W] log of what holidays and events do to a week
    calendar_doubt: FloatArray | None = None  # [S, W] variance of that log, this week first
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
    """What a normal week would have looked like, and how unusual this one is; arrays [S], [S, 3] or [S, 2]."""

    expected: FloatArray  # contacts
    lower: FloatArray  # 95 of 100 normal weeks lie between lower and upper, both included
    upper: FloatArray
    dispersion: FloatArray  # variance of a normal week over its mean, forecast error included
    p_value: FloatArray  # one-sided: how often a normal week would look at least this high
    method: NDArray[np.str_]
    # How p_value came about (NaN: not used): see looks.py
    p_looks: FloatArray  # [S, 3] of this week alone, with last week, with the one before too
    expected_weeks: FloatArray  # [S, 3] of each of these weeks, this one first
    dispersion_weeks: FloatArray  # [S, 3]
    fit_variance_weeks: FloatArray  # [S, 3] of those expected, per unit of dispersion
    p_weeks: FloatArray  # [S, 3] of each by its own tail
    p_spike: FloatArray  # of all looks, read once more
    stretch: FloatArray  # of its normal quantile, see calibrated.py
    p_drift: FloatArray
    expected_eight_weeks: FloatArray  # where a drift says most
    # How the dispersion came about, for those who redo it by hand; see dispersion.py, prediction.py
    own_dispersion: FloatArray  # of the series' own baseline
    own_degrees: FloatArray
    prior_dispersion: FloatArray  # what series of this size show
    prior_degrees: FloatArray
    fit_variance: FloatArray  # of the expected, per unit of dispersion
    wave_deviations: FloatArray  # [S, 2] of the priors of its season's waves; see season_prior.py
    wave_doubts: FloatArray  # [S, 2] of how strong they are, as shares of them; see season_doubt.py
    season: FloatArray  # how strong its fitted season is, see calibrated.py
    highest: FloatArray  # week before this one, of series under a year old; see unprecedented.py

    @classmethod
    def unknown(cls, series: int) -> Forecast:
        """Return a forecast that says nothing, for series that cannot be tested."""
        nothing = {
            field.name: np.full(
                (series, COLUMNS[field.name]) if field.name in COLUMNS else series, np.nan
            )
            for field in fields(cls)
            if field.name != "method"
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

    mean: FloatArray  # [S, K] expected contacts: of this week and earlier ones, or of their sums
    unit_variance: FloatArray  # [S, K] variance of those means, per unit of dispersion
    dispersion: FloatArray  # [S] each series' own, over its baseline
    degrees: FloatArray  # [S] degrees of freedom behind that dispersion, were counts normal
    inverse_mean: FloatArray  # [S] 1 / expected contacts, on average over the baseline's weeks
    looks_back: BoolArray  # [S] whether earlier weeks are looked at together with this one
    wave_deviations: FloatArray  # [S, 2] of the priors of its season's waves; NaN: wide or none
    wave_doubts: FloatArray  # [S, 2] of how strong they are, as shares of them; NaN: none fitted
    season: FloatArray  # [S] root of its waves' squared coefficients, summed; NaN: none fitted

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


def newest_first(matrix: NDArray[Any], weeks: int) -> NDArray[Any]:
    """Return the newest weeks [S, M] of a matrix [S, W], this week first."""
    return matrix[:, : -weeks - 1 : -1]


def newest_usable(history: History, weeks: int) -> BoolArray:
    """Return which of the newest weeks [S, M] can be looked at; this week, under test, always."""
    usable = newest_first(history.usable, weeks).copy()
    usable[:, 0] = True
    return usable


def padded_weeks(matrix: FloatArray) -> FloatArray:
    """Return a matrix of the newest weeks [S, K] as one of all that may be looked at [S, 3]."""
    missing = MOST_WEEKS - matrix.shape[1]
    return np.pad(matrix, ((0, 0), (0, missing)), constant_values=np.nan)


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
