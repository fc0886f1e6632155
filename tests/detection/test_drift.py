"""Slow drift: what it finds, what it leaves to the test of sudden rises, and its slow twin."""

import numpy as np
import pytest

from tests.oracles import slow_drift
from trend_lib.detection.dispersion import scatter_of
from trend_lib.detection.drift import SUMS, can_drift, forecast_drift, highest_counts
from trend_lib.detection.history import History
from trend_lib.detection.ladder import Watched, forecast
from trend_lib.detection.looks import harmonic_p
from trend_lib.detection.seasonal import fit_in_blocks, season_of

WEEKS = 260
RAMP = np.minimum(np.arange(1, 21) / 16, 1)


def history(counts, usable=None):
    counts = np.array(counts, dtype=float)
    return History(counts, None, np.ones(counts.shape, dtype=bool) if usable is None else usable)


def quiet(series=60, seed=31):
    return np.random.default_rng(seed).negative_binomial(40, 0.5, (series, WEEKS)).astype(float)


def judge(counts, usable=None):
    series = len(counts)
    watched = Watched(history(counts, usable), np.zeros(series, int), np.zeros(series, bool))
    return forecast(watched, guard_weeks=3, min_weeks=8)


def test_the_drift_agrees_with_adding_up_every_count():
    counts = quiet(6)
    counts[0, -8:] += 15
    counts[1, -2] = 400
    past = history(counts)
    fit = fit_in_blocks(past, past.baseline(13), SUMS, season_of(past, past.baseline(13)))
    scatter = scatter_of(fit)
    own = scatter.dispersion
    spread = own[:, None] * (1 + fit.unit_variance / fit.mean)
    found = forecast_drift(past, 3).p_value
    for series in range(6):
        newest = counts[series, :-9:-1]
        limits = fit.mean[series, :8] + 2 * np.sqrt(own[series] * fit.mean[series, :8])
        if (newest > limits).any():
            continue  # what is cut is no whole number: `slow_mid_p` cannot add it up
        slow = slow_drift.slow_drift(
            newest,
            fit.mean[series, :8],
            fit.mean[series, 8:],
            own[series],
            spread[series, 8:],
            scatter.degrees[series],
        )
        assert found[series] == pytest.approx(slow, rel=1e-6, abs=1e-12)


def test_a_rise_too_slow_for_any_week_is_found_and_named_drift():
    counts = quiet()
    counts[:, -20:] += np.round(2 * np.sqrt(80) * RAMP)
    found = judge(counts)
    assert (found.p_value <= 0.01).mean() >= 0.7
    assert (found.method == "drift").mean() >= 0.5
    assert (found.p_spike <= 0.01).mean() < (found.p_value <= 0.01).mean()


def test_what_is_expected_of_a_drift_is_what_was_normal_before_it():
    counts = quiet()
    counts[:, -20:] += np.round(2 * np.sqrt(80) * RAMP)
    found = judge(counts)
    drifting = found.method == "drift"
    assert found.expected[drifting].mean() == pytest.approx(40, rel=0.1)


def test_an_outbreak_of_three_weeks_across_both_halves_is_no_drift():
    counts = quiet(400)
    counts[:, -6:-3] += 100
    assert (forecast_drift(history(counts), 3).p_value <= 0.001).mean() <= 0.1


def test_quiet_series_drift_as_rarely_as_p_says():
    p_value = forecast_drift(history(quiet(1500)), 3).p_value
    assert (p_value <= 0.01).mean() <= 0.01
    assert (p_value <= 0.1).mean() <= 0.1


def test_weeks_that_are_not_usable_are_no_part_of_a_drift():
    counts = quiet(5)
    usable = np.ones(counts.shape, dtype=bool)
    usable[:, [-3, -6]] = False
    spoilt = counts.copy()
    spoilt[:, [-3, -6]] = 1e6
    clean, dirty = (forecast_drift(history(one, usable), 3).p_value for one in (counts, spoilt))
    assert (clean == dirty).all()


def test_a_new_baseline_has_no_drift_until_it_is_a_year_old():
    counts = quiet(3)
    counts[:, -40:] += 30  # a change of level that people acknowledged: nothing before it is usable
    usable = np.ones(counts.shape, dtype=bool)
    usable[:, :-40] = False
    found = judge(counts, usable)
    assert not can_drift(history(counts, usable)).any()
    assert np.isnan(found.p_drift).all()
    assert (found.p_value > 0.001).all()


def test_half_of_the_newest_weeks_missing_is_too_little_to_see_a_drift():
    usable = np.ones((1, WEEKS), dtype=bool)
    usable[:, [-2, -3]] = False
    assert not can_drift(history(quiet(1), usable))[0]


def test_a_week_counts_at_most_as_two_deviations_above_its_mean():
    assert highest_counts(np.full((1, 3), 4.0), np.array([4.0])).tolist() == [[12, 12, 12]]


def test_many_looks_are_worth_the_weighted_harmonic_mean():
    weights, p_values = (0.1, 0.9), (0.0004, 0.3)
    found = harmonic_p(weights, [np.array([one]) for one in p_values])
    assert found[0] == pytest.approx(slow_drift.slow_harmonic(weights, p_values))
    assert found[0] <= p_values[0] / weights[0]


@pytest.mark.parametrize("count", [0, 1, 10**9])
def test_constant_and_huge_series_have_finite_drifts(count):
    found = judge(np.full((3, WEEKS), count))
    for name in ("expected", "lower", "upper", "dispersion", "p_value", "p_drift", "p_spike"):
        if not (count == 0 and name == "p_drift"):  # never seen: that is for the novelty test
            assert np.isfinite(getattr(found, name)).all(), name
