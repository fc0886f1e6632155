"""How far a series' season is held back: as far as its own weeks and all series together say."""

import numpy as np
import pytest

from tests.oracles import slow_season_prior
from trend_lib.detection.history import History
from trend_lib.detection.season_prior import (
    FEWEST,
    LENT,
    MOST,
    ROUNDS,
    WIDE,
    Waves,
    learn,
    some_of,
    waves_of,
)
from trend_lib.detection.seasonal import PRECISIONS, curves_of, forecast_seasonal, season_of

WEEKS = 160


def drawn_waves(deviations, variance, seed=5):
    """The waves of one series for each deviation, as unsure counts show them."""
    random = np.random.default_rng(seed)
    true = np.asarray(deviations)[:, None] * random.normal(size=(len(deviations), 2))
    pairs = true + np.sqrt(variance)[:, None] * random.normal(size=true.shape)
    return pairs, Waves(np.tile((pairs**2).sum(1)[:, None], 2), np.tile(variance[:, None], 2))


def yearly(series, height, seed=8):
    """Counts of 12 a week with a yearly wave of some height, a value for each series."""
    random = np.random.default_rng(seed)
    angle = 2 * np.pi * np.arange(WEEKS) * 7 / 365.2425
    mean = 12 * np.exp(np.asarray(height)[:, None] * np.cos(angle))
    counts = random.poisson(mean, (series, WEEKS)).astype(float)
    return History(counts, None, np.ones(counts.shape, dtype=bool)), mean[:, -1]


def test_shares_and_deviations_agree_with_plain_loops():
    random = np.random.default_rng(2)
    variance = random.uniform(0.001, 0.05, 30)
    pairs, waves = drawn_waves(np.repeat([0.003, 0.07, 0.35], 10), variance)
    prior = learn(waves)
    slow = slow_season_prior.shares(pairs.tolist(), variance.tolist(), ROUNDS, LENT)
    assert prior.shares[0] == pytest.approx(slow, rel=1e-6)
    found, doubts = (both[:, 0] for both in prior.holds(waves))
    for series in range(30):
        kept = slow_season_prior.kept(pairs[series], variance[series], slow)
        held = slow_season_prior.share_under(found[series], variance[series])
        assert held == pytest.approx(kept, rel=1e-6)
        doubt = slow_season_prior.doubt(pairs[series], variance[series], slow)
        assert doubts[series] == pytest.approx(doubt, rel=1e-6)


def test_waves_miss_the_truth_by_as_much_as_their_doubts_say():
    random = np.random.default_rng(4)
    deviations, variance = np.repeat([0.003, 0.2], 3000), np.full(6000, 0.01)
    true = deviations[:, None] * random.normal(size=(6000, 2))
    pairs = true + 0.1 * random.normal(size=true.shape)
    waves = Waves(np.tile((pairs**2).sum(1)[:, None], 2), np.tile(variance[:, None], 2))
    held, doubts = (both[:, 0] for both in learn(waves).holds(waves))
    kept = held**2 / (held**2 + variance)
    fitted = kept[:, None] * pairs
    missed = ((fitted - true) ** 2).mean()
    of_prior, of_strength = kept * variance, ((doubts[:, None] * fitted) ** 2).mean(1)
    assert missed == pytest.approx((of_prior + of_strength).mean(), rel=0.03)
    assert of_prior.mean() < 0.9 * missed
    unsure = (fitted**2).sum(1) > np.median((fitted**2).sum(1))
    missed = ((fitted - true) ** 2)[unsure].mean()
    assert missed == pytest.approx((of_prior + of_strength)[unsure].mean(), rel=0.05)


def test_the_wide_prior_of_a_fit_is_undone():
    coefficients = np.array([[1.0, 0.1, 0.3, -0.2, 0.05, 0.1]])
    covariance = np.diag([0.1, 0.1, 0.02, 0.02, 0.03, 0.03])[None]
    found = waves_of(coefficients, covariance, np.array([2.0]))
    for wave, (pair, unit) in enumerate((((0.3, -0.2), 0.02), ((0.05, 0.1), 0.03))):
        alone = [slow_season_prior.alone(one, 2 * unit, WIDE[wave]) for one in pair]
        assert found.squares[0, wave] == pytest.approx(sum(one**2 for one, _ in alone))
        assert found.variance[0, wave] == pytest.approx(alone[0][1])


def test_where_no_series_has_a_season_none_is_fitted_to_the_noise():
    history, _ = yearly(60, np.zeros(60))
    baseline = history.baseline(3)
    wide = curves_of(history, baseline, 0, None).coefficients[:, 2:]
    held = curves_of(history, baseline, 0, season_of(history, baseline)).coefficients[:, 2:]
    assert (held**2).mean() < 0.1 * (wide**2).mean()


def test_a_strong_season_stays_where_others_have_none():
    history, _ = yearly(60, np.where(np.arange(60) < 6, 0.6, 0.0))
    baseline = history.baseline(3)
    held = curves_of(history, baseline, 0, season_of(history, baseline)).coefficients
    strength = np.hypot(held[:, 2], held[:, 3])
    assert strength[:6] == pytest.approx(np.full(6, 0.6), abs=0.12)
    assert strength[6:].max() < 0.2


def test_expectations_come_nearer_to_the_truth_by_what_the_others_show():
    history, true = yearly(120, np.where(np.arange(120) < 20, 0.4, 0.0))
    found = forecast_seasonal(history, 3)
    alone = np.concatenate(
        [
            forecast_seasonal(history.rows(np.arange(at, at + 8)), 3).expected
            for at in range(0, 120, 8)
        ]
    )
    errors = [((expected - true) ** 2).mean() for expected in (found.expected, alone)]
    assert errors[0] < 0.8 * errors[1]


def test_few_series_keep_the_wide_priors():
    history, _ = yearly(FEWEST - 1, np.zeros(FEWEST - 1))
    assert season_of(history, history.baseline(3)) is None
    assert np.isnan(forecast_seasonal(history, 3).wave_deviations).all()
    assert PRECISIONS[2:] == pytest.approx(1 / np.repeat(WIDE, 2) ** 2)


@pytest.mark.parametrize("series", [1, 7, MOST, MOST + 1, 5000])
def test_the_series_to_learn_from_are_spread_over_all(series):
    chosen = some_of(series)
    assert len(chosen) == min(series, MOST)
    assert len(set(chosen.tolist())) == len(chosen)
    assert chosen[0] == 0
    assert chosen[-1] == series - 1
