"""Days of which a source brought too little to be whole, and a tail of days that still fills up.

Question: did a delivery bring only part of a day; do the newest days lack what is published late?
A *short* day has under two fifths of the median of its weekday in the eight weeks before, and four
standard deviations less than that. A *filling* tail is found by antitonic regression (Barlow et al.,
Statistical Inference under Order Restrictions, 1972): the share of the usual that each of the last
five weeks' days has, fitted by shares that never rise; when the last of them is under two fifths,
the tail begins where they leave nine tenths.

Assumption: contacts of a weekday scatter around their median with variance phi * median, phi from
the median absolute deviation. Wrong when contacts really fall by three fifths from one day to the
next: then the days are marked, nothing is alarmed, and after five weeks the new level is usual. A
holiday that no register names looks like a short day; the reason says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEEK_DAYS = 7
USUAL_WEEKS = 8
ENOUGH_WEEKS = 4
TAIL_DAYS = 5 * WEEK_DAYS
LAST_DAYS = 3  # one or two such days at the end are short, not filling
TOO_LITTLE = 0.4  # of the usual
NEARLY_ALL = 0.85
DEVIATIONS = 4.0
NORMAL_MAD = 1.4826  # median absolute deviation to standard deviation, normal distribution


@dataclass(frozen=True, slots=True)
class Usual:
    """What each weekday (the day's place modulo 7) usually brings, and how much that scatters."""

    median: Floats  # [7], NaN where too few weeks are known
    dispersion: float

    def lacks(self, brought: float, expected: float) -> bool:
        """Tell whether so few for so many expected are too few for chance."""
        spread = np.sqrt(self.dispersion * expected)
        return bool(brought < TOO_LITTLE * expected and expected - brought > DEVIATIONS * spread)


def usual_before(counts: Floats, day: int) -> Usual:
    """Return the usual of the eight weeks before a day; `counts` is NaN where nothing is to be expected.

    Args:
        counts: Records of each day in turn, from some day on.
        day: The place in `counts` of the first day that is not to be looked at.
    """
    begin = day - USUAL_WEEKS * WEEK_DAYS
    window = np.full(USUAL_WEEKS * WEEK_DAYS, np.nan)
    known = counts[max(begin, 0) : day]
    window[len(window) - len(known) :] = known
    weeks = np.roll(window.reshape(USUAL_WEEKS, WEEK_DAYS), begin % WEEK_DAYS, axis=1)
    median = _median(weeks)
    with np.errstate(invalid="ignore", divide="ignore"):
        deviations = np.abs(weeks - median) / np.sqrt(median)
    scatter = NORMAL_MAD * _median(deviations.reshape(-1, 1))[0]
    return Usual(median, max(1.0, float(scatter) ** 2) if np.isfinite(scatter) else 1.0)


def short_days(counts: Floats, days: range) -> dict[int, float]:
    """Return those of some days that brought too little, each with what is usual there."""
    found = {}
    for day in days:
        usual = usual_before(counts, day)
        expected = usual.median[day % WEEK_DAYS]
        if counts[day] > 0 and np.isfinite(expected) and usual.lacks(counts[day], expected):
            found[day] = float(expected)
    return found


def filling_from(counts: Floats) -> int | None:
    """Return the day from which the source's newest days still fill up, None when they do not.

    Days without records say nothing here: a day that is missing is no day that fills up.
    """
    begin = max(len(counts) - TAIL_DAYS, 0)
    usual = usual_before(counts, begin)
    places = np.arange(begin, len(counts))
    expected = usual.median[places % WEEK_DAYS]
    with np.errstate(invalid="ignore"):
        places = places[(counts[begin:] > 0) & (expected > 0)]
    if len(places) == 0:
        return None
    expected = usual.median[places % WEEK_DAYS]
    shares = _never_rising(counts[places] / expected, expected)
    last = slice(-LAST_DAYS, None)
    if len(places) < LAST_DAYS or not usual.lacks(counts[places[last]].sum(), expected[last].sum()):
        return None
    return int(places[np.argmax(shares < NEARLY_ALL)])


def _never_rising(shares: Floats, weights: Floats) -> Floats:
    """Return the weighted least-squares fit of shares that never rise."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - half a second, rarely needed

    return np.asarray(isotonic_regression(shares, weights=weights, increasing=False).x)


def _median(weeks: Floats) -> Floats:
    """Return each column's median, NaN where fewer than four values are known."""
    known = np.isfinite(weeks)
    enough = known.sum(axis=0) >= ENOUGH_WEEKS
    filled = np.where(enough & known, weeks, np.where(enough, np.nan, 0.0))
    return np.where(enough, np.nanmedian(filled, axis=0), np.nan)
