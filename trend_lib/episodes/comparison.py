"""Comparison series that the measure did not touch: what else changed in the same weeks?

Question: did all topics run above their courses too, or this topic in regions where it did not rise?
Assumption: what moves the untouched series moves the touched one by the same factor, up to a
scatter between series that they show themselves (a common trend, not a common level).
Formula: for each series and each side (before, after) the log of observed over expected, of ten and more held within three robust
standard deviations of their median (a rise of one's own is not what moves all; Huber 1964, Ann Math Stat 35:73), its
variance phi / expected + the relative variance of the course; their mean m, and its variance v for one more of them
(`pooling.py`). On that side the touched course is multiplied by exp(m), and its relative covariance gains v.
Topics and regions are two answers to one question, each of three series at least. Where both are there they are
pooled by their variances in the same way: regions know what moved this topic everywhere, as a bill that went out; topics
what moved all. Where they differ beyond chance nobody knows which of them was touched too, so the interval widens.
The effect then is a ratio of ratios: the touched series' change over that of the others. What a
series' course is off by on both sides alike counts twice, so the interval is rather too wide.
Source: controlled interrupted time series, Bernal, Cummins & Gasparrini 2018 (Int J Epidemiol
47:2082); the control as an offset on the log scale, Bottomley, Scott & Isham 2019 (Epidemiol Methods 8).
Shapes: series C, weeks [W] in order of time.
Wrong when the measure reaches the comparison series too, or sends them its contacts: a transfer
from topic to topic looks like twice the effect. Regions are nearest and so touched first: a measure that reached them
all hides its effect where no topics speak against them. Wrong when they were chosen after a look at how they went.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.episodes.pooling import one_more_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.episodes.sides import Course

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

FEWEST_SERIES = 3  # fewer do not show how much series differ
FEWEST_EXPECTED = 10.0  # contacts on each side: the logarithm of less is no normal variable
FAR_OUT = 3.0
FEWEST_FOR_FAR_OUT = 10
NORMAL_OVER_MAD = 1.4826  # a normal's standard deviation over its median absolute deviation
HALF_A_CONTACT = 0.5  # keeps the logarithm of an empty side finite


@dataclass(frozen=True, slots=True)
class Untouched:
    """Series that the measure did not touch, and what was expected of them."""

    observed: FloatArray  # [C, W]
    expected: FloatArray  # [C, W]
    dispersion: FloatArray  # [C]
    relative_variance: FloatArray  # [C], of the expected course, a common factor of its weeks


def steer_course(
    course: Course, controls: Sequence[Untouched], before: BoolArray, after: BoolArray
) -> Course:
    """Return the course as the untouched series moved it; as it was where too few can say.

    Args:
        course: Of the touched series.
        controls: Kinds of untouched series: topics, and regions of the same topic.
        before: The weeks of the rise before the measure [W].
        after: Those since [W].
    """
    usable = [(kind, usable_series(kind, before, after)) for kind in controls]
    spoken = [(kind, which) for kind, which in usable if which.sum() >= FEWEST_SERIES]
    if not spoken:
        return course
    expected, covariance = course.expected.copy(), course.covariance.copy()
    for side in (before, after):
        shift, variance = pooled([common_shift(kind, side, which) for kind, which in spoken])
        factor = np.where(side, np.exp(shift), 1.0)
        expected *= factor
        covariance *= np.outer(factor, factor)
        moved = np.where(side, expected, 0.0)
        covariance += variance * np.outer(moved, moved)
    return replace(course, expected=expected, covariance=covariance)


def pooled(shifts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return one shift and its variance by what each kind of series says."""
    if len(shifts) == 1:
        return shifts[0]
    value, own = np.array(shifts).T
    return one_more_of(value, own)


def usable_series(untouched: Untouched, before: BoolArray, after: BoolArray) -> BoolArray:
    """Return which series [C] are large enough on both sides to say anything."""
    large = [untouched.expected[:, side].sum(1) >= FEWEST_EXPECTED for side in (before, after)]
    return np.asarray(np.logical_and.reduce(large), dtype=bool)


def common_shift(untouched: Untouched, side: BoolArray, usable: BoolArray) -> tuple[float, float]:
    """Return the mean log of observed over expected, and its variance for one more series."""
    count = untouched.observed[usable][:, side].sum(1) + HALF_A_CONTACT
    usual = untouched.expected[usable][:, side].sum(1) + HALF_A_CONTACT
    own = untouched.dispersion[usable] / usual + untouched.relative_variance[usable]
    return one_more_of(held_together(np.log(count / usual)), own)


def held_together(values: FloatArray) -> FloatArray:
    """Return the values, those far out drawn in to three robust standard deviations of the median.

    Few values do not show what is far out: they stay.
    """
    if len(values) < FEWEST_FOR_FAR_OUT:
        return values
    middle = float(np.median(values))
    reach = FAR_OUT * NORMAL_OVER_MAD * float(np.median(np.abs(values - middle)))
    return np.clip(values, middle - reach, middle + reach)
