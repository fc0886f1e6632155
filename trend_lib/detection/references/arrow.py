"""The weighted least squares of one level a period and one common slope, of many series in one go.

Formula: the normal equations have the shape of an arrow, so that they need no matrix to be
inverted. With w the weights, z the responses and t_g the weighted mean time of period g:
slope = sum w (t - t_g) z / sum w (t - t_g)^2, level of g = mean z of g - slope x t_g.
Shapes: S series over N weeks, P periods.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, IntArray

NO_WEIGHT = 1e-300  # stands for 0 where it divides


@dataclass(frozen=True, slots=True)
class Lines:
    """The fitted lines."""

    level: FloatArray  # [S, P] at time 0; 0 where a period has no weight
    slope: FloatArray  # [S] 0 where none was asked for
    weight: FloatArray  # [S, P] sum of the weights
    middle: FloatArray  # [S, P] weighted mean time
    spread: FloatArray  # [S] sum of w (t - t_g)^2; infinite where no slope was asked for

    @classmethod
    def empty(cls, series: int, periods: int) -> Lines:
        """Return lines to be filled in."""
        wide = {"level", "weight", "middle"}
        shapes = [(series, periods) if part.name in wide else (series,) for part in fields(cls)]
        return cls(*(np.zeros(shape) for shape in shapes))

    def put(self, rows: IntArray, part: Lines) -> None:
        """Fill in some of the series."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(part, field.name)


@dataclass(frozen=True, slots=True)
class Arrow:
    """When the N weeks are, and in which period each lies."""

    time: FloatArray  # [N]
    period: IntArray  # [N] 0 to P - 1
    membership: FloatArray  # [N, P] 1 where the week lies in the period

    @classmethod
    def of(cls, time: FloatArray, period: IntArray, periods: int) -> Arrow:
        """Return the weeks with their membership."""
        return cls(time, period, (period[:, None] == np.arange(periods)).astype(float))

    def solve(self, weights: FloatArray, responses: FloatArray, *, has_trend: bool) -> Lines:
        """Fit responses [S, N] under weights [S, N]."""
        weight = weights @ self.membership
        safe = np.maximum(weight, NO_WEIGHT)
        middle = (weights * self.time) @ self.membership / safe
        mean = (weights * responses) @ self.membership / safe
        if not has_trend:
            nothing = np.zeros(len(weight))
            return Lines(mean, nothing, weight, middle, np.full(len(weight), np.inf))
        lever = weights * (self.time - middle[:, self.period])
        spread = np.einsum("sn,sn->s", lever, self.time - middle[:, self.period])
        slope = np.einsum("sn,sn->s", lever, responses) / np.maximum(spread, NO_WEIGHT)
        return Lines(mean - slope[:, None] * middle, slope, weight, middle, spread)

    def fitted(self, lines: Lines) -> FloatArray:
        """Return the lines' values [S, N]."""
        return np.asarray(lines.level[:, self.period] + lines.slope[:, None] * self.time)
