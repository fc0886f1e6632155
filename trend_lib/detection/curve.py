"""Quasi-Poisson curves through many baselines at once, by penalised re-weighted least squares.

Formula: log mean = log exposure + design x coefficients; Fisher's scoring on the penalised
quasi-likelihood, A = X' W X + phi P, W = weight x mean (McCullagh & Nelder 1989, 9.2); the
dispersion phi is Pearson's chi-square over the degrees of freedom that the penalties leave, with
what the weights of past outbreaks take of a quiet series' scatter given back (`weighing.py`).
Last the waves are held to 0 as far as all series together say (`season_prior.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.season_prior import WAVES, SeasonPrior, waves_of
from trend_lib.detection.weighing import made_whole, weights_of

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray
    from trend_lib.detection.weighing import Baseline

# Steps of Fisher's scoring: before and after down-weighting, and with the waves held back
FIRST_STEPS, LATER_STEPS, LAST_STEPS = 4, 2, 1
LONGEST_STEP = 2.0
LOG_MEAN_LIMITS = (-12.0, 25.0)  # a mean of 6 in a million to 70 thousand million contacts
FEWEST_CONTACTS = 0.05  # a week; a mean of 0 has no logarithm


@dataclass(frozen=True, slots=True)
class Curves:
    """Fitted curves."""

    coefficients: FloatArray  # [S, P]
    covariance: FloatArray  # [S, P, P], per unit of dispersion
    mean: FloatArray  # [S, N] of the baseline weeks
    dispersion: FloatArray  # [S], as it comes: may be below 1
    degrees: FloatArray  # [S]
    wave_deviations: FloatArray  # [S, 2] of the priors that held the waves; NaN: as given
    wave_doubts: FloatArray  # [S, 2] of how strong the waves are, as shares of them; 0: not known


def fit_curves(
    baseline: Baseline,
    design: FloatArray,
    precision: FloatArray,
    season: SeasonPrior | FloatArray | None = None,
) -> Curves:
    """Fit once, weigh past outbreaks down, fit again; then once more with the waves held back.

    Args:
        baseline: The weeks to fit, S series of N weeks.
        design: [N, P], the first column all ones.
        precision: Of the normal priors [S, P], per unit of dispersion.
        season: What all series show of their waves, or how far each is held back [S, 2]; None: the waves
            keep the priors that they have.
    """
    scoring = Scoring(baseline, design, precision)
    start = np.zeros_like(precision)
    start[:, 0] = scoring.level
    trusted = baseline.known * baseline.trust
    curves = scoring.climb(start, trusted, np.ones(len(start)), FIRST_STEPS)
    weights = weights_of(baseline, curves.mean)
    spread = np.maximum(curves.dispersion, 1.0)
    found = scoring.climb(curves.coefficients, weights, spread, LATER_STEPS)
    if season is not None:
        spread = np.maximum(made_whole(baseline, found.mean, found.dispersion), 1.0)
        held, doubts = (
            season.holds(waves_of(found.coefficients, found.covariance, spread))
            if isinstance(season, SeasonPrior)
            else (season, found.wave_doubts)
        )
        scoring.hold_waves(held)
        found = scoring.climb(found.coefficients, weights, spread, LAST_STEPS)
        found = replace(found, wave_deviations=held, wave_doubts=doubts)
    return replace(found, dispersion=made_whole(baseline, found.mean, found.dispersion))


def mean_of(coefficients: FloatArray, design: FloatArray, log_exposure: FloatArray) -> FloatArray:
    """Return the curves' means [S, N], kept within what a double can hold."""
    return np.exp(np.clip(coefficients @ design.T + log_exposure, *LOG_MEAN_LIMITS))


class Scoring:
    """Fisher's scoring of all series together."""

    def __init__(self, baseline: Baseline, design: FloatArray, precision: FloatArray) -> None:
        """Take what stays the same over all steps."""
        self.baseline, self.design, self.precision = baseline, design, precision
        known = baseline.known
        contacts = (known * baseline.counts).sum(1) / known.sum(1) + FEWEST_CONTACTS
        exposure = (known * np.exp(baseline.log_exposure)).sum(1) / known.sum(1)
        self.level = np.log(contacts / exposure)
        self.rows, self.columns = np.triu_indices(design.shape[1])
        self.products = design[:, self.rows] * design[:, self.columns]
        self.centre = np.zeros_like(precision)
        self.centre[:, 0] = self.level

    def hold_waves(self, deviations: FloatArray) -> None:
        """Take normal priors of these deviations [S, 2] for the waves from now on."""
        self.precision = self.precision.copy()
        for wave, places in enumerate(WAVES):
            self.precision[:, places] = 1 / deviations[:, wave, None] ** 2

    def climb(
        self, coefficients: FloatArray, weights: FloatArray, spread: FloatArray, steps: int
    ) -> Curves:
        """Take some steps from `coefficients`, and sum up where they lead."""
        penalty = spread[:, None] * self.precision
        for _ in range(steps):
            mean = mean_of(coefficients, self.design, self.baseline.log_exposure)
            information = self._information(weights * mean, penalty)
            score = (weights * (self.baseline.counts - mean)) @ self.design
            score -= penalty * (coefficients - self.centre)
            step = np.linalg.solve(information, score[..., None])[..., 0]
            coefficients = coefficients + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        covariance = np.linalg.inv(information)
        mean = mean_of(coefficients, self.design, self.baseline.log_exposure)
        wide = np.full((len(spread), len(WAVES)), np.nan)
        found = Curves(
            coefficients,
            np.asarray(covariance, float),
            mean,
            spread,
            spread,
            wide,
            np.zeros_like(wide),
        )
        return self._with_dispersion(found, weights, penalty)

    def _information(self, weights: FloatArray, penalty: FloatArray) -> FloatArray:
        """Return X' W X + P for every series [S, P, P]."""
        size = self.design.shape[1]
        upper = weights @ self.products
        information = np.empty((len(weights), size, size))
        information[:, self.rows, self.columns] = upper
        information[:, self.columns, self.rows] = upper
        information[:, range(size), range(size)] += penalty
        return information

    def _with_dispersion(self, curves: Curves, weights: FloatArray, penalty: FloatArray) -> Curves:
        """Add Pearson's dispersion; a penalised coefficient costs less than one degree."""
        held_back = np.einsum("sp,spp->s", penalty, curves.covariance)
        parameters = self.design.shape[1] - held_back
        degrees = np.maximum(self.baseline.known.sum(1) - parameters, 1.0)
        pearson = (weights * (self.baseline.counts - curves.mean) ** 2 / curves.mean).sum(1)
        return replace(curves, dispersion=pearson / degrees, degrees=degrees)
