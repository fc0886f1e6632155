"""Which teams lie outside of what chance makes of teams that are all alike: funnel limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from trend_lib.quality.interval import Floats

LIMITS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
ENOUGH_TEAMS = (
    10  # with fewer nothing is cut off below, and one far team would widen its own limits
)
CUT_OFF = 0.1  # of the z-scores at each end


def funnel_limits(target: float, contacts: ArrayLike, dispersion: float = 1.0) -> dict[str, Floats]:
    """Return the limits of a share for so many contacts: what would a team like all others show?

    Assumes independent contacts of one probability, the target. For a tail p let r be the smallest
    count with P(R ≤ r) ≥ p under the binomial; the limit is (r − a)/n with
    a = (P(R ≤ r) − p) / (P(R ≤ r) − P(R ≤ r − 1)), which joins the steps of the exact limits; then
    widened about the target by the root of the dispersion.

    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
    Medicine 24 (2005), appendix A.1.1. Wrong when one customer's contacts hang together (the true
    limits are wider), and a little too wide for teams whose contacts differ much in probability.
    """
    counts = np.asarray(contacts, float)
    return {name: _limit(tail, target, counts, dispersion) for name, tail in LIMITS.items()}


def dispersion_of(share: ArrayLike, contacts: ArrayLike, target: float) -> float:
    """Return how much more teams scatter than chance alone would let them; 1 where none is shown.

    The mean square of the teams' z-scores, the outermost tenth at each end drawn in to the next, so
    that a team which really differs does not widen its own limits. Taken only when it is over
    1 + 2√(2/k) for k teams, and only from ten teams on.

    Source: D. J. Spiegelhalter, Handling over-dispersion of performance indicators, Quality and
    Safety in Health Care 14 (2005). Wrong when more than a tenth of the teams really differ to one side.
    """
    shares, counts = np.asarray(share, float), np.asarray(contacts, float)
    if len(shares) < ENOUGH_TEAMS or not 0 < target < 1:
        return 1.0
    scores = np.sort((shares - target) / np.sqrt(target * (1 - target) / counts))
    cut = int(CUT_OFF * len(scores))
    drawn_in = np.clip(scores, scores[cut], scores[-1 - cut])
    dispersion = float(np.mean(drawn_in**2))
    return dispersion if dispersion > 1 + 2 * np.sqrt(2 / len(scores)) else 1.0


def _limit(tail: float, target: float, counts: Floats, dispersion: float) -> Floats:
    """Return one limit, between 0 and 1."""
    if not 0 < target < 1:
        return np.full(counts.shape, target)
    reached = binom.ppf(tail, counts, target)
    at_most, below = binom.cdf(reached, counts, target), binom.cdf(reached - 1, counts, target)
    limit = (reached - (at_most - tail) / (at_most - below)) / counts
    widened: Floats = np.clip(target + (limit - target) * np.sqrt(dispersion), 0.0, 1.0)
    return widened
