"""Daily counts against their weekday profile: by hand, by the slow twin, and on quiet days."""

from datetime import date

import numpy as np
import pytest

from tests.oracles import slow_weekday
from trend_lib.base.weeks import Week
from trend_lib.detection.day_history import DAY_AFTER, HOLIDAY, DayHistory, kinds_of_days
from trend_lib.detection.day_profile import fit_profile
from trend_lib.detection.weekday import forecast_days, look, squared_errors

SHAPE = np.array([1.4, 1.2, 1.1, 1.1, 1.2, 0.6, 0.4])
FIRST = Week.parse("2026-W01")


def quiet(seed, series=30, weeks=20, rate=20.0, shape=SHAPE):
    rng = np.random.default_rng(seed)
    return rng.poisson(rate * shape, (series, weeks, 7)).astype(float)


def until(counts, weekday, kinds=None):
    usable = np.ones_like(counts, dtype=bool)
    usable[:, -1, weekday + 1 :] = False
    kinds = np.zeros(counts.shape[1:], dtype=int) if kinds is None else kinds
    return DayHistory(counts, usable, kinds, weekday)


def test_a_monday_is_compared_with_mondays_and_not_with_an_average_day():
    found = forecast_days(until(quiet(1, rate=50), 0))
    assert found.day.expected == pytest.approx(np.full(30, 70.0), rel=0.15)
    sunday = forecast_days(until(quiet(1, rate=50), 6))
    assert sunday.day.expected == pytest.approx(np.full(30, 20.0), rel=0.25)
    assert sunday.so_far.expected == pytest.approx(np.full(30, 350.0), rel=0.1)


def test_profile_and_scatter_agree_with_the_slow_twin():
    counts = quiet(2, series=4, weeks=12)
    history = until(counts, 3)
    profile = fit_profile(history)
    past, weights = counts[:, :-1].tolist(), profile.weights.tolist()
    together = slow_weekday.shape_together(past, weights)
    for series in range(4):
        shape, behind = slow_weekday.shape_of(past[series], weights[series], together)
        assert profile.shape.shape[series] == pytest.approx(shape, rel=1e-9)
        assert profile.shape.contacts[series] == pytest.approx(behind, rel=1e-9)
        for days in (slice(3, 4), slice(0, 4), slice(0, 7)):
            errors, weight = squared_errors(history, profile, days)
            known = range(days.start, days.stop)
            squares, counted = slow_weekday.scatter(known, past[series], shape, weights[series])
            assert (weight * errors).sum(1)[series] == pytest.approx(squares, rel=1e-9)
            assert (weight > 0).sum(1)[series] == counted
        mean, *_, relative = slow_weekday.mean_and_scatter(
            range(4), past[series], shape, weights[series]
        )
        assert look(history, profile, slice(0, 4), "up").expected[series] == pytest.approx(mean)
        rate = profile.levels.rate[series, -1]
        assert profile.levels.unit_variance[series, -1] / rate**2 == pytest.approx(relative)


def test_a_single_series_is_judged_by_its_own_scatter_alone():
    counts = quiet(3, series=1, weeks=14)
    history = until(counts, 2)
    profile = fit_profile(history)
    past, weights = counts[0, :-1].tolist(), profile.weights[0].tolist()
    shape = profile.shape.shape[0].tolist()
    _, own, degrees, _ = slow_weekday.mean_and_scatter([2], past, shape, weights)
    found = look(history, profile, slice(2, 3), "up")
    relative = (found.dispersion[0] / (max(own, 1.0) * (degrees / (degrees - 2)))) - 1
    assert degrees > 4
    assert 0 < relative < 0.3  # what the errors of level and shape add


def test_a_quiet_day_of_forty_contacts_more_is_found_at_once_and_in_the_week_so_far():
    counts = quiet(4)
    counts[7, -1, 2] += 60
    wednesday = forecast_days(until(counts, 2))
    assert wednesday.p_value[7] < 1e-6
    assert (np.delete(wednesday.p_value, 7) > 1e-4).all()
    friday = forecast_days(until(counts, 4))
    assert friday.day.p_value[7] > 0.001
    assert friday.p_value[7] == pytest.approx(1.8 * friday.so_far.p_value[7])
    assert friday.p_value[7] < 1e-3


