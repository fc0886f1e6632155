"""What every published method takes, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

LOWER_SHARE = 0.025  # of normal weeks lie under `lower`
SMALLEST_P = 1e-300  # never written as an impossible 0
TESTED, TOO_SHORT, TOO_FEW = "tested", "baseline_too_short", "too_few_contacts"


@dataclass(frozen=True, slots=True)
class ReferenceForecast:
    """What a published method says of the tested week; all arrays [S], NaN where it says nothing."""

    expected: FloatArray  # contacts
    lower: (
        FloatArray  # 97.5 of 100 normal weeks lie at or above it, by the method's own distribution
    )
    upper: FloatArray  # more contacts than this alarm
    p_value: FloatArray  # one-sided
    phi: FloatArray  # variance over mean
    score: FloatArray  # how far up; its scale is the method's own
    trend: FloatArray  # 1 where a trend was kept, 0 where not
    is_alarm: BoolArray
    status: NDArray[np.str_]  # tested, baseline_too_short, too_few_contacts

    @classmethod
    def unknown(cls, series: int) -> ReferenceForecast:
        """Return a forecast that says nothing."""
        numbers = {part.name: np.full(series, np.nan) for part in fields(cls)[:-2]}
        status = np.full(series, TOO_SHORT, dtype="<U18")
        return cls(is_alarm=np.zeros(series, dtype=bool), status=status, **numbers)

    def put(self, rows: IntArray, part: ReferenceForecast) -> None:
        """Fill in some of the series."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(part, field.name)
