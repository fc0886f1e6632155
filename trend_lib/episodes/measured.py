"""The week's verdict on every countermeasure: rows of `episodes.effects` and `.effect_weeks`.

Question: did what people did about an episode work (`effect.py`)?
Chosen beforehand, by nothing that came after the measure began: the weeks before (of the rise, eight at most) and after
(eight at most), and the untouched topics: all that had no living episode from the opening until the measure began. Of
these, some that alarmed since are left out (half at most, else all stay): a rise of their own says nothing of others.
Where the rise was local (regions that alarmed held four fifths of the excess until the measure began), the topic's
other regions are held against it as well.
Wrong where the measure touched other topics too, or two measures ran at once: then both are given all of it, and `note` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.episodes.compared import (
    Sought,
    course_of,
    find_decay,
    find_untouched,
    find_untouched_regions,
)
from trend_lib.episodes.comparison import FEWEST_SERIES, steer_course, usable_series
from trend_lib.episodes.effect import FEWEST_WEEKS_AFTER, Effect, effect_of
from trend_lib.episodes.sides import split_weeks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week
    from trend_lib.detection.course import Courses
    from trend_lib.episodes.compared import Measure, PastRise
    from trend_lib.episodes.sides import Course

    BoolArray = NDArray[np.bool_]
    Row = dict[str, Any]

MOST_WEEKS = 8  # of a side: of an older rise the weeks before the measure say most, and later others things begin


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and what it was made of."""

    measure: Measure
    effect: Effect
    weeks_before: int
    weeks_after: int
    judged_from: date | None  # a Monday, where only weeks are lacking
    method: str
    controls: int  # topics
    control_regions: int
    past_rises: int
    weeks: list[Row]


def judge_measure(
    measure: Measure,
    courses: Mapping[Week, Courses],
    past: Sequence[PastRise],
    regions: Mapping[Week, Courses],
) -> Judged:
    """Return the verdict on a measure, by the courses of its own opening week and of past ones."""
    sought = _sought(measure, courses.get(measure.opened))
    if sought is None:
        nothing = Effect("too_early", "no_course")
        return Judged(measure, nothing, 0, 0, None, "none", 0, 0, 0, [])
    controls = [find_untouched(sought, measure)]
    if measure.opened in regions:
        controls += [find_untouched_regions(sought, measure, regions[measure.opened])]
    counted = [int(usable_series(one, sought.before, sought.after).sum()) for one in controls]
    topics, places, *_ = (number if number >= FEWEST_SERIES else 0 for number in (*counted, 0))
    own = course_of(sought.courses, sought.number)
    course = steer_course(own, controls, sought.before, sought.after)
    is_steered = course is not own
    method = str(sought.courses.method[sought.number])
    decay = find_decay(sought, measure, courses, past)
    effect = effect_of(
        sought.courses.observed[sought.number], course, sought.before, sought.after, decay
    )
    effect = _worded(effect, sought, is_alone=method == "level" and not is_steered)
    return Judged(
        measure=measure,
        effect=effect,
        weeks_before=int(sought.before.sum()),
        weeks_after=int(sought.after.sum()),
        judged_from=_judged_from(sought) if effect.reason == "too_few_weeks" else None,
        method=method,
        controls=topics,
        control_regions=places,
        past_rises=decay.episodes,
        weeks=_weeks(sought, course),
    )


def _worded(effect: Effect, sought: Sought, *, is_alone: bool) -> Effect:
    """Return the effect, but where there is nothing to compare with, or no more to come."""
    if not sought.before.any() or (is_alone and effect.reason != "too_few_weeks"):
        return Effect("too_early", "no_course")  # by itself a level knows no season
    if effect.reason == "cannot_tell_yet" and sought.after.sum() >= MOST_WEEKS:
        return replace(effect, reason="cannot_tell")
    return effect


def _sought(measure: Measure, courses: Courses | None) -> Sought | None:
    """Find the topic's course, and split its weeks; nothing where there is no course."""
    if courses is None or measure.topic_id not in courses.topic_id:
        return None
    number = int(np.flatnonzero(courses.topic_id == measure.topic_id)[0])
    if courses.method[number] == "none":
        return None
    begun = (measure.from_day - courses.first_week.start).days // 7
    on_monday = measure.from_day.isoweekday() == 1
    ordinary = courses.is_ordinary[number]
    before, after = split_weeks(len(ordinary), courses.opened, begun, on_monday=on_monday)
    first_after = max(begun + (not on_monday), courses.opened + 1)
    return Sought(
        courses, number, _newest(before & ordinary), _newest((after & ordinary)[::-1])[::-1], first_after
    )  # fmt: skip


def _newest(side: BoolArray) -> BoolArray:
    """Return a side without all but its last weeks."""
    return side & (side[::-1].cumsum()[::-1] <= MOST_WEEKS)


def _judged_from(sought: Sought) -> date:
    """Return the Monday on which enough weeks will be over, if all come whole."""
    newest = len(sought.after) - 1
    lacking = FEWEST_WEEKS_AFTER - int(sought.after.sum())
    last = max(newest, sought.first_after - 1) + max(lacking, 0)
    return sought.courses.first_week.plus(last + 1).start


def _weeks(sought: Sought, course: Course) -> list[Row]:
    """Return the weeks of the course, with what came and what was normal."""
    found, number = sought.courses, sought.number
    moved = course.expected / found.expected[number]
    side = np.select(sought.sides, ("before", "after"), "")
    return [
        {
            "week": found.first_week.plus(week).start,
            "side": str(side[week]),
            "observed": int(found.observed[number, week]),
            "expected": float(course.expected[week]),
            "lower": float(np.floor(found.lower[number, week] * moved[week])),
            "upper": float(np.ceil(found.upper[number, week] * moved[week])),
            "is_whole": bool(found.is_ordinary[number, week]),
        }
        for week in range(len(side))
    ]
