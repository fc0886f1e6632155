"""The shape of a series' week: how a week's contacts fall on its seven days.

Question: what share of an ordinary week lies on Monday, on Tuesday ...?
Assumption: mean = level of the week x shape of the weekday (the log-linear model of a table of
weeks by weekdays).
Formula: iterative proportional fitting (Deming & Stephan 1940, Annals of Mathematical Statistics
11:427), which is maximum likelihood for Poisson counts, also with days missing; newer weeks weigh
more (half-life 26 weeks); each series lends itself 20 contacts that fall as all series' do together.
Shapes [S, 7] average 1. Wrong while a desk changes its opening days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.day_history import WEEKDAYS

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

ROUNDS = 4
HALF_LIFE_WEEKS = 26.0
BORROWED_CONTACTS = 20.0
NOTHING = 1e-12  # stands for 0 where it divides


@dataclass(frozen=True, slots=True)
class WeekShape:
    """How weeks fall on weekdays."""

    shape: FloatArray  # [S, 7], mean 1
    contacts: FloatArray  # [S, 7] behind it, the borrowed ones too


def fit_shape(counts: FloatArray, weights: FloatArray) -> WeekShape:
    """Fit the shape of each series.

    Args:
        counts: Contacts [S, W, 7].
        weights: 0 where a day says nothing, less than 1 in weeks of an outbreak [S, W, 7].
    """
    weeks_ago = np.arange(counts.shape[1])[::-1]
    weighted = weights * (0.5 ** (weeks_ago / HALF_LIFE_WEEKS))[:, None]
    together = _fit((weighted * counts).sum(0)[None], weighted.sum(0)[None])[0]
    own = _fit(weighted * counts, weighted)
    contacts = (weighted * counts).sum(1)
    level = contacts.sum(1, keepdims=True) / np.maximum(
        (weighted.sum(1) * own).sum(1, keepdims=True), NOTHING
    )
    seen = np.maximum(weighted.sum(1) * level, NOTHING)  # contacts there would be at shape 1
    lent = BORROWED_CONTACTS / WEEKDAYS
    shape = (own * seen + lent * together) / (seen + lent)
    total = shape.mean(1, keepdims=True)
    return WeekShape(shape / np.maximum(total, NOTHING), contacts + lent * together)


def _fit(counts: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the shapes [S, 7] by proportional fitting; flat where nothing was counted."""
    shape = np.ones((len(counts), WEEKDAYS))
    of_days, of_weeks = counts.sum(1), counts.sum(2)
    for _ in range(ROUNDS):
        level = of_weeks / np.maximum((weights * shape[:, None]).sum(2), NOTHING)
        seen = (weights * level[:, :, None]).sum(1)
        shape = np.where(seen > NOTHING, of_days / np.maximum(seen, NOTHING), 0.0)
        mean = shape.mean(1, keepdims=True)
        shape = np.where(mean > 0, shape / np.maximum(mean, NOTHING), 1.0)
    return shape
