"""What the weekday test says of a morning: of the day, of the week so far, and of both together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection.day_history import WEEKDAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

    AnyArray = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What some days of the running week would normally bring, and did; all arrays [S]."""

    observed: FloatArray
    expected: FloatArray  # NaN: none of these days can be compared
    lower: FloatArray  # 95 of 100 normal ones lie between lower and upper
    upper: FloatArray
    dispersion: FloatArray  # variance of a normal one over its mean, forecast error included
    p_value: FloatArray  # how often a normal one would look at least this unusual
    weekdays: BoolArray  # [S, 7] which were compared

    @classmethod
    def unknown(cls, series: int) -> Look:
        """Return a look that says nothing."""
        nothing = np.full(series, np.nan)
        weekdays = np.zeros((series, WEEKDAYS), dtype=bool)
        return cls(np.zeros(series), nothing, nothing, nothing, nothing, nothing, weekdays)


@dataclass(frozen=True, slots=True)
class DayForecast:
    """Both looks, and what they say together."""

    day: Look
    so_far: Look
    p_value: FloatArray  # [S]; NaN: not tested
    is_holiday_unknown: BoolArray  # [S] a holiday or the day after one, and the past holds none

    @classmethod
    def unknown(cls, series: int) -> DayForecast:
        """Return a forecast that says nothing, for series that cannot be tested."""
        look_of = Look.unknown(series)
        return cls(look_of, look_of, np.full(series, np.nan), np.zeros(series, dtype=bool))

    def put(self, chosen: IntArray, part: DayForecast) -> DayForecast:
        """Return this forecast with the series `chosen` taken from `part`."""
        return DayForecast(
            _put(self.day, chosen, part.day),
            _put(self.so_far, chosen, part.so_far),
            _put_rows(self.p_value, chosen, part.p_value),
            _put_rows(self.is_holiday_unknown, chosen, part.is_holiday_unknown),
        )


def _put(whole: Look, chosen: IntArray, part: Look) -> Look:
    """Return a look with the series `chosen` taken from `part`."""
    names = [field.name for field in fields(Look)]
    return Look(*(_put_rows(getattr(whole, one), chosen, getattr(part, one)) for one in names))


def _put_rows(whole: AnyArray, chosen: IntArray, part: AnyArray) -> AnyArray:
    """Return an array with some rows replaced."""
    filled = whole.copy()
    filled[chosen] = part
    return filled
