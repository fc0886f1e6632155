"""The two sides of a measure: weeks before and after it, against the course expected without a rise.

Question: how much of the rise is left, and how surely is that known?
Assumption: a count has the variance phi x mean; the course mu has errors of known covariance.
Formula: with sums Y and M of counts and course before (b) and after (a): r = Yb / Mb - 1, left Ya - Ma,
excess E = r Ma. For a share u that is still there T = Ya - Ma - u E has mean 0; its variance is
v0 + v1 u + v2 u^2: phi (Ma + u E) of the count after, phi Yb (u Ma / Mb)^2 of that before, and g' C g of the course,
whose errors C enter by the gradient g of T and cancel as far as both sides share them.
phi is the series' own and that of these weeks about their two levels, weighed by degrees of freedom, since
a rise is less even than a quiet topic (Wedderburn 1974, Biometrika 61:439).
Shapes: arrays [W], weeks in order of time.
Wrong when weeks depend on each other beyond level, trend and season, as in a rise that swells and ebbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

MOST_DEGREES = 3.0  # that quiet weeks may claim about a rise: with 8 uneven rises fooled it


@dataclass(frozen=True, slots=True)
class Course:
    """What was expected of a topic's weeks [W], made from the weeks before the rise alone."""

    expected: FloatArray  # [W], above 0
    covariance: FloatArray  # of the expected counts' own errors [W, W]
    dispersion: float  # variance over mean of a normal week
    degrees: float  # of freedom behind the dispersion


@dataclass(frozen=True, slots=True)
class Sides:
    """What a topic's weeks say about a share u of its rise that is still there."""

    left: float  # contacts after the measure beyond the course
    excess: float  # contacts there would have been beyond it, had the rise stayed
    rise: float  # excess before, over the course
    rise_variance: float
    of_counts: tuple[float, float]  # variance of the count after: constant, and by u
    of_expected: tuple[float, float, float]  # of Ma + u E: constant, by u, by u squared

    def variance_at(self, still_there: float) -> float:
        """Return the variance of T at a share."""
        constant, slope, square = self.of_expected
        linear = (self.of_counts[1] + slope) * still_there
        return self.of_counts[0] + constant + linear + square * still_there**2


def split_weeks(
    weeks: int, opened: int, begun: int, *, on_monday: bool = False
) -> tuple[BoolArray, BoolArray]:
    """Return which weeks [W] count as before and which as after a measure.

    The week in which it began is neither, but where the rise is no older: then it stands for the
    weeks before, and what the measure did in it is not credited.

    Args:
        weeks: How many weeks there are.
        opened: Number of the week in which the rise was seen first.
        begun: Number of the week in which the measure began.
        on_monday: It began on the Monday, so that all of that week is after it.
    """
    number = np.arange(weeks)
    if begun <= opened:
        return number == opened, number > opened
    return (number >= opened) & (number < begun), number >= begun + (not on_monday)


def sides_of(
    observed: FloatArray, course: Course, before: BoolArray, after: BoolArray, phi: float
) -> Sides:
    """Return the two sides' sums, and what is not known of them if counts scatter by phi."""
    of_before, of_after = before.astype(float), after.astype(float)
    usual_before, usual_after = course.expected @ of_before, course.expected @ of_after
    per_usual = observed @ of_before / usual_before
    rise, ratio = per_usual - 1, usual_after / usual_before
    gradient = rise * of_after - ratio * per_usual * of_before
    of_gradient = course.covariance @ gradient
    known_before = of_before @ course.covariance @ of_before
    of_rise = phi * per_usual * usual_before
    return Sides(
        left=float(observed @ of_after - usual_after),
        excess=float(rise * usual_after),
        rise=float(rise),
        rise_variance=float((of_rise + per_usual**2 * known_before) / usual_before**2),
        of_counts=(float(phi * usual_after), float(phi * rise * usual_after)),
        of_expected=(
            float(of_after @ course.covariance @ of_after),
            float(2 * of_after @ of_gradient),
            float(of_rise * ratio**2 + gradient @ of_gradient),
        ),
    )


def scatter_of(
    observed: FloatArray, course: Course, before: BoolArray, after: BoolArray
) -> tuple[float, float]:
    """Return phi, by quiet weeks and by these, and its degrees of freedom."""
    known = min(course.degrees, MOST_DEGREES)
    squares, degrees = known * course.dispersion, known
    for weeks in (before, after):
        count, usual = observed[weeks], course.expected[weeks]
        level = usual * count.sum() / usual.sum()
        if level.sum() > 0:
            squares += float(((count - level) ** 2 / level).sum())
            degrees += len(count) - 1
    return max(squares / degrees, 1.0), degrees
