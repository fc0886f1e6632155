"""How far people who hear the same contact score it alike, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from trend_lib.quality.interval import TAIL, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from trend_lib.quality.interval import Floats

    Disagreement = Callable[[Floats], tuple[Floats, Floats]]

ENOUGH_UNITS = 10  # heard twice; with fewer even the sign is open
CLOSEST = 0.999  # at 1 Fisher's scale has no end


@dataclass(frozen=True, slots=True)
class Agreement:
    """1: as one; 0: as chance alone; below: against each other."""

    units: int  # contacts that two or more scored
    value: float  # NaN: all scores are alike, chance would agree as well
    lower: float  # 95 %; NaN with fewer than ENOUGH_UNITS units
    upper: float


def alpha(unit: ArrayLike, score: ArrayLike) -> Agreement:
    """Return Krippendorff's alpha for scores whose distances count: do reviewers agree beyond chance?

    1 − (mean squared difference of two scores of one unit) / (that of any two scores); a unit counts as
    often as it was scored, one scored once not at all. Any number of reviewers, missing anywhere.

    Source: K. Krippendorff, Content Analysis (4th ed. 2018), chapter 12. Its interval is the jackknife's
    over units, on Fisher's scale with Student's t; where scores are of two kinds only, Wilson's of the share
    of disagreement, over the disagreement by chance. Wrong when one reviewer knew the other's score, and for
    units picked because they are odd.
    """
    _, place = np.unique(np.asarray(unit), return_inverse=True)
    scores = np.asarray(score, float)
    times, total = np.bincount(place), np.bincount(place, scores)
    squares = np.bincount(place, scores**2)
    twice = times > 1
    times, total, squares = times[twice], total[twice], squares[twice]
    apart = 2 * (times * squares - total**2) / (times - 1)
    moments = np.array([times, total, squares, apart], float)
    return _judge(moments, _alpha_disagreement, _only_distance(scores[twice[place]]))


def weighted_kappa(ours: ArrayLike, others: ArrayLike) -> Agreement:
    """Return Cohen's kappa with quadratic weights: does one reviewer agree with the others beyond chance?

    A pair a contact: 1 − (mean squared difference) / (that of pairs made at random), which is what
    quadratic weights come to. Unlike alpha it is about this reviewer; who scores a point above all others
    loses by it. Source: Fleiss & Cohen, Educational and Psychological Measurement 33 (1973); interval and
    faults as of alpha.
    """
    x, y = np.asarray(ours, float), np.asarray(others, float)
    moments = np.array([np.ones(len(x)), x, y, x**2, y**2, (x - y) ** 2])
    return _judge(moments, _kappa_disagreement, _only_distance(np.concatenate([x, y])))


def _alpha_disagreement(sums: Floats) -> tuple[Floats, Floats]:
    """Return observed and expected disagreement of sums over units."""
    times, total, squares, apart = sums
    pairs = np.maximum(times * (times - 1), 1)
    return apart / np.maximum(times, 1), 2 * (times * squares - total**2) / pairs


def _kappa_disagreement(sums: Floats) -> tuple[Floats, Floats]:
    """Return observed and expected disagreement of sums over pairs."""
    mean_x, mean_y, square_x, square_y, apart = sums[1:] / np.maximum(sums[0], 1)
    return apart, square_x + square_y - 2 * mean_x * mean_y


def _judge(moments: Floats, disagreement: Disagreement, only_distance: float) -> Agreement:
    """Return the agreement of units given by their moments, a column each."""
    units = moments.shape[1]
    whole = moments.sum(axis=1, keepdims=True)
    observed, expected = disagreement(whole)
    value = float(_one_less(observed, expected)[0])
    if units < ENOUGH_UNITS or np.isnan(value):
        return Agreement(units, value, np.nan, np.nan)
    if only_distance:
        shares = wilson_interval(units * observed / only_distance, units)
        upper, lower = (float((1 - share * only_distance / expected)[0]) for share in shares)
    else:
        lower, upper = _jackknife(value, _one_less(*disagreement(whole - moments)))
    return Agreement(units, value, max(lower, -1.0), min(upper, 1.0))


def _jackknife(value: float, without_one: Floats) -> tuple[float, float]:
    """Return the interval that the values without each unit give, on Fisher's scale."""
    kept = without_one[np.isfinite(without_one)]
    error = np.sqrt(np.var(kept) * (len(kept) - 1))
    inside = min(max(value, -CLOSEST), CLOSEST)
    reach = stdtrit(len(kept) - 1, TAIL) * error / (1 - inside**2)
    return float(np.tanh(np.arctanh(inside) - reach)), float(np.tanh(np.arctanh(inside) + reach))


def _one_less(observed: Floats, expected: Floats) -> Floats:
    """Return 1 − observed / expected; NaN where chance would agree as well."""
    is_open = expected > 1e-12
    ratio: Floats = 1 - observed / np.where(is_open, expected, 1.0)
    return np.where(is_open, ratio, np.nan)


def _only_distance(scores: Floats) -> float:
    """Return the squared distance of two scores that differ, where no others occur; else 0."""
    kinds = np.unique(scores)
    return float((kinds[1] - kinds[0]) ** 2) if len(kinds) == 2 else 0.0
