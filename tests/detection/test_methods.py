"""Each method against its slow twin, and what a person would expect of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles import slow_level, slow_novelty, slow_seasonal, slow_weights
from trend_lib.detection.curve import Scoring, fit_curves
from trend_lib.detection.dispersion import inverse_trigamma, moderate
from trend_lib.detection.history import History, fill_gaps
from trend_lib.detection.level import forecast_errors, forecast_level, rolling_levels
from trend_lib.detection.novelty import forecast_novelty
from trend_lib.detection.outlier import usual_dispersion
from trend_lib.detection.season_doubt import (
    DAYS_OF_DOUBT,
    doubt_of_day,
    doubt_of_strength,
    season_slope,
)
from trend_lib.detection.seasonal import PRECISIONS, design_of, forecast_seasonal
from trend_lib.detection.weighing import Baseline, weights_of


def history(counts, exposure=None, usable=None):
    counts = np.array(counts, dtype=float)
    usable = np.ones(counts.shape, dtype=bool) if usable is None else np.array(usable)
    return History(counts, None if exposure is None else np.array(exposure, dtype=float), usable)


def seasonal_counts(series, weeks, seed=1):
    random = np.random.default_rng(seed)
    offsets = np.arange(weeks) - weeks + 1
    mean = 30 * np.exp(0.3 * np.cos(2 * np.pi * offsets / 52.18) + 0.1 * offsets / 52)
    return random.negative_binomial(mean, 0.5, size=(series, weeks)).astype(float)


def test_the_seasonal_curve_agrees_with_a_general_minimiser():
    counts = seasonal_counts(3, 120)
    counts[1, 40] = 300  # a past outbreak
    exposure = 1 + 0.001 * np.arange(120) * np.ones((3, 1))
    known = np.ones_like(counts)
    known[2, 60:65] = 0
    offsets = np.arange(120) - 123
    baseline = Baseline(counts, np.log(exposure), known)
    precision = np.tile(PRECISIONS, (3, 1))
    found = fit_curves(baseline, design_of(offsets), precision)
    scoring = Scoring(baseline, design_of(offsets), precision)
    start = np.zeros_like(precision)
    start[:, 0] = scoring.level
    first = scoring.climb(start, known, np.ones(3), 4)
    weights = weights_of(baseline, first.mean)
    spread = np.maximum(first.dispersion, 1)
    assert weights[1, 40] < 0.5
    for series in range(3):
        slow = slow_seasonal.fit(
            counts[series], exposure[series], offsets, weights[series], spread[series],
            scoring.level[series],
        )  # fmt: skip
        expected = slow_seasonal.means(slow, exposure[series], offsets)
        assert found.mean[series] == pytest.approx(expected, rel=3e-3)  # six steps of scoring


def test_the_season_moves_the_mean_as_a_small_turn_of_the_year_does():
    coefficients = np.array([[3.0, 0.2, 0.5, -0.3, 0.1, 0.4]])
    found = season_slope(coefficients, np.arange(0, -30, -7))
    for number, offset in enumerate(range(0, -30, -7)):
        slow = slow_seasonal.turned(coefficients[0], offset, 1e-6)
        assert found[0, number] == pytest.approx(slow, rel=1e-4)


def test_the_doubt_of_the_season_is_what_some_days_and_its_strength_change():
    coefficients = np.array([[3.0, 0.2, 0.5, -0.3, 0.1, 0.4], [2.0, 0.0, -0.2, 0.6, 0.0, 0.1]])
    exposure, own = np.array([1.0, 0.8, 1.3]), np.array([0.7, 2.5])
    offsets = -np.arange(3)
    mean = np.exp(coefficients @ design_of(offsets).T) * exposure
    sums = np.array([[1.0, 0, 0], [1, 1, 0], [1, 1, 1]])
    doubts = np.array([[0.3, 0.8], [0.0, 1.4]])
    of_day = doubt_of_day(coefficients, mean, sums, own)
    of_strength = doubt_of_strength(coefficients, doubts, mean, sums, own)
    for series in range(2):
        for weeks in (1, 2, 3):
            slow = slow_seasonal.season_doubt(
                coefficients[series], exposure[:weeks], offsets[:weeks], own[series], DAYS_OF_DOUBT
            )
            assert of_day[series, weeks - 1] == pytest.approx(slow, rel=1e-6)
            slow = slow_seasonal.strength_doubt(
                coefficients[series], exposure[:weeks], offsets[:weeks], own[series], doubts[series]
            )
            assert of_strength[series, weeks - 1] == pytest.approx(slow, rel=1e-6)


@pytest.mark.parametrize("dispersion", [1.01, 5.0])
@pytest.mark.parametrize(
    ("uneven", "off"),  # what is given back is read off a table; of uneven weeks, for two of them
    [(0.0, 5e-4), (0.5, 5e-3)],
)
def test_the_weights_of_past_weeks_agree_with_whole_distributions(dispersion, uneven, off):
    random = np.random.default_rng(14)
    mean = np.exp(random.normal(2.5, 0.5, (6, 1)) + uneven * random.normal(0, 1, (6, 60)))
    counts = random.negative_binomial(mean / (dispersion - 1), 1 / dispersion).astype(float)
    for series in range(6):
        counts[series, random.integers(0, 60, 4)] += random.integers(20, 400)
    known = (random.random(mean.shape) > 0.1).astype(float)
    trust = np.where(random.random(mean.shape) > 0.95, 0.25, 1.0)
    found = weights_of(Baseline(counts, np.zeros_like(mean), known, trust), mean)
    for series in range(6):
        slow = slow_weights.weights(counts[series], mean[series], known[series], trust[series])
        assert found[series] == pytest.approx(slow, rel=off)
    assert ((found > 0) & (found < 0.2)).any()


@pytest.mark.parametrize("guard", [0, 1])
def test_the_level_agrees_with_plain_loops(guard):
    random = np.random.default_rng(3)
    counts = random.poisson(12, (4, 30)).astype(float)
    exposure = random.uniform(0.8, 1.2, (4, 30))
    weights = np.ones((4, 30))
    weights[2, 5:9] = 0
    weights[3, 20] = 0.3
    levels = rolling_levels(counts, exposure, weights, guard)
    errors, counted = forecast_errors(counts, exposure, weights, levels)
    for series in range(4):
        own = (counts[series], exposure[series], weights[series], guard)
        rate, variance = slow_level.level_before(29, *own)
        assert levels[0][series, 29] == pytest.approx(rate)
        assert levels[1][series, 29] == pytest.approx(variance)
        slow, degrees = slow_level.dispersion_of_errors(*own)
        assert (counted[series] > 0).sum() == degrees
        assert (counted * errors)[series].sum() / degrees == pytest.approx(slow)


@pytest.mark.parametrize(("observed", "contacts"), [(2, 0), (5, 0), (6, 4), (1, 1)])
def test_novelty_agrees_with_integrating_over_all_rates(observed, contacts):
    counts = np.zeros((1, 29))
    counts[0, 3], counts[0, -1] = contacts, observed
    found = forecast_novelty(history(counts), guard_weeks=3)
    slow = slow_novelty.tail_at_least(observed, contacts, 27)
    assert found.p_value[0] == pytest.approx(slow, rel=1e-5)


def test_two_contacts_after_half_a_year_of_silence_are_a_wonder():
    counts = np.zeros((1, 28))
    counts[0, -1] = 2
    assert forecast_novelty(history(counts), 1).p_value[0] == pytest.approx(0.0005, abs=0.00005)


@pytest.mark.parametrize("value", [1e-4, 0.3, 1.0, 40.0])
def test_the_inverse_of_trigamma_is_one(value):
    from scipy.special import polygamma

    assert polygamma(1, inverse_trigamma(value)) == pytest.approx(value, rel=1e-6)


def test_dispersion_is_drawn_towards_the_others_and_never_under_poisson():
    random = np.random.default_rng(5)
    own = random.chisquare(10, 200) / 10 * 2
    found = moderate(own, np.full(200, 10.0), np.full(200, 20.0))
    assert found.std() < own.std() / 2
    assert (moderate(np.full(50, 0.3), np.full(50, 30.0), np.ones(50)) >= 1).all()


def test_few_series_borrow_nothing():
    assert moderate(np.array([3.0]), np.array([1e9]), np.array([5.0]))[0] == pytest.approx(3)


METHODS = [(forecast_seasonal, 130), (forecast_level, 30), (forecast_novelty, 30)]


@pytest.mark.parametrize(("method", "weeks"), METHODS)
@given(extra=st.integers(0, 60), more=st.integers(1, 60))
@settings(max_examples=15, deadline=None)
def test_more_contacts_never_look_less_unusual(method, weeks, extra, more):
    counts = seasonal_counts(2, weeks)
    counts[0] = counts[1]
    counts[:, -1] = extra
    counts[1, -1] += more
    p_value = method(history(counts), 3).p_value
    assert p_value[1] <= p_value[0] * (1 + 1e-9)


@pytest.mark.parametrize(("method", "weeks"), METHODS)
def test_what_is_not_usable_is_not_read(method, weeks):
    counts = seasonal_counts(3, weeks)
    usable = np.ones(counts.shape, dtype=bool)
    usable[:, 5:9] = False
    spoilt = counts.copy()
    spoilt[:, 5:9] = 1e6
    clean, dirty = (method(history(one, usable=usable), 3) for one in (counts, spoilt))
    assert (clean.p_value == dirty.p_value).all()


@pytest.mark.parametrize(("method", "weeks"), METHODS)
def test_twice_the_subscribers_may_call_twice_as_often(method, weeks):
    counts = seasonal_counts(3, weeks)
    exposure = np.full(counts.shape, 1000.0)
    exposure[:, -1] = 2000
    plain = method(history(counts), 0)
    grown = method(history(counts, exposure), 0)
    ratio = grown.expected / plain.expected
    assert ratio == pytest.approx(np.full(3, 2.0), rel=0.05)


@pytest.mark.parametrize(("method", "weeks"), METHODS)
@pytest.mark.parametrize("count", [0, 1, 10**9])
def test_constant_and_huge_series_have_finite_forecasts(method, weeks, count):
    found = method(history(np.full((2, weeks), count)), 3)
    for number in (found.expected, found.lower, found.upper, found.dispersion, found.p_value):
        assert np.isfinite(number).all()
    if count < 10 or method is not forecast_novelty:  # which is not made for what is often seen
        assert (found.p_value > 0.001).all()


def test_one_outbreak_neither_hides_itself_nor_widens_what_is_usual():
    counts = seasonal_counts(2, 30)
    counts[1] = counts[0]
    counts[1, -8] = 120
    calm, shaken = forecast_level(history(counts), 3).upper
    assert shaken < 1.3 * calm


def test_the_usual_dispersion_is_the_median_of_the_known_errors():
    squares = np.array([[9.0, 1.0, 4.0, 1e9, np.nan], [0.1] * 5, [np.nan] * 5])
    known = np.array([[1.0, 1, 1, 1, 0], [1.0] * 5, [0.0] * 5])
    assert usual_dispersion(squares, known) == pytest.approx([4 / 0.4549, 1, 1], rel=1e-3)


def test_gaps_are_filled_from_before_then_from_after():
    gaps = np.array([[np.nan, 1, np.nan, 3, np.nan], [np.nan] * 5])
    assert fill_gaps(gaps).tolist() == [[1, 1, 1, 3, 3], [1] * 5]
