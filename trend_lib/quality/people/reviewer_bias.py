"""Which reviewers score higher or lower than others would, on the very same contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from trend_lib.quality.interval import Floats

LEVEL = 0.05  # chance that anybody at all is called lenient or strict where nobody is
ENOUGH_PAIRS = 10  # with others; with fewer nothing is said of a reviewer
ENOUGH_REVIEWERS = 3  # of two nobody can say which one is off
REPEATS = 400
SEED = 20261128


def reviewer_bias(contact: ArrayLike, reviewer: ArrayLike, score: ArrayLike) -> dict[str, Floats]:
    """Return how far above the others each reviewer scores: who is lenient, who strict?

    Least squares with an effect a reviewer and an effect a contact, so that it does not matter who got the
    better contacts: only those heard by two or more count. An effect is told against the median reviewer,
    since one who is far off would make all others look strict beside the mean. Errors by resampling
    contacts; Student's t; bounds at LEVEL shared out over the reviewers (Bonferroni).

    Args:
        contact: Whose score it is, by number.
        reviewer: By number from 0.
        score: Of the whole form.

    Returns:
        By reviewer: pairs, bias, lower, upper (95 %), and direction: 1 lenient, −1 strict, 0 nothing shown.

    Source: crossed fixed effects, as for paired comparisons (H. Scheffé, JASA 47, 1952). Wrong when
    reviewers knew each other's scores; reviewers who share no contact with the rest cannot be compared with them.
    """
    first, second, which, apart, weight = _pairs(contact, reviewer, score)
    reviewers = int(np.max(np.asarray(reviewer), initial=-1)) + 1
    contacts = int(which.max(initial=-1)) + 1
    pairs = np.bincount(first, minlength=reviewers) + np.bincount(second, minlength=reviewers)
    drawn = _drawn_again(contacts)
    counted = np.vstack([np.ones(contacts), drawn])[:, which] * weight
    effects = np.array([_solve(first, second, apart, row, reviewers) for row in counted])
    bias, error = effects[0], effects[1:].std(axis=0, ddof=1)
    freedom = max(contacts - reviewers + 1, 1)
    reach = stdtrit(freedom, 0.975) * error
    strict_reach = stdtrit(freedom, 1 - LEVEL / 2 / max(reviewers, 1)) * error
    told = (pairs >= ENOUGH_PAIRS) & (reviewers >= ENOUGH_REVIEWERS)
    direction = np.where(told & (np.abs(bias) > strict_reach), np.sign(bias), 0.0)
    return {
        "pairs": pairs.astype(float),
        "bias": np.where(pairs > 0, bias, np.nan),
        "lower": np.where(told, bias - reach, np.nan),
        "upper": np.where(told, bias + reach, np.nan),
        "direction": direction,
    }


def _drawn_again(contacts: int) -> NDArray[np.int64]:
    """Return how often each contact is drawn, when as many are drawn from them with replacement."""
    if not contacts:
        return np.zeros((REPEATS, 0), np.int64)
    random = np.random.default_rng(SEED)
    return random.multinomial(contacts, np.full(contacts, 1 / contacts), size=REPEATS)


def _pairs(
    contact: ArrayLike, reviewer: ArrayLike, score: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """Return every two scores of one contact: both reviewers, the contact, the difference, its weight."""
    _, place = np.unique(np.asarray(contact), return_inverse=True)
    order = np.argsort(place, kind="stable")
    place, who = place[order], np.asarray(reviewer, np.int64)[order]
    scores, times = np.asarray(score, float)[order], np.bincount(place)
    lags = range(1, int(times.max(initial=1)))
    nobody = order[:0]
    lefts = [np.flatnonzero(place[lag:] == place[:-lag]) for lag in lags]
    left = np.concatenate([nobody, *lefts])
    right = np.concatenate([nobody, *(each + lag for each, lag in zip(lefts, lags, strict=True))])
    apart = who[left] != who[right]  # one who heard it twice says nothing of others
    left, right = left[apart], right[apart]
    _, which = np.unique(place[left], return_inverse=True)
    return who[left], who[right], which, scores[left] - scores[right], 1.0 / times[place[left]]


def _solve(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    apart: Floats,
    weight: Floats,
    reviewers: int,
) -> Floats:
    """Return the reviewers' effects, the median at 0."""
    met = np.bincount(first * reviewers + second, weight, reviewers**2).reshape(
        reviewers, reviewers
    )
    met = met + met.T
    surplus = np.bincount(first, weight * apart, reviewers) - np.bincount(
        second, weight * apart, reviewers
    )
    effect: Floats = np.linalg.pinv(np.diag(met.sum(axis=1)) - met, hermitian=True) @ surplus
    return effect - np.median(effect[met.sum(axis=1) > 0]) if met.any() else effect
