"""What a holiday, the week after it, or a known event does to a week's contacts.

Question: by which factor do the weeks of an occasion differ from the ordinary weeks around them?
Assumption: log mean = log m + x (b + d) + u; m is the mean rate of the ordinary weeks within four
weeks on both sides times the week's exposure, x how much of an occasion the week holds, b the effect
common to all series, d a series' own deviation from it, u the scatter from occasion to occasion.
Formula: b by ridge regression of log(sum a y / sum a m) on x, one point an occasion, a = 1 / (1 + .02 m)
so that no giant series speaks for all; u by its residuals, shrunk to a deviation of .1; d by three
Fisher steps of the quasi-Poisson likelihood under a normal prior, whose variance over the series is
DerSimonian & Laird's (1986, Controlled Clinical Trials 7:177). What stays unknown of b, d and u is
handed on as variance of the forecast.
Shapes: S series, J occasions, K columns of x. Unit of x is the caller's: b is a logarithm per unit.
Wrong when every occasion falls where the season turns (the weeks around it are then no measure), or
when occasions of one name have little in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.outlier import usual_dispersion

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray

NEIGHBOURS = 4  # weeks on each side
FEWEST_NEIGHBOURS = 2
NEIGHBOUR_NOISE = 1.25  # variance of y - m over that of y, with some four neighbours
GIANTS = 0.02  # between-series variance that keeps a giant series from speaking for all
SCATTER, SCATTER_WEIGHT = 0.1**2, 4.0  # prior variance of u, worth so many occasions
FEWEST_CONTACTS = 5.0  # expected over all series, for an occasion to say anything
SMALLEST_SPREAD = 1e-6  # of d: a prior of no width at all cannot be inverted
STEPS = 3


@dataclass(frozen=True, slots=True)
class Prior:
    """Normal prior of the common effects, [K] each."""

    mean: FloatArray
    deviation: FloatArray


@dataclass(frozen=True, slots=True)
class Occasions:
    """What happened in past weeks of an occasion."""

    counts: FloatArray  # [S, J]
    normal: FloatArray  # [S, J] what the weeks around say; 0 where nothing is known
    amount: FloatArray  # [J, K] x
    dispersion: FloatArray  # [S] of ordinary weeks


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect on each series, with what is not known of it."""

    mean: FloatArray  # [S, K] b + d
    covariance: FloatArray  # [S, K, K] of b + d
    scatter: float  # variance of u
    seen: FloatArray  # [K] past occasions that were of use

    def log_factor(self, amount: FloatArray) -> FloatArray:
        """Return the logarithm of the factor [S, N] for weeks that hold `amount` [N, K]."""
        return np.asarray(self.mean @ amount.T)

    def doubt(self, amount: FloatArray) -> FloatArray:
        """Return the variance [S, N] of that logarithm."""
        known = np.einsum("nk,skl,nl->sn", amount, self.covariance, amount)
        return np.asarray(known + self.scatter * amount.any(1))


