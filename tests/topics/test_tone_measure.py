"""Agreement of tone and scores, by hand, against slow twins, and where there is nothing to measure."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracles import slow_tone
from trend_lib.topics.tone.measure import assess_tone, rank_agreement, separation

numbers = st.lists(st.integers(0, 9).map(float), min_size=4, max_size=40)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=4, max_size=40))
def test_rho_agrees_with_the_slow_oracle(pairs):
    one, other = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    assume(np.ptp(one) > 0 and np.ptp(other) > 0)
    rho = rank_agreement(one, other)
    assert rho.value == pytest.approx(slow_tone.spearman(one, other), abs=1e-9)
    assert rho.lower <= rho.value <= rho.upper


@given(numbers, numbers)
def test_the_area_agrees_with_the_slow_oracle(low, high):
    area = separation(np.array(low), np.array(high))
    assert area.value == pytest.approx(slow_tone.area_under_curve(low, high), abs=1e-12)
    assert 0 <= area.lower <= area.value <= area.upper <= 1


def test_the_interval_of_rho_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(8)
    rho, tries = 0.5, 400
    truth = 6 / math.pi * math.asin(rho / 2)  # Spearman's, of a normal pair
    held = 0
    for _ in range(tries):
        one, noise = random.normal(size=(2, 120))
        estimate = rank_agreement(one, rho * one + math.sqrt(1 - rho**2) * noise)
        held += estimate.lower <= truth <= estimate.upper
    assert 0.92 <= held / tries <= 0.98


def test_unknown_texts_are_counted_and_left_out():
    tone = np.array([np.nan, -0.5, -0.4, 0.2, 0.3, 0.6])
    scores = np.array([1.0, 0.0, 0.1, 0.7, 0.8, 1.0])
    (whole,) = assess_tone(tone, scores)
    assert (whole.texts, whole.auc.value) == (6, 1.0)
    assert whole.unknown_share == pytest.approx(1 / 6)
    assert whole.rho.value == pytest.approx(1)


def test_each_language_is_measured_beside_all():
    tone = np.linspace(-1, 1, 12)
    parts = assess_tone(tone, (tone + 1) / 2, ["uk", "ru", "en"] * 4)
    assert [part.group for part in parts] == ["all", "en", "ru", "uk"]
    assert [part.texts for part in parts] == [12, 4, 4, 4]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_texts_have_no_figures(count):
    (whole,) = assess_tone(np.zeros(count), np.ones(count))
    assert math.isnan(whole.rho.value)
    assert math.isnan(whole.auc.value)
    assert str(whole.rho) == "nan [nan, nan]"


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="as many"):
        assess_tone(np.zeros(2), np.zeros(3))
