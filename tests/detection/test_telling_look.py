"""A reader is told when several weeks together, and not this one, made a rise rare."""

import numpy as np
import pytest

from trend_lib.detection.history import History
from trend_lib.detection.ladder import Watched, forecast
from trend_lib.detection.telling_look import telling_look

WEEKS = 200


def look_at(newest):
    """The look of a series that ended with these weeks, among quiet ones of the same level."""
    counts = np.random.default_rng(5).poisson(50, (30, WEEKS)).astype(float)
    counts[0, -len(newest) :] = newest
    history = History(counts, None, np.ones(counts.shape, dtype=bool))
    watched = Watched(history, np.zeros(30, dtype=np.int64), np.zeros(30, dtype=bool))
    found = forecast(watched, guard_weeks=3, min_weeks=8)
    look = telling_look(found, history)
    return look.weeks[0], look.observed[0], look.expected[0]


def test_a_spike_of_one_week_stands_alone():
    assert np.isnan(look_at([50, 110])).all()


def test_a_second_high_week_is_told_with_the_first():
    weeks, observed, expected = look_at([85, 70])
    assert (weeks, observed) == (2, 155)
    assert expected == pytest.approx(100, rel=0.06)


def test_a_third_high_week_is_told_with_both_before_it():
    weeks, observed, expected = look_at([72, 72, 58])
    assert (weeks, observed) == (3, 202)
    assert expected == pytest.approx(150, rel=0.06)


def test_a_slow_drift_is_told_over_two_months():
    weeks, observed, expected = look_at([62, 63, 62, 63, 62, 63, 62, 63])
    assert (weeks, observed) == (8, 500)
    assert expected == pytest.approx(400, rel=0.06)


def test_one_week_of_history_tells_nothing():
    history = History(np.ones((2, 1)), None, np.ones((2, 1), dtype=bool))
    watched = Watched(history, np.zeros(2, dtype=np.int64), np.zeros(2, dtype=bool))
    assert np.isnan(telling_look(forecast(watched, 3, 8), history).weeks).all()
