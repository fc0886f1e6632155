"""What a countermeasure did: by hand, against the slow twin, and where nothing can be said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.slow_effect import slow_effect, slow_pool, slow_shift
from trend_lib.episodes.comparison import Untouched, steer_course
from trend_lib.episodes.decay import Decay, natural_decay
from trend_lib.episodes.effect import effect_of, verdict_of
from trend_lib.episodes.pooling import one_more_of
from trend_lib.episodes.sides import Course, sides_of, split_weeks

LIMITS = ("share", "lower", "upper", "saved", "saved_lower", "saved_upper")


def flat_course(level, weeks, *, error=0.0, dispersion=1.0):
    """A course of one level, known up to a common factor."""
    return Course(
        np.full(weeks, level), np.full((weeks, weeks), (level * error) ** 2), dispersion, 60.0
    )


def judged(counts, level=100.0, weeks_before=2, decay=None, error=0.02):
    """The effect of a measure that began in the week after `weeks_before` ones."""
    before, after = split_weeks(len(counts), 0, weeks_before)
    course = flat_course(level, len(counts), error=error)
    return effect_of(np.array(counts, float), course, before, after, decay or Decay())


def test_a_rise_that_is_gone_was_answered_and_saved_what_would_have_come():
    found = judged([200, 200, 150, 100, 100, 100])
    assert (found.verdict, found.reason) == ("worked", "")
    assert found.share == pytest.approx(1)
    assert found.saved == pytest.approx(300)
    assert 0.5 < found.lower < 1 < found.upper < 1.5
    assert found.saved_lower < 300 < found.saved_upper


def test_half_a_rise_gone_is_partly_a_rise_that_stays_no_effect():
    assert judged([200, 200, 170, 150, 150, 150]).verdict == "partly"
    stayed = judged([200, 200, 200, 200, 200, 200])
    assert stayed.verdict == "no_effect"
    assert stayed.saved == pytest.approx(0)


def test_a_rise_that_grows_on_is_no_effect_and_costs_contacts():
    found = judged([200, 200, 230, 260, 260, 260])
    assert found.verdict == "no_effect"
    assert found.saved_upper < 0


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([200, 200, 150, 100], "too_few_weeks"),
        ([104, 98, 100, 100, 100, 100], "no_clear_rise"),
        ([90, 90, 90, 90, 90, 90], "no_clear_rise"),
        ([0, 0, 0, 0, 0, 0], "no_clear_rise"),
        ([150, 150, 110, 120, 140, 110], "cannot_tell_yet"),
    ],
)
def test_what_cannot_be_told_says_why(counts, reason):
    found = judged(counts)
    assert (found.verdict, found.reason) == ("too_early", reason)


def test_without_a_whole_week_before_nothing_is_said():
    nowhere, after = np.zeros(5, bool), np.arange(5) > 1
    found = effect_of(np.full(5, 100.0), flat_course(50.0, 5), nowhere, after, Decay())
    assert (found.verdict, found.reason) == ("too_early", "too_few_weeks")


def test_silence_after_the_measure_is_a_verdict_too():
    assert judged([200, 200, 150, 0, 0]).verdict == "worked"


def test_a_level_known_badly_hides_less_of_what_stays_than_of_what_is_gone():
    def width(counts, error):
        found = judged(counts, error=error)
        return found.upper - found.lower

    stays, gone = [300, 300, 300, 300, 300], [300, 300, 200, 100, 100]
    assert width(stays, 0.05) == pytest.approx(width(stays, 0), rel=0.05)
    assert width(gone, 0.05) > 1.1 * width(gone, 0)


def test_what_rises_lose_by_themselves_is_not_credited():
    counts = [200, 200, 170, 150, 150, 150]
    by_itself = judged(counts, decay=Decay(0.5, 0.0, 30))
    assert by_itself.saved == pytest.approx(0)
    assert by_itself.verdict != "partly"
    unsure = judged(counts, decay=Decay(0.5, 0.01, 30))
    assert unsure.upper - unsure.lower > by_itself.upper - by_itself.lower
    assert judged(counts, decay=Decay(0.0, 0.01, 30)).reason == "no_clear_rise"


@pytest.mark.parametrize(
    ("opened", "begun", "on_monday", "before", "after"),
    [
        (1, 3, False, [1, 2], [4, 5]),
        (1, 3, True, [1, 2], [3, 4, 5]),
        (2, 2, False, [2], [3, 4, 5]),
        (2, 2, True, [2], [3, 4, 5]),
        (2, 1, False, [2], [3, 4, 5]),
        (0, 5, False, [0, 1, 2, 3, 4], []),
    ],
)
def test_the_week_of_the_measure_is_on_neither_side_unless_the_rise_is_no_older(
    opened, begun, on_monday, before, after
):
    sides = split_weeks(6, opened, begun, on_monday=on_monday)
    assert [list(np.flatnonzero(one)) for one in sides] == [before, after]


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        (0.5, 1.2, "worked"),
        (0.49, 1.2, "partly"),
        (0.01, 0.3, "partly"),
        (0.0, 0.49, "no_effect"),
        (-2.0, -0.1, "no_effect"),
        (-0.1, 0.5, "too_early"),
    ],
)
def test_the_interval_alone_decides(lower, upper, verdict):
    assert verdict_of(lower, upper) == verdict


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.sampled_from([1.0, 0.6]), past=st.sampled_from([0, 9]))
def test_the_effect_is_the_slow_twins(seed, share, past):
    random = np.random.default_rng(seed)
    weeks = int(random.integers(4, 9))
    before, after = split_weeks(weeks, 0, int(random.integers(1, weeks - 2)))
    level = random.uniform(3, 60, weeks)
    part = random.normal(size=(weeks, weeks)) * 0.3
    course = Course(level, part @ part.T, random.uniform(1, 3), 40.0)
    counts = random.poisson(level * random.uniform(1, 4) ** before).astype(float)
    variance = 0.02 if past else 0.0
    if after.sum() < 2:
        return
    found = effect_of(counts, course, before, after, Decay(share, variance, past))
    sides = (list(np.flatnonzero(before)), list(np.flatnonzero(after)))
    slow = slow_effect(list(counts), course, *sides, share, variance, past)
    assert (slow is None) == (found.reason == "no_clear_rise")
    if slow is not None:
        assert [getattr(found, name) for name in LIMITS] == pytest.approx(slow, rel=1e-4, abs=1e-4)


def test_one_more_of_several_is_the_slow_twins():
    random = np.random.default_rng(12)
    for scatter in (0.0, 0.2, 2.0):
        values, own = random.normal(1, scatter + 0.1, 9), random.uniform(0.01, 0.1, 9)
        assert one_more_of(values, own) == pytest.approx(slow_pool(values, own))


def untouched_series(factor, series=4, level=50.0):
    """Series of one level, all moved by the factors of the weeks."""
    expected = np.full((series, len(factor)), level)
    return Untouched(expected * factor, expected, np.ones(series), np.full(series, 0.001))


def test_what_moved_all_series_is_not_the_measures_doing():
    before, after = split_weeks(6, 0, 2)
    factor = np.where(after, 0.7, 1.0)
    counts = 100 * factor * 2
    course = flat_course(100.0, 6, error=0.02)
    steered = steer_course(course, [untouched_series(factor)], before, after)
    assert effect_of(counts, course, before, after, Decay()).saved > 100
    assert abs(effect_of(counts, steered, before, after, Decay()).saved) < 10


@pytest.mark.parametrize("series", [5, 12])
def test_a_steered_course_is_the_slow_twins(series):
    random = np.random.default_rng(5)
    before, after = split_weeks(7, 0, 2)
    expected = random.uniform(20, 60, (series, 7))
    untouched = Untouched(
        random.poisson(expected * 1.2).astype(float),
        expected,
        random.uniform(1, 2, series),
        random.uniform(0.001, 0.01, series),
    )
    course = flat_course(40.0, 7, error=0.05)
    steered = steer_course(course, [untouched], before, after)
    for side in (np.flatnonzero(before), np.flatnonzero(after)):
        shift, variance = slow_shift(untouched, side)
        level = 40 * np.exp(shift)
        assert steered.expected[side] == pytest.approx(level)
        assert steered.covariance[side[0], side[1]] == pytest.approx(
            level**2 * (0.05**2 + variance)
        )
    across = steered.covariance[0, 6] / (steered.expected[0] * steered.expected[6])
    assert across == pytest.approx(0.05**2)


def test_regions_that_agree_with_topics_narrow_the_course_and_those_that_do_not_widen_it():
    before, after = split_weeks(6, 0, 2)
    course = flat_course(100.0, 6, error=0.02)
    topics = untouched_series(np.ones(6))
    alone, agreed, not_agreed = (
        steer_course(course, [topics, *more], before, after)
        for more in (
            [],
            [untouched_series(np.ones(6))],
            [untouched_series(np.where(after, 0.6, 1.0))],
        )
    )
    assert agreed.covariance[5, 5] < alone.covariance[5, 5] < not_agreed.covariance[5, 5] / 20
    assert not_agreed.expected[5] < agreed.expected[5] == pytest.approx(100)
    assert not_agreed.expected[0] == pytest.approx(100)


def test_a_course_steered_by_topics_and_regions_is_the_slow_twins():
    random = np.random.default_rng(7)
    before, after = split_weeks(7, 0, 2)
    kinds = [
        Untouched(
            random.poisson(40.0 * factor, (series, 7)).astype(float),
            np.full((series, 7), 40.0),
            random.uniform(1, 2, series),
            random.uniform(0.001, 0.01, series),
        )
        for series, factor in ((12, 1.0), (4, 1.3))
    ]
    steered = steer_course(flat_course(40.0, 7), kinds, before, after)
    for side in (np.flatnonzero(before), np.flatnonzero(after)):
        shift, variance = slow_pool(
            *map(list, zip(*(slow_shift(kind, side) for kind in kinds), strict=True))
        )
        assert steered.expected[side] == pytest.approx(40 * np.exp(shift))
        assert steered.covariance[side[0], side[1]] == pytest.approx(
            steered.expected[side[0]] ** 2 * variance
        )


def test_a_rise_of_one_untouched_series_alone_hardly_moves_the_course():
    before, after = split_weeks(6, 0, 2)
    course = flat_course(100.0, 6, error=0.02)
    others = untouched_series(np.ones(6), series=12)
    random = np.random.default_rng(6)
    others.observed[:] = random.poisson(others.expected)
    calm = steer_course(course, [others], before, after)
    others.observed[0, after] *= 6
    risen = steer_course(course, [others], before, after)
    assert risen.expected[after] == pytest.approx(calm.expected[after], rel=0.06)
    width = risen.covariance[5, 5] ** 0.5 / risen.expected[5]
    assert width < 0.2  # had it counted in full: .5


@pytest.mark.parametrize(("series", "level"), [(2, 50.0), (6, 2.0)])
def test_too_few_or_too_small_series_move_no_course(series, level):
    before, after = split_weeks(6, 0, 2)
    course = flat_course(100.0, 6)
    others = untouched_series(np.where(after, 0.7, 1.0), series, level)
    assert steer_course(course, [others], before, after) is course


def past_sides(left, number=12, seed=3, rise=2.0):
    """Past rises, of which a share was left in the weeks after."""
    random = np.random.default_rng(seed)
    before, after = split_weeks(7, 0, 2)
    course = flat_course(80.0, 7)
    mean = 80 * (1 + rise * np.where(after, left, 1))
    counts = random.poisson(mean, (number, 7)).astype(float)
    return [sides_of(one, course, before, after, 1.0) for one in counts]


def test_past_rises_say_what_a_rise_keeps_by_itself():
    found = natural_decay(past_sides(0.4))
    assert found.episodes == 12
    assert found.share == pytest.approx(0.4, abs=0.05)
    mixed = natural_decay(past_sides(0.1) + past_sides(0.9))
    assert mixed.variance > 5 * found.variance


def test_few_or_unclear_past_rises_say_nothing():
    assert natural_decay(past_sides(0.4, number=7)) == Decay()
    assert natural_decay(past_sides(0.4, rise=0.02)) == Decay()
    assert Decay().share == 1
