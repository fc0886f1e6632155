"""Where new groups belong: wordings of one fault are one topic, two faults are two."""

import numpy as np
import pytest

from tests.topics.test_novelty import scattered
from trend_lib.topics.newcomers import Pool, nearness_to_topic, settle_groups

HISTORY = scattered(300, seed=1)


def wording(direction, how_many, seed):
    """Return texts of a fault that leans one way, all of it near the tenth direction."""
    around = np.eye(16)[9] + 0.7 * np.eye(16)[direction]
    return scattered(how_many, seed, around=around, spread=0.1)


def settle(parts, members=None):
    """Settle groups, one after the other in one pool; return homes by the size of the group."""
    vectors = np.vstack(parts)
    ends = np.cumsum([len(part) for part in parts])
    groups = [np.arange(end - len(part), end) for part, end in zip(parts, ends, strict=True)]
    texts = [f"text {row}" for row in range(len(vectors))]
    pool = Pool(texts, np.ones(len(vectors), dtype=np.int64), vectors)
    return settle_groups(groups, pool, members or {}, HISTORY)


def test_two_wordings_of_one_fault_in_one_week_are_one_topic():
    assert settle([wording(10, 12, seed=3), wording(11, 7, seed=4)]).homes == [-1, -1]


def test_two_faults_in_one_week_are_two_topics():
    other = scattered(7, seed=4, around=np.eye(16)[5], spread=0.1)
    assert settle([wording(10, 12, seed=3), other]).homes == [-1, -2]


def test_a_later_wording_joins_the_young_topic():
    young = {40: wording(10, 30, seed=3)}
    assert settle([wording(11, 7, seed=4)], young).homes == [40]


def test_the_largest_group_names_the_topic():
    found = settle([wording(10, 7, seed=3), wording(11, 20, seed=4)])
    assert [len(group) for group in found.groups] == [20, 7]
    assert found.homes == [-1, -1]


def test_a_young_topic_without_texts_takes_nobody():
    assert settle([wording(10, 7, seed=3)], {40: np.zeros((0, 16), dtype=np.float32)}).homes == [-1]


def test_nothing_found_settles_nothing():
    assert (
        settle_groups([], Pool([], np.zeros(0, dtype=np.int64), HISTORY[:0]), {}, HISTORY).groups
        == []
    )


@pytest.mark.parametrize("seed", range(3))
def test_nearness_is_as_the_slow_count_says(seed):
    group, texts = wording(10, 5, seed), wording(11, 8, seed + 10)
    to_texts = np.mean([[one @ other for other in texts] for one in group])
    to_history = [[float(one @ other) for other in HISTORY] for one in group]
    at_large = np.mean(to_history)
    nearest = np.mean([sorted(cosines)[-3:] for cosines in to_history])
    expected = (to_texts - at_large) / (nearest - at_large)
    assert nearness_to_topic(group, texts, HISTORY) == pytest.approx(expected, rel=1e-4)
