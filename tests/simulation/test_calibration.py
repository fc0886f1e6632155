"""Do false alarms keep their bound, and are planted rises found? Seeded, so never by luck."""

import numpy as np
import pandas as pd
import pytest

from tests.simulation.provider_panel import make_panel
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series

FIRST = Week.parse("2019-W01")


def assess(counts, judged, **settings):
    series, weeks = counts.shape
    names = np.repeat(np.arange(series), weeks)
    written = np.tile([str(FIRST.plus(week)) for week in range(weeks)], series)
    rows = pd.DataFrame({"series": names, "week": written, "count": counts.ravel()})
    return assess_series(rows, weeks=f"last:{judged}", **settings)


def judge(panel, judged, **settings):
    """The rows of the judged weeks, with whether an outbreak was going on."""
    found = assess(panel.counts, judged, **settings)
    found["in_outbreak"] = [
        any(panel.planted[number, :week]) and any(panel.planted[number, week - 1 :])
        for number in range(len(panel.counts))
        for week in range(panel.counts.shape[1] - judged + 1, panel.counts.shape[1] + 1)
    ]
    return found


def false_alarm_rate(found, p_value):
    return (found.loc[~found["in_outbreak"], "p_value"] <= p_value).mean()


def detected_share(found, p_value):
    hit = found[found["in_outbreak"]].assign(hit=lambda rows: rows["p_value"] <= p_value)
    return hit.groupby("series")["hit"].any().mean()


@pytest.mark.parametrize(
    ("weeks", "most_false_alarms", "fewest_found"),
    [(20, 0.03, 0.2), (70, 0.02, 0.45), (180, 0.02, 0.45)],
)
def test_one_percent_means_about_one_percent_and_rises_are_found(
    weeks, most_false_alarms, fewest_found
):
    found = judge(make_panel(560, weeks, 8, seed=11), 8)
    assert 0.001 <= false_alarm_rate(found, 0.01) <= most_false_alarms
    assert detected_share(found, 0.01) >= fewest_found


@pytest.mark.parametrize("weeks", [16, 40, 110])
def test_p_values_of_quiet_series_are_spread_evenly(weeks):
    random = np.random.default_rng(12)
    counts = random.negative_binomial(15, 0.4, (400, weeks))
    p_value = assess(counts, 1)["p_value"]
    for share in (0.05, 0.1, 0.25):
        assert (p_value <= share).mean() == pytest.approx(share, abs=0.05)
    assert 0.35 <= (p_value <= 0.5).mean() <= 0.55  # two looks: cautious where nothing rose


@pytest.mark.parametrize("growth", [0.2, 0.4, -0.3])
@pytest.mark.parametrize("weeks", [30, 60, 85])
def test_growth_is_not_taken_for_a_rise(weeks, growth):
    random = np.random.default_rng(13)
    years = (np.arange(weeks) - weeks) / 52.18
    mean = 20 * (1 + growth) ** years * np.ones((600, 1))
    assert (assess(random.poisson(mean), 1)["p_value"] <= 0.01).mean() <= 0.035


def test_a_season_is_not_taken_for_a_rise():
    random = np.random.default_rng(14)
    mean = 30 * np.exp(0.4 * np.cos(2 * np.pi * np.arange(150) / 52.18)) * np.ones((100, 1))
    assert (assess(random.poisson(mean), 20)["p_value"] <= 0.01).mean() <= 0.02


def false_discovery_proportion(seed, series, weeks, judged, rate):
    found = judge(make_panel(series, weeks, judged, seed), judged, false_discovery_rate=rate,
                  min_contacts=1, min_excess=0)  # fmt: skip
    alarms = found[found["is_alarm"]]
    return (~alarms["in_outbreak"]).mean(), len(alarms)


def test_of_the_alarms_no_more_are_false_than_promised():
    proportion, alarms = false_discovery_proportion(15, 210, 130, 10, rate=0.1)
    assert alarms > 50
    assert proportion <= 0.13


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2])
def test_of_many_alarms_no_more_are_false_than_promised(rate):
    proportion, alarms = false_discovery_proportion(16, 840, 300, 40, rate)
    assert alarms > 500
    assert proportion <= 1.2 * rate


@pytest.mark.slow
@pytest.mark.parametrize(("weeks", "fewest"), [(20, 0.42), (70, 0.5), (120, 0.55), (300, 0.5)])
def test_at_one_false_alarm_in_a_hundred_so_many_rises_are_found(weeks, fewest):
    found = judge(make_panel(840, weeks + 40, 40, seed=17), 40)
    quiet = found.loc[~found["in_outbreak"], "p_value"]
    price = np.quantile(quiet, 0.01)
    assert 0.004 <= price <= 0.025
    assert detected_share(found, price) >= fewest
