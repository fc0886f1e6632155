"""Intervals agree with their slow twins, with known values, and with common sense."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracles.slow_intervals import slow_mean_interval, slow_wilson
from trend_lib.quality.interval import mean_interval, wilson_interval

trials = st.integers(1, 2000)
scores = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def of_scores(answers, lowest=1, highest=5):
    deviation = statistics.stdev(answers) if len(answers) > 1 else np.nan
    low, high = mean_interval(statistics.fmean(answers), deviation, len(answers), lowest, highest)
    return float(low), float(high)


@given(trials, st.floats(0, 1))
def test_wilson_agrees_with_a_search_over_all_shares(tried, part):
    successes = round(tried * part)
    found = [float(limit) for limit in wilson_interval(successes, tried)]
    assert found == pytest.approx(slow_wilson(successes, tried), abs=1e-9)


def test_wilson_gives_the_published_value():
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263 and 0 of 20
    assert np.round(wilson_interval([81, 0], [263, 20]), 4).tolist() == [
        [0.2553, 0.0],
        [0.3662, 0.1611],
    ]


@given(trials, st.floats(0, 1))
def test_a_share_lies_inside_its_interval_and_the_interval_between_0_and_1(tried, part):
    successes = round(tried * part)
    lower, upper = wilson_interval(successes, tried)
    assert 0 <= lower <= successes / tried <= upper <= 1
    assert lower < upper


def test_nothing_tried_has_no_interval():
    assert np.isnan(wilson_interval(0, 0)).all()


@given(scores)
def test_a_mean_agrees_with_the_textbook(answers):
    assert of_scores(answers) == pytest.approx(slow_mean_interval(answers, 1, 5), abs=1e-9)


@given(scores)
def test_a_mean_lies_inside_its_interval_and_the_interval_on_the_scale(answers):
    lower, upper = of_scores(answers)
    assert 1 <= lower <= statistics.fmean(answers) + 1e-12
    assert statistics.fmean(answers) - 1e-12 <= upper <= 5


def test_seven_fives_are_no_proof_of_a_five():
    lower, upper = of_scores([5] * 7)
    assert upper == 5
    assert 3 < lower < 4


def test_one_answer_says_little():
    lower, upper = of_scores([3])
    assert upper - lower > 3


def test_more_answers_say_more():
    widths = [np.ptp(of_scores([1, 3, 4, 5, 5] * times)) for times in (1, 4, 16)]
    assert widths == sorted(widths, reverse=True)


def test_no_answers_and_a_scale_of_one_score_have_no_interval():
    lower, upper = mean_interval([np.nan, 3], [np.nan, np.nan], [0, 4], [1, 3], [5, 3])
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()
