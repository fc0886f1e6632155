"""Whether something has begun: a rare wording that comes now and then is no news."""

import numpy as np
import pytest

from tests.oracles.slow_joining import slow_rise
from tests.topics.test_novelty import scattered
from trend_lib.topics.past import Held, Spoken
from trend_lib.topics.rise import Crowd, has_risen, radius, rise_p_value

GROUP = scattered(8, seed=3, around=np.eye(16)[9], spread=0.1)
USUAL = scattered(400, seed=2)


def crowd(vectors, contacts=None):
    spoken = Spoken(vectors, np.ones(len(vectors), dtype=np.int64))
    return Crowd([spoken], len(vectors) if contacts is None else contacts)


def test_what_was_never_said_before_has_risen():
    assert has_risen(GROUP, [crowd(np.vstack([USUAL, GROUP])), crowd(scattered(2000, seed=5))])


def test_what_came_as_often_all_year_has_not():
    before = np.vstack([scattered(1600, seed=5), np.repeat(GROUP, 4, axis=0)])
    assert not has_risen(GROUP, [crowd(np.vstack([USUAL, GROUP])), crowd(before)])


def test_a_sample_counts_for_as_much_of_the_past_as_it_stands_for():
    now, known = crowd(np.vstack([USUAL, GROUP])), np.vstack([USUAL, GROUP[:3]])
    assert not has_risen(GROUP, [now, crowd(known)])
    assert has_risen(GROUP, [now, crowd(known, contacts=40_000)])


def test_a_rise_of_this_week_shows_though_the_past_is_short():
    past = [crowd(USUAL[:120]), crowd(USUAL[120:360])]
    assert has_risen(GROUP, [crowd(np.vstack([USUAL[360:], GROUP])), *past])


def test_of_topics_half_looked_through_half_of_the_past_since_the_oldest_was_looked_through():
    spoken = Spoken(GROUP, np.ones(len(GROUP), dtype=np.int64))
    held = [Held({}, contacts=12, among=300), Held({}, contacts=20, among=1_000)]
    assert Crowd.standing_for([spoken, spoken], held).contacts == 500
    assert Crowd.standing_for([spoken], held[:1]).contacts == 200


def test_a_text_counts_as_often_as_it_was_said():
    spoken = Spoken(GROUP, np.full(len(GROUP), 5))
    assert Crowd.whole(spoken).near(GROUP) == 5 * crowd(GROUP).near(GROUP)


def test_a_crowd_of_several_topics_holds_near_what_each_of_them_holds():
    one, other = crowd(np.vstack([USUAL, GROUP[:5]])), crowd(GROUP)
    both = Crowd([*one.parts, *other.parts], 0)
    assert both.near(GROUP) == one.near(GROUP) + other.near(GROUP) > 0


def test_near_is_what_all_but_a_tenth_of_the_group_reaches():
    many = scattered(200, seed=3, around=np.eye(16)[9], spread=0.2)
    assert crowd(many).near(many) == pytest.approx(180, abs=4)


@pytest.mark.parametrize(
    "texts", [GROUP[:1], np.repeat(GROUP[:1], 6, axis=0)], ids=["one", "copies"]
)
def test_a_group_of_one_text_asks_for_near_copies_only(texts):
    assert radius(texts) == 0.9
    assert crowd(texts).near(texts) == len(texts)


def test_without_a_past_nothing_has_risen():
    assert not has_risen(GROUP, [crowd(GROUP), crowd(GROUP[:0])])


@pytest.mark.parametrize(
    "counts", [(6, 600, 0, 4000), (6, 600, 9, 4000), (1, 10, 0, 10), (0, 10, 5, 10), (3, 3, 0, 0)]
)
def test_the_p_value_is_as_the_slow_count_says(counts):
    assert rise_p_value(*counts) == pytest.approx(slow_rise(*counts))


def test_of_usual_groups_no_more_than_promised_seem_to_rise():
    draws = np.random.default_rng(7)
    counts = [(draws.poisson(6), draws.poisson(60)) for _ in range(4_000)]
    risen = [rise_p_value(now, 6_000, before, 60_000) <= 0.01 for now, before in counts]
    assert np.mean(risen) <= 0.013
