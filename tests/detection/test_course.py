"""What was normal since a rise opened: as the opening week itself saw it, and never learnt from the rise."""

import copy

import numpy as np
import pytest

from tests.detection.weekly_rows import provider
from trend_lib.base.weeks import Week
from trend_lib.detection import courses, detect
from trend_lib.detection.continued import covariance_of, sums_of_two

OPENED = Week.parse("2021-W20")
WEEKS_SINCE = 6
TOUCHED = 3


@pytest.fixture(params=[20, 80])
def rose(request, tmp_path):
    """A home of so many quiet weeks, then a rise of one topic and six weeks more."""
    with provider(tmp_path / "home") as desk:
        quiet = desk.write_quiet_weeks(str(OPENED.plus(-1)), request.param, mean=40.0)
        write_since(desk, quiet, 3)
        desk.quiet, desk.method = quiet, "level" if request.param < 52 else "seasonal"
        yield desk


def write_since(desk, quiet, factor):
    """The weeks since, one topic moved by a factor."""
    for number in range(WEEKS_SINCE + 1):
        counts = copy.deepcopy(quiet)
        counts[TOUCHED] = dict.fromkeys(counts[TOUCHED], factor * 40)
        desk.write(OPENED.plus(number), counts)


def course_of(desk, until=None):
    until = until or OPENED.plus(WEEKS_SINCE)
    return courses(desk.home, until, {OPENED: [TOUCHED]})[OPENED]


def of_topic(course, topic=TOUCHED):
    return int(np.flatnonzero(course.topic_id == topic)[0])


def test_the_opening_week_is_expected_as_its_own_test_expected_it(rose):
    detect(rose.home, OPENED)
    course = course_of(rose, until=OPENED)
    row = rose.assessment(str(OPENED), TOUCHED)
    number = of_topic(course)
    assert course.method[number] == rose.method
    assert course.observed[number, course.opened] == row["observed"]
    assert course.expected[number, course.opened] == pytest.approx(row["expected"], rel=0.02)
    assert course.upper[number, course.opened] == pytest.approx(row["upper"], abs=3)


def test_a_rise_says_nothing_of_its_own_course(rose):
    high = course_of(rose)
    write_since(rose, rose.quiet, 0)
    low = course_of(rose)
    number = of_topic(high)
    assert not np.array_equal(high.observed[number], low.observed[number])
    assert np.array_equal(high.expected[number], low.expected[number])
    assert np.array_equal(high.covariance[number], low.covariance[number])


def test_the_course_holds_what_came_where_nothing_rose(rose):
    course = course_of(rose)
    others = course.topic_id > TOUCHED
    seen = course.observed[others].sum(1) / course.expected[others].sum(1)
    assert seen == pytest.approx(np.ones(others.sum()), abs=0.25)
    assert (course.lower <= course.expected).all()
    assert (course.expected <= course.upper).all()


def test_a_level_that_was_acknowledged_since_is_not_known_yet(rose):
    before = course_of(rose)
    rose.con.execute(
        "INSERT INTO registers.level_shifts VALUES (?, ?, 'all', 'all', 'new tariff', 'olena')",
        [OPENED.plus(1).start, TOUCHED],
    )
    assert np.array_equal(course_of(rose).expected, before.expected)


def test_a_part_week_and_a_known_event_are_no_ordinary_weeks(rose):
    rose.write(OPENED.plus(2), rose.quiet, is_complete=False)
    rose.con.execute(
        "INSERT INTO registers.known_events (first_day, last_day, what, slice_dim, slice_value) "
        "VALUES (?, ?, 'maintenance', 'all', 'all')",
        [OPENED.plus(4).start] * 2,
    )
    course = course_of(rose)
    lacking = np.flatnonzero(~course.is_ordinary[of_topic(course)]) - course.opened
    assert list(lacking) == [2, 4]


def test_a_topic_nobody_had_heard_of_was_expected_nearly_never(tmp_path):
    with provider(tmp_path / "home") as desk:
        quiet = desk.write_quiet_weeks(str(OPENED.plus(-1)), 40)
        for number in range(3):
            desk.write(OPENED.plus(number), quiet | {9: {"North": 30}})
        course = courses(desk.home, OPENED.plus(2), {OPENED: [9]})[OPENED]
        number = of_topic(course, 9)
        assert course.method[number] == "novelty"
        assert course.expected[number].max() < 0.1


def test_before_the_data_began_there_is_no_course(rose):
    long_ago = OPENED.plus(-200)
    assert courses(rose.home, OPENED, {long_ago: [TOUCHED]}) == {}
    assert courses(rose.home, OPENED.plus(90), {OPENED: [TOUCHED]}) == {}


def test_a_covariance_follows_from_the_variances_of_sums():
    random = np.random.default_rng(4)
    part = random.normal(size=(3, 5, 5))
    covariance = part @ part.transpose(0, 2, 1)
    sums = sums_of_two(5)
    variance = np.einsum("kn,snm,km->sk", sums, covariance, sums)
    assert covariance_of(variance, 5) == pytest.approx(covariance)
