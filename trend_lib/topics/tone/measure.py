"""How well tone agrees with scores: rank correlation, low against high scores, and what stays unknown.

Question: do texts of worse tone come with worse scores? Spearman's rho with the interval of Fisher's z and the standard
error sqrt((1 + rho^2 / 2) / (n - 3)) of Bonett & Wright (2000, Psychometrika 65:23); and the area under the ROC curve: the
chance that a text of high score has the better tone than one of low score, ties half (Mann & Whitney 1947), with the
interval of Hanley & McNeil (1982, Radiology 143:29). Both assume independent texts; both are about the known alone, so the
share unknown stands beside them. Wrong for tones taught by the same scores: give out-of-fold ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WIDTH = 1.959964  # standard errors of a 95 % interval
LOW, HIGH = 0.4, 0.6  # scores up to and from which a contact was rated low or high, on 0 to 1
NOTHING = (math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; NaN where it cannot be told."""

    value: float
    lower: float
    upper: float

    def __str__(self) -> str:
        """Write it as people read it."""
        return f"{self.value:.3f} [{self.lower:.3f}, {self.upper:.3f}]"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How tone and scores agree on one group of texts."""

    group: str
    texts: int
    unknown_share: float
    rho: Estimate
    auc: Estimate


def assess_tone(
    tone: Floats, scores: Floats, groups: Sequence[str] | None = None
) -> list[Agreement]:
    """Return the agreement of all texts, then of each group (such as a language) by name.

    Args:
        tone: NaN for unknown.
        scores: From 0 to 1.
        groups: One name a text.

    Raises:
        ValueError: They are not as many.
    """
    names = np.array(groups if groups is not None else ["all"] * len(tone), dtype=object)
    if not len(tone) == len(scores) == len(names):
        raise ValueError("tone, scores and groups must be as many")
    parts = [("all", np.ones(len(tone), dtype=np.bool_))]
    if groups is not None:
        parts += [(str(name), names == name) for name in sorted(set(names))]
    return [_assess(name, tone[rows], scores[rows]) for name, rows in parts]


def rank_agreement(tone: Floats, scores: Floats) -> Estimate:
    """Return Spearman's rho with its interval."""
    if len(tone) < 4 or np.ptp(tone) == 0 or np.ptp(scores) == 0:
        return Estimate(*NOTHING)
    rho = float(np.corrcoef(rankdata(tone), rankdata(scores))[0, 1])
    rho = min(max(rho, -1 + 1e-12), 1 - 1e-12)
    error = math.sqrt((1 + rho * rho / 2) / (len(tone) - 3))
    middle = math.atanh(rho)
    return Estimate(rho, math.tanh(middle - WIDTH * error), math.tanh(middle + WIDTH * error))


def separation(low: Floats, high: Floats) -> Estimate:
    """Return the chance that a high-scored text has the better tone, with its interval."""
    if not (len(low) and len(high)):
        return Estimate(*NOTHING)
    ranks = rankdata(np.concatenate([low, high]))
    pairs = len(low) * len(high)
    area = float((ranks[len(low) :].sum() - len(high) * (len(high) + 1) / 2) / pairs)
    above, below = area / (2 - area), 2 * area * area / (1 + area)
    variance = (
        area * (1 - area) + (len(high) - 1) * (above - area**2) + (len(low) - 1) * (below - area**2)
    )
    reach = WIDTH * math.sqrt(max(variance, 0) / pairs)
    return Estimate(area, max(area - reach, 0), min(area + reach, 1))


def _assess(name: str, tone: Floats, scores: Floats) -> Agreement:
    """Measure one group on the texts that could be judged."""
    known = ~np.isnan(tone)
    judged, given = tone[known], scores[known]
    unknown = float(1 - known.mean()) if len(tone) else math.nan
    area = separation(judged[given <= LOW], judged[given >= HIGH])
    return Agreement(name, len(tone), unknown, rank_agreement(judged, given), area)
