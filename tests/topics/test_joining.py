"""Where new groups belong: wordings of one fault are one topic, two faults are two."""

import numpy as np
import pytest

from tests.oracles.slow_joining import slow_began_later, slow_nearness
from tests.topics.test_novelty import scattered
from trend_lib.topics.joining import Side, began_later, nearness, settle_groups

HISTORY = scattered(300, seed=1)


def wording(direction, how_many, seed):
    """Return texts of a fault that leans one way, all of it near the tenth direction."""
    around = np.eye(16)[9] + 0.7 * np.eye(16)[direction]
    return scattered(how_many, seed, around=around, spread=0.1)


def side(vectors, now=None, lately=0):
    return Side.see(vectors, HISTORY, len(vectors) if now is None else now, lately)


OTHER_FAULT = side(scattered(7, seed=4, around=np.eye(16)[5], spread=0.1))
FIRST_WORDING, SECOND_WORDING = side(wording(10, 12, seed=3)), side(wording(11, 7, seed=4))
NEXT_WORDING = wording(11, 7, seed=4)


def test_two_wordings_of_one_fault_in_one_week_are_one_topic():
    assert settle_groups([FIRST_WORDING, SECOND_WORDING], {}) == [-1, -1]


def test_two_faults_in_one_week_are_two_topics():
    assert settle_groups([FIRST_WORDING, OTHER_FAULT], {}) == [-1, -2]


def test_a_wording_that_came_in_the_same_weeks_joins_the_young_topic():
    young = {40: side(wording(10, 30, seed=3), now=10, lately=20)}
    assert settle_groups([side(wording(11, 7, seed=4), now=3, lately=4)], young) == [40]


def test_a_like_group_that_is_all_of_this_week_began_later_and_is_a_topic_of_its_own():
    young = {40: side(wording(10, 30, seed=3), now=10, lately=20)}
    assert settle_groups([side(wording(11, 7, seed=4), now=7)], young) == [-1]


def test_a_topic_that_grows_itself_takes_a_wording_of_this_week():
    young = {40: side(wording(10, 30, seed=3), now=24, lately=6)}
    assert settle_groups([side(wording(11, 7, seed=4), now=7)], young) == [40]


def test_what_is_left_over_of_a_fault_joins_its_topic_though_most_of_it_is_of_this_week():
    young = {40: side(wording(10, 30, seed=3), now=4, lately=26)}
    left_over, begun_now = side(NEXT_WORDING, now=4, lately=3), side(NEXT_WORDING, now=7)
    assert settle_groups([left_over], young) == [40]
    assert settle_groups([begun_now], young) == [-1]


def test_a_stray_contact_of_the_weeks_before_leaves_no_doubt_that_a_group_began_later():
    young = {40: side(wording(10, 30, seed=3), now=4, lately=26)}
    assert settle_groups([side(NEXT_WORDING, now=3, lately=1)], young) == [-1]


def test_a_group_heard_before_that_is_far_too_much_of_this_week_began_later():
    young = {40: side(wording(10, 60, seed=3), now=4, lately=56)}
    assert settle_groups([side(NEXT_WORDING, now=8, lately=2)], young) == [-1]


def test_a_third_group_may_join_what_the_second_has_begun():
    assert settle_groups([FIRST_WORDING, OTHER_FAULT, OTHER_FAULT], {}) == [-1, -2, -2]


def test_a_young_topic_without_texts_takes_nobody():
    assert settle_groups([FIRST_WORDING], {40: side(HISTORY[:0])}) == [-1]


def test_nothing_found_settles_nothing():
    assert settle_groups([], {40: FIRST_WORDING}) == []


@pytest.mark.parametrize("seed", range(3))
def test_nearness_is_as_the_slow_count_says(seed):
    one, other = wording(10, 5, seed), wording(11, 8, seed + 10)
    expected = slow_nearness(one.tolist(), other.tolist(), HISTORY.tolist())
    assert nearness(side(one), side(other)) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("how_near", [0.45, 0.55])
@pytest.mark.parametrize(
    ("group", "topic"),
    [
        *(((7, 0), (10, 20)), ((6, 0), (6, 0)), ((0, 6), (9, 9)), ((9, 1), (0, 0))),
        *(((4, 3), (3, 26)), ((5, 1), (3, 26)), ((7, 9), (1, 8)), ((6, 2), (2, 40))),
    ],
)
def test_who_began_later_is_as_the_slow_count_says(group, topic, how_near):
    sides = [side(wording(10, 4, seed=3), *counts) for counts in (group, topic)]
    most = 0.002 if group[1] >= 2 and how_near >= 0.5 else 0.02
    assert began_later(*sides, how_near) == (slow_began_later(group, topic) < most)
