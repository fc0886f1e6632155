"""An old change of level that nobody wrote down is found, and nothing else is taken for one."""

import numpy as np
import pandas as pd
import pytest

from tests.detection.test_assess_series import table
from tests.detection.test_new_level import FIRST, shifted
from tests.oracles import slow_found_level
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series
from trend_lib.detection.found_level import find_steps, with_found_levels
from trend_lib.detection.history import History
from trend_lib.detection.step_regression import counts_of, dispersion_of, gains_of, of_roots
from trend_lib.detection.written import Written

GUARD = 3


def history_of(counts, exposure=None, usable=None):
    """Return a history of counts that are all known, unless told otherwise."""
    usable = np.ones(counts.shape, dtype=bool) if usable is None else usable
    return History(counts.astype(float), exposure, usable)


def seasonal_counts(random, weeks, series=60, *, trend=0.0):
    """Return counts with a season, a trend a year and a few outbreak weeks each, but no step."""
    years = np.arange(weeks) / 52.18
    sizes = np.exp(random.uniform(np.log(0.5), np.log(150), series))[:, None]
    phase = random.uniform(0, 2 * np.pi, (series, 1))
    mean = sizes * np.exp(0.4 * np.cos(2 * np.pi * years + phase) + trend * years)
    counts = random.negative_binomial(mean, 0.5)
    for row in counts:
        begins = random.integers(0, weeks - 4)
        row[begins : begins + 4] += random.poisson(8 * np.sqrt(2 * row.mean() + 1))
    return counts


@pytest.mark.parametrize(("weeks", "change"), [(160, 100), (104, 35), (264, 230)])
def test_a_topic_that_fell_long_ago_does_not_cry_wolf(weeks, change):
    rows, shifts = shifted(weeks, change, by=1 / 3, mean=60)
    found = assess_series(rows)
    assert (found["p_value"] <= 0.01).mean() <= 0.05
    assert found["expected"].mean() == pytest.approx(20, rel=0.1)
    said = found["note"].str.fullmatch(r"new level since \d{4}-W\d\d, by the counts")
    assert said.all()
    assert (found["note"].str.contains(shifts["week"][0])).mean() > 0.8


@pytest.mark.parametrize(("weeks", "change", "mean", "by"), [(160, 60, 20, 3), (40, 16, 1, 80)])
def test_a_doubling_of_the_higher_level_is_seen(weeks, change, mean, by):
    rows, _ = shifted(weeks, change, by=by, mean=mean)
    rows.loc[rows.index == weeks - 1, "count"] = 2 * by * mean
    assert assess_series(rows)["is_alarm"].mean() >= 0.9


def test_seasons_trends_and_outbreaks_are_no_change_of_level():
    random = np.random.default_rng(7)
    for weeks, trend in ((264, 0.2), (264, -0.3), (110, 0.0), (60, 0.1), (40, 0.0)):
        counts = seasonal_counts(random, weeks, trend=trend)
        assert (find_steps(history_of(counts), GUARD) > 0).sum() <= 1


def test_a_young_change_is_nobodys_new_level():
    rows, _ = shifted(160, 160 - 20, by=3)
    found = assess_series(rows)
    assert found["note"].isna().all()


def test_what_people_wrote_goes_first():
    rows, shifts = shifted(160, 100, by=3)
    written = shifts.assign(week=str(Week.parse(FIRST).plus(90)))
    found = assess_series(rows, written=Written(level_shifts=written))
    assert found["note"].eq(f"new level since {written['week'][0]}").all()


def test_of_several_changes_the_newest_holds_and_the_oldest_level_is_forgotten():
    level = np.repeat([30, 200, 60], [60, 60, 80])
    counts = np.random.default_rng(5).poisson(level, (30, 200))
    known, is_found = with_found_levels(history_of(counts), GUARD)
    assert is_found.all()
    assert np.isin(known.level_since, [119, 120, 121]).all()
    assert known.usable.sum(1) == pytest.approx(140, abs=2)


@pytest.mark.parametrize("seed", range(6))
def test_the_step_is_the_slow_twins(seed):
    random = np.random.default_rng(seed)
    weeks = int(random.integers(60, 140))
    mean = np.where(np.arange(weeks) < weeks // 2, 12, 30) * np.ones((3, 1))
    exposure = random.uniform(800, 1200, (3, weeks))
    history = history_of(
        random.negative_binomial(mean, 0.4), exposure, random.random((3, weeks)) > 0.1
    )
    columns = find_steps(history, GUARD)
    baseline = history.baseline(GUARD)
    known = counts_of(history, baseline, np.arange(weeks - GUARD - 1))
    quick = gains_of(of_roots(known, dispersion_of(known)))
    for row in range(3):
        series = slow_found_level.Series(
            history.counts[row], history.relative_exposure()[row], history.usable[row], GUARD
        )
        slow = slow_found_level.gains_of_roots(series)
        assert [quick[row][at] for at in slow] == pytest.approx(list(slow.values()), rel=1e-6)
        place, gain = slow_found_level.step_of(series)
        assert columns[row] == (place if gain >= 40 else 0)


def test_nothing_is_found_in_what_says_nothing():
    empty, single, huge = np.zeros((2, 200)), np.ones((2, 1)), np.full((2, 200), 1e9)
    for counts in (empty, single, huge):
        assert not find_steps(history_of(counts), GUARD).any()
    unknown = history_of(np.ones((2, 200)), usable=np.zeros((2, 200), dtype=bool))
    assert not find_steps(unknown, GUARD).any()


def test_a_found_level_is_told_in_the_table():
    rows = pd.concat([shifted(160, 100, by=3, series=2)[0], table([20] * 160, FIRST, "steady")])
    found = assess_series(rows).set_index("series")
    assert pd.isna(found.loc["steady", "note"])
    assert found.loc["s0", "status"] == "tested"
