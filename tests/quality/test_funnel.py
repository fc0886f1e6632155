"""Funnel limits agree with their slow twins and hold what they promise; small teams are never told."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracles.slow_funnel import slow_dispersion, slow_limit
from trend_lib.quality.funnel import LIMITS, dispersion_of, funnel_limits

targets = st.integers(1, 99).map(lambda percent: percent / 100)


@given(targets, st.integers(1, 300))
def test_limits_agree_with_chances_added_up_one_by_one(target, contacts):
    for name, limit in funnel_limits(target, contacts).items():
        slow = slow_limit(LIMITS[name], target, contacts)
        assert float(limit) == pytest.approx(slow, abs=1e-7), name


@given(targets, st.integers(1, 5000), st.floats(1, 20))
def test_limits_lie_in_order_between_none_and_all(target, contacts, dispersion):
    limits = funnel_limits(target, contacts, dispersion)
    ordered = [float(limits[name]) for name in LIMITS]
    assert [0.0, *ordered, 1.0] == sorted([0.0, *ordered, 1.0])


def test_of_teams_that_are_all_alike_5_in_100_lie_outside_of_the_inner_limits():
    rng = np.random.default_rng(20261128)
    contacts = rng.integers(150, 600, 40_000)
    share = rng.binomial(contacts, 0.22) / contacts
    limits = funnel_limits(0.22, contacts)
    for low, high, promised in (("lower_95", "upper_95", 0.05), ("lower_998", "upper_998", 0.002)):
        outside = np.mean((share < limits[low]) | (share > limits[high]))
        assert abs(outside - promised) < 4 * np.sqrt(promised / 40_000) + 0.001, low


def test_more_contacts_make_a_narrower_funnel():
    limits = funnel_limits(0.2, [50, 100, 400, 1600])
    widths = limits["upper_95"] - limits["lower_95"]
    assert (np.diff(widths) < 0).all()


def test_where_nobody_or_everybody_comes_back_there_is_no_funnel():
    for target in (0.0, 1.0):
        assert {float(limit[0]) for limit in funnel_limits(target, [10]).values()} == {target}
        assert dispersion_of([target] * 12, [10] * 12, target) == 1


@given(st.lists(st.tuples(st.floats(0.05, 0.6), st.integers(20, 900)), min_size=1, max_size=40))
def test_the_dispersion_agrees_with_the_textbook(teams):
    shares, contacts = zip(*teams, strict=True)
    slow = slow_dispersion(shares, contacts, 0.25)
    assume(abs(slow - 1 - 2 * (2 / len(teams)) ** 0.5) > 1e-9)  # not on the very edge
    assert dispersion_of(shares, contacts, 0.25) == pytest.approx(slow)


def test_one_far_team_does_not_hide_itself_by_widening_the_limits():
    shares = [0.2] * 11 + [0.6]
    assert dispersion_of(shares, [400] * 12, 0.2) == 1
    assert (
        dispersion_of([0.2, 0.2, 0.6], [400] * 3, 0.2) == 1
    )  # too few to tell scatter from difference


def test_teams_that_all_scatter_widen_the_limits():
    shares = [0.1, 0.3] * 6
    dispersion = dispersion_of(shares, [400] * 12, 0.2)
    assert dispersion == pytest.approx(25)
    assert funnel_limits(0.2, 400, dispersion)["upper_95"] > 0.3
