"""What an operator's figure is worth beside all others': drawn to the typical one by how little it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from trend_lib.quality.interval import TAIL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.quality.interval import Floats

GRID = 60  # values of the scatter between operators


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
    middle = chance @ (kept * effect[known])
    variance = chance @ (kept * error[known] ** 2 + (kept * effect[known] - middle) ** 2)
    reach = ndtri(TAIL) * np.sqrt(variance)
    return _placed(middle, known), _placed(middle - reach, known), _placed(middle + reach, known)


def _placed(part: Floats, known: NDArray[np.bool_]) -> Floats:
    """Put values back where they are known."""
    placed = np.full(len(known), np.nan)
    placed[known] = part
    return placed
