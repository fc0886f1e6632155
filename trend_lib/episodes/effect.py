"""Did it work? What share of a rise is gone since a countermeasure, and how many contacts that saved.

Question: of the excess that would have gone on without the measure, what share is gone?
Design: an interrupted time series whose course before the rise is known (Wagner, Soumerai, Zhang &
Ross-Degnan 2002, J Clin Pharm Ther 27:299; Bernal, Cummins & Gasparrini 2017, Int J Epidemiol 46:348).
Only the level may change, not the slope: there are a few weeks on either side.
Assumption: without the measure the weeks after would have had a share d of the rise E (`sides.py`): all of it,
or what rises keep by themselves (`decay.py`).
Formula: s = 1 - left / (d E), contacts saved = d E - left. The interval of s are those shares that
T = left - (1 - s) d E does not refuse, T^2 <= t^2 Var T, a quadratic in s (Fieller 1954, J R Stat Soc B 16:175); the
count after has the variance that s would give it, as in a score test, and t is Student's. Where
the rise itself is not beyond chance every share fits, and nothing is said. The interval of the
contacts saved holds the uncertainty of what would have come; what came is a fact.
Verdict: worked, at least half of it is surely gone; partly, some is; no effect, surely not half and
perhaps nothing; too early, all else.
Wrong when the rise would have ended anyhow and d = 1: an outage that is mended 'works' whatever was done.
Wrong when the weeks before are high by selection: the week that alarmed is higher than its mean, so some
fall follows by itself (regression to the mean), the more the smaller the rise. `decay.py` holds both.
Wrong when something else began in the same week: `comparison.py` holds what moved other series too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

from trend_lib.episodes.sides import scatter_of, sides_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.episodes.decay import Decay
    from trend_lib.episodes.sides import Course, Sides

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

Verdict = Literal["worked", "partly", "no_effect", "too_early"]
Reason = Literal[
    "", "too_few_weeks", "no_course", "no_clear_rise", "cannot_tell_yet", "cannot_tell"
]

CONFIDENCE = 0.95
FEWEST_WEEKS_AFTER = 2  # one good week is an accident more often than a cure
MOST_OF_IT = 0.5  # a measure worked if at least this share is surely gone


@dataclass(frozen=True, slots=True)
class Effect:
    """Verdict on a countermeasure; shares are of the excess that would have gone on."""

    verdict: Verdict
    reason: Reason = ""  # of 'too_early'
    share: float = np.nan
    lower: float = np.nan
    upper: float = np.nan
    saved: float = np.nan  # contacts
    saved_lower: float = np.nan
    saved_upper: float = np.nan


def effect_of(
    observed: FloatArray, course: Course, before: BoolArray, after: BoolArray, decay: Decay
) -> Effect:
    """Return the verdict with its intervals.

    Args:
        observed: Contacts [W].
        course: What was expected of the same weeks without a rise.
        before: The weeks of the rise before the measure [W] (`split_weeks`).
        after: The weeks since [W]. Incomplete weeks are on neither side.
        decay: What rises keep by themselves.
    """
    if not before.any() or after.sum() < FEWEST_WEEKS_AFTER:
        return Effect("too_early", "too_few_weeks")
    phi, degrees = scatter_of(observed, course, before, after)
    sides = sides_of(observed, course, before, after, phi)
    reach = quantile_of(degrees, decay)
    still_there = limits_of(sides, decay, reach)
    if still_there is None:
        return Effect("too_early", "no_clear_rise")
    going_on = decay.share * sides.excess
    saved, doubt = going_on - sides.left, reach * _doubt_of_unchanged(sides, decay)
    lower, upper = 1 - still_there[1], 1 - still_there[0]
    verdict = verdict_of(lower, upper)
    reason: Reason = "cannot_tell_yet" if verdict == "too_early" else ""
    return Effect(
        verdict, reason, saved / going_on, lower, upper, saved, saved - doubt, saved + doubt
    )


def verdict_of(lower: float, upper: float) -> Verdict:
    """Return what the interval of the share that is gone allows to say."""
    if lower >= MOST_OF_IT:
        return "worked"
    if lower > 0:
        return "partly"
    return "no_effect" if upper < MOST_OF_IT else "too_early"


def limits_of(sides: Sides, decay: Decay, reach: float) -> tuple[float, float] | None:
    """Return the interval of the share still there; None where every share fits."""
    going_on = decay.share * sides.excess
    constant, slope, square = sides.of_expected
    variance = (
        sides.of_counts[0] + constant,
        (sides.of_counts[1] + slope) * decay.share,
        square * decay.share**2 + sides.excess**2 * decay.variance,
    )
    leading = going_on**2 - reach**2 * variance[2]
    if going_on <= 0 or leading <= 0:
        return None
    half = sides.left * going_on + reach**2 * variance[1] / 2
    rest = sides.left**2 - reach**2 * variance[0]
    root = max(half**2 - leading * rest, 0.0) ** 0.5
    return (half - root) / leading, (half + root) / leading


def quantile_of(degrees: float, decay: Decay) -> float:
    """Return Student's quantile, by what is known least: the scatter, or past rises."""
    if decay.episodes:
        degrees = min(degrees, decay.episodes - 1)
    return float(special.stdtrit(degrees, 1 - (1 - CONFIDENCE) / 2))


def _doubt_of_unchanged(sides: Sides, decay: Decay) -> float:
    """Return the standard error of what would have come."""
    constant, slope, square = sides.of_expected
    variance = constant + slope * decay.share + square * decay.share**2
    return float((variance + sides.excess**2 * decay.variance) ** 0.5)
