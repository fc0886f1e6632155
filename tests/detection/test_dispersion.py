"""How much series scatter, how well that is known, and what weights of past outbreaks leave of it."""

import numpy as np
import pytest

from tests.oracles import slow_dispersion, slow_tail, slow_weights
from trend_lib.detection.dispersion import scatter_of, worth_of_degrees
from trend_lib.detection.history import Fit
from trend_lib.detection.outlier import FALL, kept_share
from trend_lib.detection.tail import normal_range, students_tail
from trend_lib.detection.weighing import Baseline, made_whole, weights_of


def fit_of(dispersion, degrees, mean):
    series = len(dispersion)
    one, two = np.full((series, 2), mean), np.zeros((series, 2))
    return Fit(
        one, two, dispersion, np.full(series, degrees), np.full(series, 1 / mean), np.ones(series, bool), two, two,
        np.zeros(series),
    )  # fmt: skip


@pytest.mark.parametrize("degrees", [3.0, 8.0, 60.0])
@pytest.mark.parametrize("tail", [0.3, 0.01, 0.0001])
def test_students_tail_is_the_mean_over_all_scatters_that_are_left_open(tail, degrees):
    found = students_tail(np.array([tail]), np.array([degrees]))[0]
    assert found == pytest.approx(slow_tail.students_tail(tail, degrees), rel=1e-5)
    assert found > tail


def test_the_normal_range_is_the_wider_the_less_is_known_of_the_scatter():
    mean, dispersion = np.full(3, 40.0), np.full(3, 2.0)
    lower, upper = normal_range(mean, dispersion, np.array([4.0, 30.0, np.inf]))
    assert lower[0] < lower[1] <= lower[2]
    assert upper[0] > upper[1] >= upper[2]
    assert normal_range(mean, dispersion)[1][0] == upper[2]


@pytest.mark.parametrize(("mean", "dispersion"), [(0.3, 2.0), (4.0, 5.0), (60.0, 1.2)])
def test_degrees_are_worth_what_a_quarter_of_the_counts_own_tail_leaves(mean, dispersion):
    found = worth_of_degrees(np.array([1000.0]), np.array([dispersion]), np.array([1 / mean]))[0]
    excess = slow_dispersion.variance_of_a_squared_error(mean, dispersion) - 2
    assert found == pytest.approx(1000 * 2 / (2 + excess / 4), rel=1e-6)


def test_the_scatter_of_rare_contacts_borrows_more_than_that_of_many():
    own = np.random.default_rng(6).chisquare(20, 200) / 20 * 2
    many, rare = scatter_of(fit_of(own, 20.0, 200.0)), scatter_of(fit_of(own, 20.0, 0.5))
    assert (rare.own_degrees < many.own_degrees * 0.6).all()
    assert (rare.dispersion.std(), many.dispersion.std()) < (many.dispersion.std(), own.std())
    assert (scatter_of(fit_of(own * 0.1, 20.0, 5.0)).dispersion >= 1).all()


@pytest.mark.parametrize("shape", [0.4, 3.0, 50.0])
def test_the_share_that_weights_keep_is_that_of_an_integral(shape):
    mean = np.array([1e6])  # with this much, the skewness decides the dispersion
    skewness = 2 / np.sqrt(shape)
    dispersion = np.array([skewness**2 * mean[0] / 4 + 1])  # (2 phi - 1)^2 / (phi M) = skewness^2
    found = kept_share(mean, dispersion, 0.02)[0]
    assert found == pytest.approx(slow_dispersion.kept_of_a_gamma(shape, 0.02, FALL), abs=1e-3)


@pytest.mark.parametrize(
    ("size", "success", "off"),
    [(0.4, 0.2, 0.14), (2.2, 2 / 3, 0.03), (5.0, 0.5, 0.04), (60.0, 0.6, 0.02)],
)
def test_quiet_series_keep_their_scatter_though_their_highest_weeks_weigh_less(size, success, off):
    random = np.random.default_rng(8)
    mean = np.full((400, 260), size * (1 - success) / success)
    counts = random.negative_binomial(size, success, mean.shape).astype(float)
    baseline = Baseline(counts, np.zeros_like(mean), np.ones_like(mean))
    weighted = (weights_of(baseline, mean) * (counts - mean) ** 2 / mean).mean(1)
    whole = made_whole(baseline, mean, weighted).mean()
    assert weighted.mean() < 0.97 / success
    assert whole == pytest.approx(1 / success, rel=off)


@pytest.mark.parametrize("dispersion", [1.0, 2.0, 5.0])
@pytest.mark.parametrize("height", [0.2, 0.5])
def test_what_is_given_back_is_the_mean_over_weeks_of_a_season_and_a_trend(height, dispersion):
    weeks = np.arange(0, 260, 8)
    mean = 2 * np.exp(height * np.cos(2 * np.pi * weeks / 52) + 0.004 * (weeks - 130))[None]
    baseline = Baseline(mean, np.zeros_like(mean), np.ones_like(mean))
    found = made_whole(baseline, mean, np.array([dispersion]))[0]
    slow = slow_weights.given_back(dispersion, mean[0], np.ones(len(weeks)))
    assert found == pytest.approx(slow, rel=2e-3)
    at_the_mean = dispersion / kept_share(mean.mean(1), np.array([dispersion]), 0.02)[0]
    assert abs(found - slow) < 0.2 * abs(at_the_mean - slow)
