"""The correction over the tree of series: what it promises, and that it agrees with its slow twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles import slow_correction
from trend_lib.detection.correction import correct

P_VALUES = st.one_of(st.floats(0, 1), st.sampled_from([0, 1e-9, 0.001, 0.01, 0.01, 0.05, 1]))
FAMILIES = st.lists(
    st.lists(st.tuples(P_VALUES, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=8
)


def flat(families):
    p_value = np.array([p for tests in families for p, _ in tests])
    is_whole = np.array([is_whole for tests in families for _, is_whole in tests])
    family = np.repeat(np.arange(len(families)), [len(tests) for tests in families])
    return p_value, family, is_whole


def alone(p_values):
    p_values = np.array(p_values)
    return correct(p_values, np.arange(len(p_values)), np.ones(len(p_values), dtype=bool))


@settings(max_examples=200, deadline=None)
@given(FAMILIES, st.floats(0.001, 0.999))
def test_a_series_is_named_from_its_q_value_on(families, rate):
    found = correct(*flat(families))
    slow = np.concatenate(slow_correction.named(families, rate))
    clear = abs(found.q_value - rate) > 1e-9 * rate
    assert ((found.q_value <= rate) == slow)[clear].all()


@settings(max_examples=100, deadline=None)
@given(FAMILIES)
def test_just_at_its_q_value_a_series_is_named_and_just_below_it_is_not(families):
    found = correct(*flat(families))
    for number in np.flatnonzero((found.q_value > 1e-6) & (found.q_value < 0.99)):
        q_value = found.q_value[number]
        assert np.concatenate(slow_correction.named(families, q_value * (1 + 1e-9)))[number]
        assert not np.concatenate(slow_correction.named(families, q_value * (1 - 1e-6)))[number]


@settings(max_examples=100, deadline=None)
@given(FAMILIES)
def test_a_part_is_named_only_with_its_topic_and_a_topic_only_by_a_part(families):
    p_value, family, is_whole = flat(families)
    found = correct(p_value, family, is_whole)
    for number in range(len(families)):
        own = family == number
        of_topic = alone([found.family_p[family == one][0] for one in range(len(families))])
        assert found.q_value[own].min() == pytest.approx(of_topic.q_value[number])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_without_slices_the_correction_is_benjamini_and_hochbergs(p_values):
    assert alone(p_values).q_value == pytest.approx(slow_correction.adjusted(p_values))


def test_slices_do_not_blunt_the_tests_of_topics():
    p_value = np.concatenate([[0.0005], np.linspace(0.1, 1, 400)])
    family = np.concatenate([[0], np.arange(400) % 40])
    is_whole = np.arange(401) < 1
    assert correct(p_value, family, is_whole).q_value[0] < 0.05
    assert alone(p_value).q_value[0] > 0.05


def test_a_second_rise_of_a_topic_costs_less_than_the_first():
    families = [[(0.0001, True), (0.004, False), (0.5, False)], *[[(0.5, True)]] * 9]
    found = correct(*flat(families))
    assert found.q_value[0] <= 0.05
    assert found.q_value[1] > found.q_value[0]


def test_a_test_not_made_has_no_q_and_counts_for_nothing():
    found = alone([0.01, np.nan, 0.5])
    assert np.isnan(found.q_value[1])
    assert found.q_value[0] == pytest.approx(0.02)
    assert found.families == 2


def test_nothing_tested_gives_nothing():
    assert np.isnan(alone([np.nan, np.nan]).q_value).all()
    assert correct(np.empty(0), np.empty(0, dtype=int), np.empty(0, dtype=bool)).families == 0