def test_a_fall_is_seen_only_when_falls_are_looked_for():
    counts = quiet(5)
    counts[3, -1, 1] = 2
    assert forecast_days(until(counts, 1)).p_value[3] > 0.9
    assert forecast_days(until(counts, 1), "down").p_value[3] < 1e-4
    down = forecast_days(until(counts, 1), "down").day.p_value
    both = forecast_days(until(counts, 1), "both").day.p_value
    assert both[3] == pytest.approx(2 * down[3])


def test_what_stands_on_days_that_were_not_counted_is_never_read():
    counts = quiet(6)
    usable = np.ones_like(counts, dtype=bool)
    usable[:, 5, 2], usable[:, -1, 4:] = False, False
    kinds = np.zeros(counts.shape[1:], dtype=int)
    before = forecast_days(DayHistory(counts, usable, kinds, 3))
    dirty = np.where(usable, counts, 1e9)
    assert (forecast_days(DayHistory(dirty, usable, kinds, 3)).p_value == before.p_value).all()


def test_a_past_outbreak_hides_the_next_one_hardly():
    counts = quiet(7)
    struck = counts.copy()
    struck[:, -4] *= 4
    clean, after = forecast_days(until(counts, 4)), forecast_days(until(struck, 4))
    assert after.so_far.expected == pytest.approx(clean.so_far.expected, rel=0.12)


def test_the_day_after_a_holiday_is_the_next_open_day():
    kinds = kinds_of_days(FIRST, 2, [date(2026, 1, 2)], range(5))  # a Friday
    assert kinds[0, 4] == HOLIDAY
    assert kinds[1, 0] == DAY_AFTER
    assert (kinds != 0).sum() == 2
    twice = kinds_of_days(FIRST, 2, [date(2025, 12, 30), date(2025, 12, 31)], range(5))
    assert twice[0].tolist() == [0, HOLIDAY, HOLIDAY, DAY_AFTER, 0, 0, 0]


def with_holidays(seed, weeks, on):
    """Every holiday a tenth of the contacts, every day after it half as many again."""
    counts = quiet(seed, weeks=weeks, rate=40)
    kinds = np.zeros(counts.shape[1:], dtype=int)
    for week in on:
        kinds[week, 2:4] = HOLIDAY, DAY_AFTER
        counts[:, week, 2] = np.round(counts[:, week, 2] * 0.1)
        counts[:, week, 3] = np.round(counts[:, week, 3] * 1.5)
    return counts, kinds


def test_the_first_holiday_and_the_day_after_it_are_unknown_and_never_an_alarm():
    counts, kinds = with_holidays(8, 20, [19])
    for weekday in (2, 3):
        found = forecast_days(until(counts, weekday, kinds))
        assert found.is_holiday_unknown.all()
        assert np.isnan(found.p_value).all()
    friday = forecast_days(until(counts, 4, kinds))
    assert not friday.is_holiday_unknown.any()
    assert (friday.so_far.weekdays == [True, True, False, False, True, False, False]).all()
    assert (friday.p_value > 1e-4).all()


def test_after_some_holidays_the_rush_of_the_day_after_is_what_was_expected():
    counts, kinds = with_holidays(9, 30, [4, 9, 15, 22, 29])
    found = forecast_days(until(counts, 3, kinds))
    assert found.day.expected == pytest.approx(np.full(30, 66.0), rel=0.2)
    assert (found.p_value > 0.05).all()
    without = forecast_days(until(counts, 3))
    assert np.median(without.day.p_value) < np.median(found.day.p_value) / 5


def test_with_three_weeks_there_is_no_profile_yet():
    assert np.isnan(forecast_days(until(quiet(10, weeks=4), 2)).p_value).all()
    assert not np.isnan(forecast_days(until(quiet(10, weeks=5), 2)).p_value).any()


def test_days_of_rest_are_no_alarm_and_no_contact_on_them_is_expected():
    counts = quiet(11, shape=np.where(np.arange(7) < 5, SHAPE, 0.0))
    found = forecast_days(until(counts, 6))
    assert (found.day.expected < 0.2).all()
    assert (found.p_value > 0.001).all()


def test_nothing_at_all_and_a_thousand_million_are_both_answered():
    counts = quiet(12)
    counts[0], counts[1, -1, 0] = 0.0, 1e9
    found = forecast_days(until(counts, 0))
    assert found.p_value[0] > 0.05
    assert 0 < found.p_value[1] < 1e-12
