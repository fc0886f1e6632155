"""Counts as regressions in which every week is asked what a step from it on would explain.

Formula: of a regression with ridge penalties, a step from week t on takes s' M z squared over s' M s off the penalised sum
of squares, s the step, M z what the other columns leave (Frisch & Waugh 1933); all s come from sums to the end.
Two regressions: roots of counts (Anscombe 1948), of one variance at once; and the working response of a log-linear fit
(McCullagh & Nelder 1989, 2.5), which keeps a season that grows with its topic from looking like a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.curve import LOG_MEAN_LIMITS, LONGEST_STEP
from trend_lib.detection.outlier import usual_dispersion
from trend_lib.detection.seasonal import PRECISIONS, design_of

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, History, IntArray

WEEKS_A_MONTH = 4
STEPS_OF_FIT = 6  # of Fisher's scoring
ANSCOMBE = 3 / 8
NO_PRIOR = 1e-6  # precision of level and step


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of S series in N weeks, or in as many months."""

    counts: FloatArray  # [S, N]
    exposure: FloatArray  # [S, N], 0 where nothing is known
    design: FloatArray  # [N, P] of `seasonal.design_of`

    def rows(self, chosen: IntArray) -> Counts:
        """Return some of the series."""
        return Counts(self.counts[chosen], self.exposure[chosen], self.design)


@dataclass(frozen=True, slots=True)
class Regression:
    """Values with weights, to be fitted by a design; a value's variance is dispersion / weight."""

    values: FloatArray  # [S, N]
    weights: FloatArray  # [S, N], 0 where nothing is known
    dispersion: FloatArray  # [S]
    design: FloatArray  # [N, P]
    precision: FloatArray  # [S, P]


def counts_of(history: History, baseline: BoolArray, weeks: IntArray) -> Counts:
    """Return the counts of the baseline's weeks."""
    known = baseline[:, weeks]
    exposure = np.where(known, history.relative_exposure()[:, weeks], 0.0)
    counts = np.where(known, history.counts[:, weeks], 0.0)
    return Counts(counts, exposure, design_of(weeks - (history.counts.shape[1] - 1)))


def by_month(weekly: Counts) -> Counts:
    """Return four weeks together, which say nearly as well whether there is a step, in a quarter of the time."""
    starts = np.arange(0, weekly.counts.shape[1], WEEKS_A_MONTH)
    lengths = np.diff(np.append(starts, weekly.counts.shape[1]))
    return Counts(
        counts=np.add.reduceat(weekly.counts, starts, axis=1),
        exposure=np.add.reduceat(weekly.exposure, starts, axis=1),
        design=np.add.reduceat(weekly.design, starts, axis=0) / lengths[:, None],
    )


def dispersion_of(known: Counts) -> FloatArray:
    """Return the dispersion [S], at least 1, by the median square of successive differences of roots."""
    roots, weights = root_rates(known), known.exposure
    both = (weights[:, 1:] > 0) & (weights[:, :-1] > 0)
    one, other = (np.where(both, part, 1.0) for part in (weights[:, 1:], weights[:, :-1]))
    squares = (roots[:, 1:] - roots[:, :-1]) ** 2 / (1 / one + 1 / other)
    return usual_dispersion(squares, both.astype(float))


def root_rates(known: Counts) -> FloatArray:
    """Return twice the roots [S, N] of contacts per exposure; their variance is dispersion / exposure."""
    is_known = known.exposure > 0
    exposure = np.where(is_known, known.exposure, 1.0)
    return np.where(is_known, 2 * np.sqrt((known.counts + ANSCOMBE) / exposure), 0.0)


def precision_of(dispersion: FloatArray) -> FloatArray:
    """Return the precision [S, P] of the priors on the log scale; the level is free."""
    precision = PRECISIONS * dispersion[:, None]
    precision[:, 0] = NO_PRIOR
    return precision


def of_roots(known: Counts, dispersion: FloatArray) -> Regression:
    """Return the roots of the counts as a regression."""
    roots = root_rates(known)
    size = (known.exposure * roots).sum(1) / known.exposure.sum(1).clip(NO_PRIOR)
    # A root changes by half its size times the change of the logarithm, which is what the priors are of.
    precision = precision_of(dispersion) * (2 / size.clip(NO_PRIOR)[:, None]) ** 2
    return Regression(roots, known.exposure, dispersion, known.design, precision)


def about_step(known: Counts, dispersion: FloatArray, at: IntArray) -> Regression:
    """Return the working response about the fit with a step at [S] (Fisher's scoring from a flat line)."""
    step = (np.arange(known.counts.shape[1]) >= at[:, None]).astype(float)[:, :, None]
    own = np.broadcast_to(known.design, (len(at), *known.design.shape))
    design = np.concatenate([own, step], axis=2)
    precision = precision_of(dispersion)
    with_step = np.pad(precision, ((0, 0), (0, 1)), constant_values=NO_PRIOR)
    level = np.log(known.counts.sum(1).clip(ANSCOMBE) / known.exposure.sum(1))
    line = np.repeat(level[:, None], known.counts.shape[1], axis=1)
    for _ in range(STEPS_OF_FIT):
        line = penalised_line(*working_response(known, line), design, with_step)
    values, weights = working_response(known, line)
    return Regression(values, weights, dispersion, known.design, precision)


def working_response(known: Counts, line: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the counts as values and weights [S, N] near a line on the log scale."""
    mean = known.exposure * np.exp(np.clip(line, *LOG_MEAN_LIMITS))
    error = (known.counts - mean) / mean.clip(NO_PRIOR)
    return line + np.clip(error, -LONGEST_STEP, LONGEST_STEP), mean


def penalised_line(
    values: FloatArray, weights: FloatArray, design: FloatArray, precision: FloatArray
) -> FloatArray:
    """Return the fitted values [S, N] of a ridge regression with a design [S, N, P] for each series."""
    weighted = weights[:, :, None] * design
    information = weighted.transpose(0, 2, 1) @ design
    diagonal = range(design.shape[2])
    information[:, diagonal, diagonal] += precision
    score = (weighted * values[:, :, None]).sum(1)
    return np.asarray((design @ np.linalg.solve(information, score[..., None]))[..., 0])


def gains_of(fitted: Regression) -> FloatArray:
    """Return F [S, N] of a step from each week on."""
    weights, design = fitted.weights, fitted.design
    information = np.einsum("sn,np,nq->spq", weights, design, design, optimize=True)
    diagonal = range(design.shape[1])
    information[:, diagonal, diagonal] += fitted.precision
    score = (weights * fitted.values) @ design
    since = _sums_to_the_end(weights[:, :, None] * design)
    projected = since @ np.linalg.inv(information)
    own = _sums_to_the_end(weights)
    left = own - (projected * since).sum(2)
    moved = _sums_to_the_end(weights * fitted.values) - (projected @ score[..., None])[..., 0]
    is_told_apart = left > NO_PRIOR * own[:, :1]
    taken_off = np.where(is_told_apart, moved**2 / np.where(is_told_apart, left, 1.0), 0.0)
    return np.asarray(taken_off / fitted.dispersion[:, None])


def _sums_to_the_end(matrix: FloatArray) -> FloatArray:
    """Return the sums [S, N, ...] over each week and all later ones."""
    return np.asarray(np.cumsum(matrix[:, ::-1], axis=1)[:, ::-1])
