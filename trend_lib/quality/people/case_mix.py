"""What an operator's contacts came to, against what the same contacts would at the typical operator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.quality.interval import Floats

    Codes = NDArray[np.int64]

IMAGINARY = (
    1.0  # average contacts that every operator and every kind of case is given beside its own
)
LEAST_SCATTER = 0.1  # of the overall variance, for cases that seem to have none


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One entry an operator; NaN where there is no value."""

    contacts: Floats  # with a value
    observed: Floats  # their mean
    effect: Floats  # above what the same cases come to at the average operator
    error: Floats
    skewness: Floats  # of the effect
    design: Floats  # by which its variance is wider, for customers who come again
    residuals: Floats  # one a value, in deviations of its case: what the case does not explain


def adjust(
    operator: Codes, operators: int, factors: Sequence[Codes], value: Floats, customer: Codes
) -> Adjusted:
    """Return each operator's effect, adjusted for the cases that came to them.

    Indirect standardisation by a joint model: value = mean + effect of each factor's level + effect of the
    operator + scatter, all at once by least squares; an operator's observed less expected, over the number of
    contacts, is that effect. At once, and not the expectation first: who takes a fifth of all hard cases would
    otherwise be half of his own standard. Every level and operator has IMAGINARY average contacts besides, so that one
    who alone serves a kind of case, and cannot be compared, gets an error as wide as contacts scatter.

    The scatter is that of the cases, not the operator's own (thirty contacts without a failure are no proof
    of none), and is widened for customers whose contacts hang together: by the operator's own design effect or all
    operators' together, whichever is more.

    Source: D. J. Spiegelhalter, Statistics in Medicine 24 (2005) for standardised comparison; White,
    Econometrica 48 (1980) for the error where scatter differs. Wrong when the hard ones of a topic go to
    one operator: nothing here sees what the factors do not say; and where an operator does better with one topic
    than with others, which is averaged.
    """
    sizes = [operators, *(int(codes.max(initial=-1)) + 1 for codes in factors)]
    begins = np.concatenate([[0], np.cumsum(sizes)])
    codes = [
        operator,
        *(factor + begin for factor, begin in zip(factors, begins[1:], strict=False)),
    ]
    centred = value - value.mean()
    inverse = np.linalg.inv(_crossed(codes, begins[-1]) + IMAGINARY * np.eye(begins[-1]))
    level = inverse @ _summed(codes, centred, begins[-1])
    by_case = np.sum([level[each] for each in codes[1:]], axis=0)
    scatter = _scatter_of_cases(codes[1:], begins, centred - by_case - level[operator])
    meat = _crossed(codes, begins[-1], scatter) + IMAGINARY * scatter.mean() * np.eye(begins[-1])
    count = np.bincount(operator, minlength=operators).astype(float)
    # beside all operators' mean: how high all of them stand together is the level's business, and unknown
    rows = inverse[:operators] - count / count.sum() @ inverse[:operators]
    unexplained = (centred - by_case - level[operator]) / np.sqrt(scatter)
    design = _design_effect(operator, operators, customer, unexplained)
    variance = np.maximum(np.sum((rows @ meat) * rows, axis=1) * design, 1e-18)  # nobody beside
    seen = np.where(count > 0, count, np.nan)
    worth = np.bincount(operator, scatter, operators) / seen / variance  # so many contacts apart
    own = level[:operators] - count / count.sum() @ level[:operators]
    return Adjusted(
        contacts=count,
        observed=np.bincount(operator, value, operators) / seen,
        effect=np.where(count > 0, own, np.nan),
        error=np.where(count > 0, np.sqrt(variance), np.nan),
        skewness=np.mean(unexplained**3) / np.sqrt(np.maximum(worth, 1.0)),
        design=design,
        residuals=(centred - by_case) / np.sqrt(scatter),
    )


def _crossed(codes: Sequence[Codes], size: int, weight: Floats | None = None) -> Floats:
    """Return how many contacts, or what weight of them, every two levels share."""
    table = np.zeros(size * size)
    for one in codes:
        for other in codes:
            table += np.bincount(one * size + other, weight, size * size)
    return table.reshape(size, size)


def _summed(codes: Sequence[Codes], value: Floats, size: int) -> Floats:
    """Return the sum of values of each level."""
    sums: Floats = np.sum([np.bincount(each, value, size) for each in codes], axis=0)
    return sums


def _scatter_of_cases(codes: Sequence[Codes], begins: Codes, unexplained: Floats) -> Floats:
    """Return the variance that contacts of the same case have, whoever takes them."""
    squares = unexplained**2
    size = begins[-1]
    crossed = _crossed(codes, size) + IMAGINARY * np.eye(size)
    level = np.linalg.solve(crossed, _summed(codes, squares - squares.mean(), size))
    fitted = squares.mean() + np.sum([level[each] for each in codes], axis=0)
    scatter: Floats = np.maximum(fitted, LEAST_SCATTER * squares.mean() + 1e-12)
    return scatter


def _design_effect(operator: Codes, operators: int, customer: Codes, unexplained: Floats) -> Floats:
    """Return how much wider an operator's mean is for customers who come more than once."""
    pair, place = np.unique(
        operator * (customer.max(initial=0) + 1) + customer, return_inverse=True
    )
    whose = pair // (customer.max(initial=0) + 1)
    together = np.bincount(whose, np.bincount(place, unexplained) ** 2, operators)
    alone = np.bincount(operator, unexplained**2, operators)
    pooled = together.sum() / alone.sum() if alone.sum() > 0 else 1.0
    own = together / np.where(alone > 0, alone, 1.0)
    widest: Floats = np.maximum(np.maximum(own, pooled), 1.0)
    return widest
