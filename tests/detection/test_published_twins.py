"""Each published method against its slow twin, on counts that no paper tuned."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.oracles import slow_farrington as slow
from tests.oracles import slow_simple_methods as plain
from trend_lib.detection import assess_series

FIRST = date(2014, 12, 29)  # 2015 has 53 weeks
WEEKS = 340


def random_counts(seed):
    random = np.random.default_rng(seed)
    week = np.arange(WEEKS)
    level = random.uniform(0.5, 3.5) + random.uniform(-0.003, 0.003) * week
    mean = np.exp(level + 0.4 * np.cos(2 * np.pi * week / 52))
    counts = random.negative_binomial(mean, 0.5)
    counts[random.integers(80, 240, 3)] += random.integers(5, 40, 3)
    counts[-4:] += 2  # enough to be judged
    return counts.tolist()


SEEDS = range(30, 38)
COUNTS = {seed: random_counts(seed) for seed in SEEDS}


def assess(method, **settings):
    """The last two weeks of all series."""
    mondays = slow.mondays(FIRST, WEEKS)
    rows = [
        pd.DataFrame({"series": seed, "week": mondays, "count": counts})
        for seed, counts in COUNTS.items()
    ]
    found = assess_series(pd.concat(rows), weeks="last:2", method=method, **settings)
    found["column"] = [WEEKS - 2, WEEKS - 1] * len(COUNTS)
    return found.to_dict("records")


@pytest.mark.parametrize("periods", [1, 5, 10])
@pytest.mark.parametrize("threshold", ["delta", "nbPlugin", "muan"])
def test_farrington_flexible_agrees_with_its_slow_twin(periods, threshold):
    starts = slow.mondays(FIRST, WEEKS)
    settings = {"periods": periods, "exclude_weeks": 20, "half_window": 2}
    for row in assess("farrington-flexible", threshold=threshold, alpha=0.02, **settings):
        column, counts = row["column"], COUNTS[row["series"]]
        compared = slow.weeks_compared(starts, column, 5, 2, periods, 20)
        expected, log_variance, phi, has_trend = slow.expect(
            counts, compared, column, periods, 2.58, is_flexible=True
        )
        assert row["expected"] == pytest.approx(expected, rel=1e-8)
        assert row["phi"] == pytest.approx(phi, rel=1e-8)
        assert row["trend"] == has_trend
        if threshold == "delta":
            upper = slow.upper_of_delta(expected, log_variance, phi, 0.02)
        elif threshold == "nbPlugin":
            upper = slow.upper_of_counts(expected, phi, 0.02)
        else:
            raised = expected * np.exp(2.0537489106318225 * np.sqrt(log_variance))
            upper = slow.upper_of_counts(raised, phi, 0.02)
        assert row["upper"] == pytest.approx(upper, rel=1e-8)


def test_the_classic_farrington_agrees_with_its_slow_twin():
    starts = slow.mondays(FIRST, WEEKS)
    for row in assess("farrington", alpha=0.1):
        column, counts = row["column"], COUNTS[row["series"]]
        compared = slow.weeks_compared(starts, column, 5, 3, 1, 3)
        expected, log_variance, phi, has_trend = slow.expect(
            counts, compared, column, 1, 1.0, is_flexible=False
        )
        assert row["expected"] == pytest.approx(expected, rel=1e-8)
        assert row["trend"] == has_trend
        upper = slow.upper_of_delta(expected, log_variance, phi, 0.05)
        assert row["upper"] == pytest.approx(upper, rel=1e-8)


@pytest.mark.parametrize(
    ("method", "weeks", "guard"), [("ears-c1", 7, 0), ("ears-c2", 7, 2), ("z-score", 52, 0)]
)
def test_methods_by_the_normal_agree_with_their_slow_twin(method, weeks, guard):
    for row in assess(method, alpha=0.01):
        column, counts = row["column"], COUNTS[row["series"]]
        assert row["upper"] == pytest.approx(plain.upper_of_z(counts, column, weeks, 0.01, guard))
        score = plain.z_score(counts, column, weeks, guard)
        assert row["score"] == pytest.approx(score)
        assert row["p_value"] == pytest.approx(1 - plain.NORMAL.cdf(score), abs=1e-12)


def test_c3_agrees_with_its_slow_twin():
    for row in assess("ears-c3"):
        upper = plain.upper_of_c3(COUNTS[row["series"]], row["column"], 7, 0.025)
        assert row["upper"] == pytest.approx(upper)


def test_cusum_agrees_with_its_slow_twin():
    for row in assess("cusum", baseline_weeks=20, decision_interval=2):
        total = plain.cusum(COUNTS[row["series"]], row["column"], 20, 0.5, 2)
        assert row["score"] == pytest.approx(total, abs=1e-12)
        assert row["is_alarm"] == (total > 2)


def test_the_poisson_test_agrees_with_its_slow_twin():
    for row in assess("poisson", look_back="periods", half_window=2):
        counts, column = COUNTS[row["series"]], row["column"]
        expected = plain.same_weeks(counts, column, 2)
        assert row["expected"] == pytest.approx(expected)
        assert row["p_value"] == pytest.approx(
            plain.poisson_tail(counts[column], expected), abs=1e-12
        )


def test_the_negative_binomial_agrees_with_its_slow_twin():
    for row in assess("negative-binomial", alpha=0.02):
        counts, column = COUNTS[row["series"]], row["column"]
        expected, phi = plain.moments(counts, column, 52)
        assert (row["expected"], row["phi"]) == pytest.approx((expected, phi))
        tail = plain.negative_binomial_tail(counts[column], expected, phi)
        assert row["p_value"] == pytest.approx(tail, abs=1e-12)
        assert row["upper"] == slow.upper_of_counts(expected, phi, 0.02)
