"""Ridge regression whose penalty is chosen by cross-validation over groups of equal texts.

Question: which linear mixture of features foretells a score best on texts not seen? Assumes errors of like size.
Formula: w = (X'X + penalty I)^-1 X'y on centred data (Hoerl & Kennard 1970); the penalty with the least squared error
out of fold. Wrong where rows of different folds depend on each other: equal texts therefore share a fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 5
PENALTIES = np.logspace(-1, 4, 21)


@dataclass(frozen=True)
class Ridge:
    """A fitted mixture, and what is needed to tell how new a row is to it."""

    middle: Floats
    mean: float
    weights: Floats
    axes: Floats  # directions of the training rows, one a column
    newness: Floats  # of each direction: 1 never seen, 0 known by heart

    def predict(self, rows: Floats) -> Floats:
        """Return the expected target of each row."""
        return self.mean + (rows - self.middle) @ self.weights

    def newness_of(self, rows: Floats) -> Floats:
        """Return which share of each row's prior variance the training left: 0 known, 1 nothing learned."""
        centred = rows - self.middle
        squares = (centred @ self.axes) ** 2
        total = np.maximum((centred**2).sum(axis=1), 1e-12)
        return np.asarray((squares @ self.newness) / total, dtype=np.float64)


@dataclass(frozen=True)
class OutOfFold:
    """What each row's target was foretold to be by a fit that had not seen its text."""

    predicted: Floats
    newness: Floats
    penalty: float


@dataclass(frozen=True)
class _Spectrum:
    """What a fit needs of its rows, whatever the penalty."""

    middle: Floats
    mean: float
    values: Floats
    axes: Floats
    pulls: Floats  # of the targets along each axis

    def ridge(self, penalty: float) -> Ridge:
        """Return the fit under one penalty."""
        weights = self.axes @ (self.pulls / (self.values + penalty))
        return Ridge(self.middle, self.mean, weights, self.axes, penalty / (self.values + penalty))

    def foretell(self, rows: Floats, penalties: Floats) -> tuple[Floats, Floats]:
        """Return what `predict` and `newness_of` of each penalty's fit say: rows x penalties.

        Rows are turned to the axes once, not once a penalty: that is nearly all of the work.
        """
        centred = rows - self.middle
        turned = centred @ self.axes
        inverse = 1 / (self.values[:, None] + penalties)
        total = np.maximum((centred**2).sum(axis=1), 1e-12)
        predicted = self.mean + turned @ (inverse * self.pulls[:, None])
        return predicted, (turned**2 @ (inverse * penalties)) / total[:, None]


def fit_ridge(rows: Floats, targets: Floats, penalty: float) -> Ridge:
    """Fit one penalty."""
    return _decompose(rows, targets).ridge(penalty)


def predict_out_of_fold(rows: Floats, targets: Floats, folds: NDArray[np.int64]) -> OutOfFold:
    """Return the out-of-fold predictions under the penalty that serves them best."""
    predicted = np.zeros((len(rows), len(PENALTIES)))
    newness = np.zeros_like(predicted)
    for fold in np.unique(folds):
        held = folds == fold
        spectrum = _decompose(rows[~held], targets[~held])
        predicted[held], newness[held] = spectrum.foretell(rows[held], PENALTIES)
    best = int(np.argmin(((predicted - targets[:, None]) ** 2).mean(axis=0)))
    return OutOfFold(predicted[:, best], newness[:, best], float(PENALTIES[best]))


def deal_folds(texts: Sequence[str], targets: Floats, seed: int) -> NDArray[np.int64]:
    """Deal texts into folds of like targets; equal texts share one."""
    random = np.random.default_rng(seed)
    distinct = sorted(set(texts))
    first = dict(zip(reversed(texts), reversed(targets.tolist()), strict=True))
    ties = random.random(len(distinct))
    order = np.lexsort((ties, np.array([first[text] for text in distinct])))
    fold_of = np.empty(len(distinct), dtype=np.int64)
    for start in range(0, len(order), FOLDS):
        strip = order[start : start + FOLDS]
        fold_of[strip] = random.permutation(FOLDS)[: len(strip)]
    number = {text: int(fold) for text, fold in zip(distinct, fold_of, strict=True)}
    return np.array([number[text] for text in texts], dtype=np.int64)


def _decompose(rows: Floats, targets: Floats) -> _Spectrum:
    """Centre the rows and find the axes along which they spread."""
    middle, mean = rows.mean(axis=0), float(targets.mean())
    centred = rows - middle
    values, axes = np.linalg.eigh(centred.T @ centred)
    pulls = axes.T @ (centred.T @ (targets - mean))
    return _Spectrum(middle, mean, np.maximum(values, 0), axes, pulls)
