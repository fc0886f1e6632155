"""Slow drift, for series with more than a year of history: too little a week, for many weeks.

Question: did the last two months lie above what the time before them predicts?
Assumption: as in `seasonal.py`, of which this is a second fit, ending 13 weeks ago, so that a
rise that goes on for a quarter does not teach the baseline that it is normal.
Formula: p is the largest of the mid-p of the sum of the newest eight weeks and of the squared
mid-p of either half of them, four weeks each. The sum knows how unsure the fit is; and both halves
must be high, since an outbreak of some weeks makes a high sum alone. In the halves a week counts
at most as two standard deviations above its expectation, so that an outbreak across both, which
`seasonal.py` tells of, is not told again as a drift for two months: without that cap .17 instead
of .09 of all alarms were false. Each condition only makes p larger than the sum's: p is cautious.
A cumulative sum (Page 1954, Biometrika 41:100) asks the same, but remembers an outbreak for long.
Wrong after a lasting change of level, for a quarter; and where a trend turns, until the turn is history.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.dispersion import Scatter, scatter_of
from trend_lib.detection.history import Forecast, newest_first, newest_usable
from trend_lib.detection.looks import harmonic_p
from trend_lib.detection.new_level import WEEKS_FOR_STEP, since_new_level
from trend_lib.detection.seasonal import WEEKS_FOR_SEASON, fit_in_blocks, season_of
from trend_lib.detection.tail import SMALLEST_MEAN, SMALLEST_P, mid_p, normal_range, students_tail

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, Fit, FloatArray, History

DRIFT_GUARD = 13  # weeks
HALF_WEEKS = 4
FEWEST_IN_A_HALF = 3  # usable weeks; with fewer, one outbreak could be a half
WEIGHT_OF_DRIFT = 0.025  # most of what is looked for comes suddenly
HIGHEST = 2.0  # standard deviations above its expectation that a week counts for
SUMS = np.vstack([np.eye(8), np.repeat(np.eye(2), HALF_WEEKS, axis=1), np.ones((1, 8))])
WEEKS, HALVES, ALL = slice(0, 8), slice(8, 10), 10  # which sums are what
HALVES_AND_ALL = slice(8, 11)


def can_drift(history: History) -> BoolArray:
    """Return which series [S] have a year and their own level before the guard, and most newest weeks."""
    known = history.baseline(DRIFT_GUARD)
    has_level = (known & since_new_level(history)).sum(1) >= WEEKS_FOR_STEP
    long_enough: BoolArray = (known.sum(1) >= WEEKS_FOR_SEASON) & has_level
    if history.counts.shape[1] < SUMS.shape[1]:
        return long_enough
    in_halves = newest_usable(history, SUMS.shape[1]) @ SUMS[HALVES].T
    enough: BoolArray = long_enough & (in_halves >= FEWEST_IN_A_HALF).all(1)
    return enough


@dataclass(frozen=True, slots=True)
class DriftLook:
    """How p of a drift comes about; of S series."""

    fit: Fit  # of the eight weeks, the two halves and all together
    scatter: Scatter  # of a week, before what is not known of the fit
    dispersion: FloatArray  # [S, 11] of each of those sums, with it
    counts: FloatArray  # [S, 8] this week first
    at_most: FloatArray  # [S, 8] what each counts for at most in the halves
    p_halves: FloatArray  # [S, 2] the newest four weeks, the four before
    p_all: FloatArray  # [S]

    @property
    def p_value(self) -> FloatArray:
        """[S]."""
        return np.asarray(np.maximum(self.p_all, self.p_halves.max(1) ** 2))


def look_for_drift(history: History, guard_weeks: int) -> DriftLook:
    """Hold the newest eight weeks against what the time before the last quarter says."""
    baseline = history.baseline(max(guard_weeks, DRIFT_GUARD))
    fit = fit_in_blocks(history, baseline, SUMS, season_of(history, baseline))
    scatter = scatter_of(fit)
    dispersion = scatter.dispersion[:, None] * (
        1 + fit.unit_variance / np.maximum(fit.mean, SMALLEST_MEAN)
    )
    counts = newest_counts(history)
    at_most = highest_counts(fit.mean[:, WEEKS], scatter.dispersion)
    halves = np.minimum(counts, at_most) @ SUMS[HALVES].T
    sums = np.column_stack([halves, counts.sum(1)])
    tails = mid_p(sums, fit.mean[:, HALVES_AND_ALL], dispersion[:, HALVES_AND_ALL])
    p_sums = students_tail(tails, scatter.degrees)
    return DriftLook(fit, scatter, dispersion, counts, at_most, p_sums[:, :2], p_sums[:, 2])


def forecast_drift(history: History, guard_weeks: int) -> Forecast:
    """Return what the time before the last quarter forecasts, and how often chance drifts so."""
    look = look_for_drift(history, guard_weeks)
    fit, scatter, dispersion = look.fit, look.scatter, look.dispersion
    lower, upper = normal_range(fit.mean[:, 0], dispersion[:, 0], scatter.degrees)
    return replace(
        Forecast.unknown(len(fit.mean)),
        expected=fit.mean[:, 0],
        lower=lower,
        upper=upper,
        dispersion=dispersion[:, 0],
        p_value=look.p_value,
        p_drift=look.p_value,
        expected_eight_weeks=fit.mean[:, ALL],
        method=np.full(len(fit.mean), "drift", dtype="<U8"),
        own_dispersion=fit.dispersion,
        own_degrees=scatter.own_degrees,
        prior_dispersion=scatter.prior_dispersion,
        prior_degrees=scatter.prior_degrees,
        fit_variance=fit.unit_variance[:, 0],
        wave_deviations=fit.wave_deviations,
        wave_doubts=fit.wave_doubts,
        season=fit.season,
    )


def newest_counts(history: History) -> FloatArray:
    """Return the newest weeks' counts [S, 8], this week first; 0 where not usable."""
    weeks = SUMS.shape[1]
    return np.where(newest_usable(history, weeks), newest_first(history.counts, weeks), 0.0)


def highest_counts(mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Return what a week [S, 8] counts for at most."""
    return mean + HIGHEST * np.sqrt(dispersion[:, None] * mean)


def join_drift(spike: Forecast, drift: Forecast) -> Forecast:
    """Return one forecast of both questions; where drift says most, it is the one shown."""
    p_drift = np.maximum(drift.p_value, SMALLEST_P)
    weights = (1 - WEIGHT_OF_DRIFT, WEIGHT_OF_DRIFT)
    says_most = weights[1] / p_drift > weights[0] / spike.p_value
    joined = spike.put(np.flatnonzero(says_most), drift.rows(says_most))
    return replace(
        joined,
        p_value=harmonic_p(weights, (spike.p_value, p_drift)),
        p_spike=spike.p_value,
        stretch=spike.stretch,
        season=spike.season,
        p_drift=p_drift,
    )
