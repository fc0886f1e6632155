"""p read once more: the table by plain arithmetic, and what it may never do."""

import math

import numpy as np
import pytest

from tests.oracles import slow_calibrated
from trend_lib.detection.calibrated import (
    CONTACTS,
    DISPERSIONS,
    LOG_STRETCH,
    OF_RARE_AND_STEADY,
    read_again,
    stretch_of,
)
from trend_lib.detection.history import History
from trend_lib.detection.seasonal import forecast_seasonal
from trend_lib.detection.tail import SMALLEST_P


def test_the_stretch_agrees_with_plain_interpolation_inside_and_beyond_the_table():
    random = np.random.default_rng(3)
    expected = np.exp(random.uniform(math.log(0.001), math.log(5000), 200))
    dispersion = np.exp(random.uniform(0, math.log(90), 200))
    season = random.uniform(0, 0.9, 200)
    found = stretch_of(expected, dispersion, season)
    for series in range(200):
        slow = slow_calibrated.stretch(expected[series], dispersion[series], season[series])
        assert found[series] == pytest.approx(slow, rel=1e-12)


def test_each_cell_of_the_table_is_met():
    grid = np.array([(line, column) for line in CONTACTS for column in DISPERSIONS])
    found = np.log(stretch_of(*grid.T, np.full(len(grid), 0.5)))
    assert found == pytest.approx(np.ravel(LOG_STRETCH), abs=1e-12)


def test_reading_again_keeps_the_order_and_the_ends():
    p_value = np.array([SMALLEST_P, 1e-9, 0.01, 0.3, 0.5, 0.8, 1.0])
    for stretch in (0.8, 1.0, 1.2):
        found = read_again(p_value, np.full(7, stretch))
        assert (np.diff(found) > 0).all()
        assert found[0] >= SMALLEST_P
        assert found[4] == 0.5
        assert found[6] == 1.0
        assert found[2] == pytest.approx(slow_calibrated.read_again(0.01, stretch), rel=1e-9)


def test_rare_contacts_that_scatter_widely_must_be_rarer_and_steady_ones_may_be_less_rare():
    season = np.array([0.25])
    assert stretch_of(np.array([1.5]), np.array([5.0]), season)[0] < 1
    assert stretch_of(np.array([5.0]), np.array([1.0]), season)[0] > 1
    assert stretch_of(np.array([100.0]), np.array([2.0]), season)[0] == pytest.approx(1, abs=0.02)


def test_only_a_rare_topic_without_a_season_gets_more():
    expected = np.array([1.1, 1.1, 4.0, 30.0, 1.1])
    season = np.array([0.5, 0.01, 0.01, 0.01, 0.1])
    plain = stretch_of(expected, np.full(5, 1.5), np.full(5, 0.5))
    more = np.log(stretch_of(expected, np.full(5, 1.5), season) / plain) / OF_RARE_AND_STEADY
    assert more[[0, 1, 3, 4]] == pytest.approx([0, 1, 0, 0.5])
    assert 0 < more[2] < 1


def test_the_seasonal_method_tells_the_stretch_that_its_p_was_read_with():
    counts = np.random.default_rng(4).poisson(4.0, (30, 200)).astype(float)
    found = forecast_seasonal(History(counts, None, np.ones(counts.shape, dtype=bool)), 3)
    looks = np.where(np.isnan(found.p_looks), 1.0, found.p_looks)
    joined = 1 / (0.2 / looks[:, 0] + 0.7 / looks[:, 1] + 0.1 / looks[:, 2])
    assert found.p_spike == pytest.approx(read_again(joined, found.stretch), rel=1e-9)
    assert (found.p_spike == found.p_value).all()
