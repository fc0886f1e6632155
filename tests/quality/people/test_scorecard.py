"""Operators: adjusted as by hand, drawn in as by hand, and nobody accused for what came to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracles.slow_people import slow_bridge, slow_effects, slow_holm, slow_shrunk
from tests.simulation.operator_teams import draw_team, make_rude
from trend_lib.quality.people.case_mix import adjust
from trend_lib.quality.people.change import change_p
from trend_lib.quality.people.scorecard import ENOUGH_VALUES, Measured, score_team
from trend_lib.quality.people.shrinkage import GRID, shrunk
from trend_lib.quality.people.standing_out import holm, outlying_p

SEED = 20261128


def measure(operator, value, topic=None, name="solved"):
    operator = np.asarray(operator)
    topic = np.zeros(len(operator), np.int64) if topic is None else np.asarray(topic)
    return Measured(name, operator, [topic], np.asarray(value, float), np.arange(len(operator)))


def outlies(measures, operators):
    return np.array([figures.outlies for figures in score_team(measures, operators)])


@given(st.integers(0, 10_000))
def test_effects_agree_with_a_column_for_each_level(seed):
    random = np.random.default_rng(seed)
    operator, topic, shift = (random.integers(0, size, 60) for size in (4, 5, 3))
    value = random.normal(0, 1, 60)
    found = adjust(operator, 4, [topic, shift], value, np.arange(60)).effect
    slow = slow_effects(operator, 4, [topic, shift], value)
    assert found[np.bincount(operator, minlength=4) > 0] == pytest.approx(
        slow[np.bincount(operator, minlength=4) > 0]
    )


def test_who_gets_the_hard_cases_is_not_blamed_for_them():
    random = np.random.default_rng(SEED)
    operator = random.integers(0, 8, 8000)
    hard = random.random(8000) < np.where(operator == 0, 0.8, 0.2)
    solved = random.random(8000) < np.where(hard, 0.4, 0.9)
    (figures,) = score_team([measure(operator, solved, hard.astype(int))], 8)
    assert figures.adjusted.observed[0] < 0.6
    assert not figures.outlies.any()
    assert abs(figures.effect[0]) < 0.05


def test_a_rude_operator_is_found_and_nobody_else_is():
    random = np.random.default_rng(SEED)
    found = outlies(make_rude(draw_team(random, 24, 1000), 3), 24)
    assert found[8, 3] == -1
    assert np.count_nonzero(found) == 1


def test_below_the_minimum_there_is_no_figure_and_nobody_stands_out():
    random = np.random.default_rng(SEED)
    operator = np.concatenate([np.repeat(np.arange(6), 200), np.full(ENOUGH_VALUES - 1, 6)])
    value = np.where(operator == 6, 0.0, random.random(len(operator)) < 0.9)
    (figures,) = score_team([measure(operator, value)], 7)
    assert figures.outlies[6] == 0
    assert np.isnan(figures.shrunk[6])
    assert figures.adjusted.contacts[6] == ENOUGH_VALUES - 1


def test_a_small_team_is_not_compared_at_all():
    random = np.random.default_rng(SEED)
    operator = np.repeat(np.arange(4), 500)
    (figures,) = score_team([measure(operator, random.random(2000) < 0.2 + 0.2 * operator)], 4)
    assert np.isnan(figures.effect).all()
    assert not figures.outlies.any()


def test_who_alone_serves_a_channel_cannot_be_compared():
    random = np.random.default_rng(SEED)
    operator = np.repeat(np.arange(8), 300)
    chat = (operator == 7).astype(int)
    value = random.normal(0, 1, 2400) - 3 * chat
    (figures,) = score_team([measure(operator, value, chat)], 8)
    assert not figures.outlies.any()
    assert figures.adjusted.error[7] > 5 * figures.adjusted.error[0]


def test_one_customer_who_calls_all_week_and_scores_the_least_accuses_nobody():
    random = np.random.default_rng(SEED)
    operator = np.repeat(np.arange(8), 60)
    value = random.normal(4.2, 0.7, 480)
    customer = np.arange(480)
    cross = np.flatnonzero(operator == 2)[:25]
    value[cross], customer[cross] = 1.0, 999
    same = [Measured("quality", operator, [np.zeros(480, int)], value, customer)]
    assert not outlies(same, 8).any()
    alone = [Measured("quality", operator, [np.zeros(480, int)], value, np.arange(480))]
    assert outlies(alone, 8)[0, 2] == -1  # 25 customers would


def test_a_team_without_any_measure_has_an_empty_scorecard():
    assert score_team([], 5) == []


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.1, 1)), min_size=2, max_size=12))
def test_shrinking_agrees_with_scatters_weighed_one_by_one(team):
    effect, error = (np.array(column) for column in zip(*team, strict=True))
    highest = 2 * max(np.abs(effect).max(), np.median(error))
    means, below = slow_shrunk(effect, error, np.linspace(0, highest, GRID))
    middle, lower, upper = shrunk(effect, error)
    assert middle == pytest.approx(means, abs=1e-9)
    for place in range(len(effect)):
        for end, tail in ((lower, 0.025), (upper, 0.975)):
            step = 1e-6 * highest  # τ = 0 is a step
            assert below(place, end[place] - step) <= tail + 1e-5
            assert below(place, end[place] + step) >= tail - 1e-5


def test_little_is_drawn_in_far_and_much_hardly():
    middle, _, _ = shrunk(
        np.array([0.5, 0.5, 0.0, -0.5, 0.1]), np.array([1.0, 0.05, 0.1, 0.1, 0.1])
    )
    assert middle[0] < 0.2
    assert middle[1] > 0.45


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_all_looks_at_once_agree_with_holm_step_by_step(p_values):
    assert holm(np.array(p_values)) == pytest.approx(slow_holm(p_values))


def test_what_is_not_known_takes_no_look():
    assert holm(np.array([[0.01, np.nan], [np.nan, np.nan]]))[0, 0] == 0.01


def test_operators_who_all_differ_a_little_do_not_stand_out_for_it():
    random = np.random.default_rng(SEED)
    effect = random.normal(0, 0.5, 40)
    p_value = outlying_p(effect, np.full(40, 0.05), np.zeros(40))
    assert (p_value < 0.01).mean() < 0.05
    effect[7] = 4.0
    assert outlying_p(effect, np.full(40, 0.05), np.zeros(40))[7] < 1e-6


def test_scores_that_crowd_at_the_top_have_a_longer_tail_below():
    effect = np.array([0.0, 0.0, 0.0, 0.0, -3.5, 3.5])
    even, skewed = (outlying_p(effect, np.ones(6), np.full(6, skew)) for skew in (0.0, -0.5))
    assert skewed[4] > 3 * even[4]
    assert skewed[5] < even[5]


@given(st.integers(0, 10_000))
def test_changes_agree_with_sums_run_up_week_by_week(seed):
    from scipy.special import kolmogorov

    random = np.random.default_rng(seed)
    contacts = random.integers(1, 30, (2, 13)).astype(float)
    surplus = random.normal(0, 1, (2, 13)) * np.sqrt(contacts)
    found = change_p(contacts, surplus, np.ones(2))
    for row in range(2):
        height, when = slow_bridge(contacts[row], surplus[row])
        assert found["p_value"][row] == pytest.approx(kolmogorov(height))
        assert found["first_week"][row] == min(when + 1, 12)


def test_a_change_is_found_with_its_week_and_steady_operators_are_left_alone():
    random = np.random.default_rng(SEED)
    contacts = np.full((200, 13), 80.0)
    surplus = random.normal(0, np.sqrt(80), (200, 13))
    surplus[0, 7:] -= 0.5 * 80
    found = change_p(contacts, surplus, np.ones(200))
    assert found["p_value"][0] < 1e-6
    assert found["first_week"][0] == 7
    assert found["step"][0] == pytest.approx(-0.5, abs=0.2)
    assert (found["p_value"][1:] < 0.05).mean() < 0.05


def test_who_worked_few_weeks_has_no_change():
    contacts = np.array([[40.0] * 3 + [0.0] * 10])
    assert np.isnan(change_p(contacts, contacts, np.ones(1))["p_value"][0])
