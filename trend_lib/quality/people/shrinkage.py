"""What an operator's figure is worth beside all others': drawn to the typical one by how little it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from trend_lib.quality.interval import TAIL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.quality.interval import Floats

GRID = 60  # values of the scatter between operators
HALVINGS = 40


def shrunk(effect: Floats, error: Floats) -> tuple[Floats, Floats, Floats]:
    """Return effects drawn to 0, the typical operator, with 95 % limits: how far off are they really?

    Effects are normal about 0 with deviation τ, each seen with its error; τ is flat from 0 to as far as
    the effects go, and every τ counts by how well it fits all operators at once. So the limits also say that τ is
    not known: with the usual plug-in they close to nothing where τ is estimated as 0.

    Source: empirical Bayes after Efron & Morris, JASA 70 (1975); the flat prior on τ is A. Gelman's, Bayesian
    Analysis 1 (2006). Wrong with fewer than five operators, and for one who is far from all: drawn in too much.
    """
    known = np.isfinite(effect) & np.isfinite(error)
    if not known.any():
        return effect, effect, effect
    highest = 2 * max(float(np.abs(effect[known]).max()), float(np.median(error[known])))
    tau = np.linspace(0, highest, GRID)[:, None]
    total = tau**2 + error[known] ** 2
    fit = -0.5 * np.sum(np.log(total) + effect[known] ** 2 / total, axis=1)
    chance = np.exp(fit - fit.max())
    chance /= chance.sum()
    kept = tau**2 / total  # how much of an effect stays
    middles, spreads = kept * effect[known], np.sqrt(kept) * error[known]
    lower, upper = (_quantile(chance, middles, spreads, tail, highest) for tail in (1 - TAIL, TAIL))
    return _placed(chance @ middles, known), _placed(lower, known), _placed(upper, known)


def _quantile(
    chance: Floats, middles: Floats, spreads: Floats, tail: float, highest: float
) -> Floats:
    """Return for each operator the value below which so much of the mixture of normals lies, by halving."""
    low, high = np.full(middles.shape[1], -3 * highest), np.full(middles.shape[1], 3 * highest)
    for _ in range(HALVINGS):
        half = (low + high) / 2
        below = chance @ ndtr((half - middles) / np.maximum(spreads, 1e-12))
        low, high = np.where(below < tail, half, low), np.where(below < tail, high, half)
    found: Floats = (low + high) / 2
    return found


def _placed(part: Floats, known: NDArray[np.bool_]) -> Floats:
    """Put values back where they are known."""
    placed = np.full(len(known), np.nan)
    placed[known] = part
    return placed
