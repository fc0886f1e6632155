"""Probabilities that keep their word: one temperature for all scores, chosen on texts the model did not see.

Question: of the texts called technical with probability .8, are eight in ten technical? Assumption: the scores
are in the right order and only too loud or too soft, so that one number mends them. Formula: softmax(scores / T),
T the minimum of the weighted mean of -log p(true kind) over out-of-fold scores; T < 1 is a model that was too
modest. Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks, ICML 2017.
It is wrong where one kind alone is misjudged, and for texts unlike those it was chosen on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WIDEST = 4.0  # temperatures between e^-4 and e^4: beyond, every verdict is a certainty or a guess


def log_loss(scores: Floats, columns: NDArray[np.int64], weights: Floats) -> float:
    """Return the weighted mean of -log p(true kind)."""
    said = log_softmax(scores, axis=1)[np.arange(len(columns)), columns]
    return -float(np.average(said, weights=weights))


def choose_temperature(scores: Floats, columns: NDArray[np.int64], weights: Floats) -> float:
    """Return the temperature at which out-of-fold scores say the truth best."""

    def loss(logarithm: float) -> float:
        return log_loss(scores / np.exp(logarithm), columns, weights)

    found = minimize_scalar(loss, bounds=(-WIDEST, WIDEST), method="bounded")
    return float(np.exp(found.x)) if found.fun < loss(0.0) else 1.0


def to_probabilities(scores: Floats, temperature: float) -> Floats:
    """Return rows that add up to one."""
    return np.asarray(softmax(scores / temperature, axis=1))
