"""What a countermeasure is held against: its topic's course, topics and regions it did not touch, and rises left alone.

Weeks, topics and regions are chosen by what was known when it began; later only those that alarm fall away.
Shapes: weeks [N] of a course, the oldest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.episodes.comparison import Untouched
from trend_lib.episodes.decay import Decay, natural_decay
from trend_lib.episodes.effect import FEWEST_WEEKS_AFTER
from trend_lib.episodes.sides import Course, sides_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week
    from trend_lib.detection.course import Courses
    from trend_lib.episodes.sides import Sides

    BoolArray = NDArray[np.bool_]
    IntArray = NDArray[np.int64]

REST = 1  # topics 0 and 1, all contacts and what has no topic, are no comparison
ENOUGH_STAY = 0.5  # of the topics, or regions
NO_CONTACTS = 1e-9  # stands for 0 where it divides


@dataclass(frozen=True, slots=True)
class Measure:
    """A countermeasure, and the episode that it is about."""

    countermeasure_id: str
    episode_id: str
    topic_id: int
    from_day: date
    opened: Week
    busy_topics: Collection[int]  # that had living episodes from the opening until it began
    risen_topics: Collection[int]  # that alarmed since
    other_days: Sequence[date]  # on which other measures of its topic began
    untouched_regions: Collection[
        str
    ] = ()  # where the topic did not rise; empty: it rose everywhere, or nobody knows
    risen_regions: Collection[str] = ()  # of the topic, that alarmed since
    is_renamed: bool = False  # the topic goes on under another name since the rise opened


@dataclass(frozen=True, slots=True)
class PastRise:
    """An earlier episode for which nothing was done."""

    episode_id: str
    topic_id: int
    opened: Week
    last_alarm: Week


@dataclass(frozen=True, slots=True)
class Sought:
    """The course of a measure's topic, and its two sides."""

    courses: Courses
    number: int  # of the topic
    before: BoolArray  # [N]
    after: BoolArray  # [N]
    first_after: int  # number of the first week that may count as after

    @property
    def sides(self) -> tuple[BoolArray, BoolArray]:
        """The weeks before, and those after."""
        return self.before, self.after


def find_untouched(sought: Sought, measure: Measure) -> Untouched:
    """Return the topics that were not touched, of which all weeks of both sides are known.

    A few that alarmed since have a rise of their own and are left out; where many did, something moved all.
    """
    found, sides = sought.courses, sought.before | sought.after
    chosen = (found.method != "none") & (found.method != "novelty") & (found.topic_id > REST)
    chosen &= ~np.isin(found.topic_id, [measure.topic_id, *measure.busy_topics])
    chosen &= found.is_ordinary[:, sides].all(1) & (measure.topic_id > REST)
    return _still_quiet(found, chosen, np.isin(found.topic_id, list(measure.risen_topics)), sides)


def find_untouched_regions(sought: Sought, measure: Measure, found: Courses) -> Untouched:
    """Return the regions in which the topic had not risen when the measure began, in the same way."""
    sides = sought.before | sought.after
    chosen = (found.method != "none") & (found.method != "novelty")
    chosen &= (found.topic_id == measure.topic_id) & found.is_ordinary[:, sides].all(1)
    chosen &= np.isin(found.slice_value, list(measure.untouched_regions))
    return _still_quiet(
        found, chosen, np.isin(found.slice_value, list(measure.risen_regions)), sides
    )


def _still_quiet(
    found: Courses, chosen: BoolArray, has_risen: BoolArray, sides: BoolArray
) -> Untouched:
    """Return the chosen series without those that alarmed since, or with them where most did."""
    still = chosen & ~has_risen
    if still.sum() >= ENOUGH_STAY * chosen.sum():
        chosen = still
    expected, covariance = found.expected[chosen], found.covariance[chosen]
    error = covariance[:, sides][:, :, sides].sum((1, 2))
    total = np.maximum(expected[:, sides].sum(1), NO_CONTACTS)
    return Untouched(found.observed[chosen], expected, found.dispersion[chosen], error / total**2)


def find_decay(
    sought: Sought, measure: Measure, courses: Mapping[Week, Courses], past: Sequence[PastRise]
) -> Decay:
    """Return what past rises kept in the same weeks of their lives, of those that still alarmed then."""
    before, after = (np.flatnonzero(side) - sought.courses.opened for side in sought.sides)
    if not len(before) or len(after) < FEWEST_WEEKS_AFTER:
        return Decay()
    still = int(before.max())
    found = (
        _past_sides(one.topic_id, courses[one.opened], before, after)
        for one in past
        if one.episode_id != measure.episode_id
        and one.opened in courses
        and one.last_alarm >= one.opened.plus(still)
    )
    return natural_decay([one for one in found if one is not None])


def _past_sides(topic: int, found: Courses, before: IntArray, after: IntArray) -> Sides | None:
    """Return the two sides of an earlier rise; nothing where its weeks are not there."""
    number = int(np.flatnonzero(found.topic_id == topic)[0]) if topic in found.topic_id else -1
    weeks = found.observed.shape[1]
    if number < 0 or found.method[number] == "none" or found.opened + after.max() >= weeks:
        return None
    of_rise = np.arange(weeks) - found.opened
    early, late = (np.isin(of_rise, side) & found.is_ordinary[number] for side in (before, after))
    if not early.any() or not late.any():
        return None
    course = course_of(found, number)
    return sides_of(found.observed[number], course, early, late, course.dispersion)


def course_of(found: Courses, number: int) -> Course:
    """Return what was normal of a topic, by its own past."""
    return Course(
        expected=found.expected[number],
        covariance=found.covariance[number],
        dispersion=float(found.dispersion[number]),
        degrees=float(found.degrees[number]),
    )