def normal_weeks(
    counts: FloatArray, exposure: FloatArray, ordinary: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return what the ordinary weeks around each week say of it [S, W], and each series' dispersion.

    0 stands where fewer than two ordinary weeks are near.
    """
    contacts = _sum_around(np.where(ordinary, counts, 0.0))
    exposed = _sum_around(np.where(ordinary, exposure, 0.0))
    weeks = _sum_around(ordinary.astype(float))
    is_known = (weeks >= FEWEST_NEIGHBOURS) & (exposed > 0)
    normal = np.where(is_known, exposure * contacts / np.where(is_known, exposed, 1.0), 0.0)
    counted = ordinary & (normal > 0)
    variance = np.where(counted, normal * (1 + 1 / np.maximum(weeks, 1)), 1.0)
    squares = np.where(counted, (counts - normal) ** 2 / variance, np.nan)
    return normal, usual_dispersion(squares, counted.astype(float))


def _sum_around(matrix: FloatArray) -> FloatArray:
    """Return the sum over the neighbours of each week, itself left out."""
    padded = np.pad(matrix, ((0, 0), (NEIGHBOURS + 1, NEIGHBOURS)))
    sums = np.cumsum(padded, axis=1)
    width = 2 * NEIGHBOURS + 1
    return np.maximum(sums[:, width:] - sums[:, :-width] - matrix, 0.0)


def effect_of(occasions: Occasions, prior: Prior) -> Effect:
    """Estimate the common effect, then each series' own."""
    common, covariance, scatter, used = common_effect(occasions, prior)
    deviation, own_covariance = own_deviations(occasions, common, scatter)
    return Effect(
        mean=common + deviation,
        covariance=covariance + own_covariance,
        scatter=scatter,
        seen=(occasions.amount[used] != 0).sum(0).astype(float),
    )


def common_effect(
    occasions: Occasions, prior: Prior
) -> tuple[FloatArray, FloatArray, float, BoolArray]:
    """Return b [K], its covariance, the variance of u, and which occasions were of use [J]."""
    normal = occasions.normal
    share = np.where(normal > 0, 1 / (1 + GIANTS * normal), 0.0)
    expected = (share * normal).sum(0)
    used = expected >= FEWEST_CONTACTS
    amount, expected = occasions.amount[used], expected[used]
    ratio = ((share * occasions.counts).sum(0)[used] + 0.5) / (expected + 0.5)
    off = np.log(ratio) - amount @ prior.mean
    chance = 2 * NEIGHBOUR_NOISE / expected  # of a ratio of counts that scatter twice as Poisson
    weighted = amount / (SCATTER + chance)[:, None]
    covariance = np.linalg.inv(weighted.T @ amount + np.diag(prior.deviation**-2.0))
    learned = covariance @ (weighted.T @ off)
    left = np.maximum(((off - amount @ learned) ** 2 - chance).sum(), 0.0)
    scatter = float((SCATTER_WEIGHT * SCATTER + left) / (SCATTER_WEIGHT + used.sum()))
    return prior.mean + learned, covariance * max(scatter / SCATTER, 1.0), scatter, used


def own_deviations(
    occasions: Occasions, common: FloatArray, scatter: float
) -> tuple[FloatArray, FloatArray]:
    """Return d [S, K] and its covariance [S, K, K]."""
    series, columns = len(occasions.counts), len(common)
    deviation = np.zeros((series, columns))
    score, information = _fisher(occasions, common + deviation, scatter)
    spread = np.array([
        spread_between(score[:, column], information[:, column, column])
        for column in range(columns)
    ])  # fmt: skip
    held = np.diag(1 / np.maximum(spread, SMALLEST_SPREAD))
    for _ in range(STEPS):
        score, information = _fisher(occasions, common + deviation, scatter)
        score = score - deviation @ held
        step = np.linalg.solve(information + held, score[..., None])[..., 0]
        deviation = deviation + np.clip(step, -1, 1)
    return deviation, np.asarray(np.linalg.inv(information + held), dtype=float)


def _fisher(
    occasions: Occasions, effect: FloatArray, scatter: float
) -> tuple[FloatArray, FloatArray]:
    """Return score [S, K] and information [S, K, K] of the series' effects."""
    amount = occasions.amount
    mean = occasions.normal * np.exp(np.clip(effect @ amount.T, -10, 10))
    per_count = NEIGHBOUR_NOISE * occasions.dispersion[:, None] + scatter * mean
    score = (np.where(mean > 0, occasions.counts - mean, 0.0) / per_count) @ amount
    information = np.einsum("sj,jk,jl->skl", mean / per_count, amount, amount)
    return score, information


def spread_between(score: FloatArray, information: FloatArray) -> float:
    """Return the variance between series of an effect, by the moments of its one-step estimates."""
    told = information > SMALLEST_SPREAD
    weight, estimate = information[told], score[told] / information[told]
    if len(weight) < 2:
        return 0.2**2  # as far as series of one provider commonly differ
    centre = (weight @ estimate) / weight.sum()
    excess = weight @ (estimate - centre) ** 2 - (len(weight) - 1)
    return float(np.clip(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0.0, 1.0))
