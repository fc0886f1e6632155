"""The correction over the tree on simulated p-values: what it promises, and what it finds beside a flat list."""

import numpy as np
import pytest
from scipy import stats

from trend_lib.detection.correction import correct

TOPICS, SLICES = 50, 12
FAMILY = np.repeat(np.arange(TOPICS), SLICES + 1)
IS_WHOLE = np.tile(np.arange(SLICES + 1) == 0, TOPICS)


def make_week(random, rising):
    """p [S] and truth [S]: topics rise as a whole (all slices a little) or in one slice and the whole."""
    effect = np.zeros((TOPICS, SLICES + 1))
    for topic in random.permutation(TOPICS)[:rising]:
        if random.random() < 0.5:
            effect[topic] = random.uniform(0.5, 1.5)
            effect[topic, 0] = random.uniform(3, 6)
        else:
            effect[topic, random.integers(1, SLICES + 1)] = random.uniform(3, 6)
            effect[topic, 0] = random.uniform(0.5, 2)
    common = random.normal(size=(TOPICS, 1))  # a topic and its slices hang together
    noise = np.sqrt(0.3) * common + np.sqrt(0.7) * random.normal(size=effect.shape)
    return stats.norm.sf(noise + effect).ravel(), effect.ravel() > 0


def shares(named, truth):
    """False share of named topics, and mean false share within them."""
    topics = [number for number in range(TOPICS) if named[number == FAMILY].any()]
    false = [not truth[number == FAMILY].any() for number in topics]
    inside = [(~truth[named & (number == FAMILY)]).mean() for number in topics]
    return (np.mean(false), np.mean(inside)) if topics else (0.0, 0.0)


@pytest.mark.parametrize("rising", [0, 2, 10])
def test_of_the_named_topics_no_more_are_false_than_promised_nor_of_their_parts(rising):
    random = np.random.default_rng(5000 + rising)
    found = []
    for _ in range(400):
        p_value, truth = make_week(random, rising)
        found.append(shares(correct(p_value, FAMILY, IS_WHOLE).q_value <= 0.1, truth))
    for share in np.mean(found, axis=0):
        assert share <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / 400)


def test_a_topic_that_rises_in_many_slices_lowers_no_bar_for_the_others():
    random = np.random.default_rng(5100)
    quiet = random.uniform(size=(400, TOPICS * (SLICES + 1)))
    flooded = FAMILY < 5  # ten times as many discoveries as topics
    false = {"tree": 0.0, "flat": 0.0}
    for p_value in quiet:
        p_value[flooded] = 1e-9
        named = {
            "tree": correct(p_value, FAMILY, IS_WHOLE).q_value <= 0.1,
            "flat": stats.false_discovery_control(p_value) <= 0.1,
        }
        for way, chosen in named.items():
            false[way] += shares(chosen, flooded)[0] / len(quiet)
    assert false["tree"] <= 0.12
    assert false["flat"] > 0.4
