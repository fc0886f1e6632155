"""Do the intervals of a measure's effect hold the truth, and is a useless measure found useless? Seeded."""

import numpy as np
import pytest
from scipy import stats

from tests.simulation.measured_rises import (
    coverage,
    decays_of_past,
    draw_weeks,
    fading,
    judge,
    make_rises,
    share_of,
    steered_courses,
)

EFFECTS = (0.0, 0.5, 1.0)
LEAST_COVERAGE = 0.92
EACH = 70  # of nine kinds of series: 630 simulations


@pytest.fixture(scope="module")
def rises():
    return make_rises(np.random.default_rng(7001), EACH)


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("rise", [0.6, 1.5, 4.0])
def test_19_of_20_intervals_hold_the_true_effect_with_trend_season_and_scatter(rises, rise, effect):
    random = np.random.default_rng(7002)
    counts, saved = draw_weeks(random, rises, effect, rise=rise)
    of_share, of_saved, _ = coverage(judge(rises, counts), effect, saved)
    assert of_share >= LEAST_COVERAGE
    assert of_saved >= LEAST_COVERAGE


@pytest.mark.parametrize("weeks", [(1, 2), (2, 8), (6, 3)])
@pytest.mark.parametrize("effect", EFFECTS)
def test_they_do_with_few_weeks_and_with_many(weeks, effect):
    random = np.random.default_rng(7003)
    rises = make_rises(random, EACH, weeks_before=weeks[0], weeks_after=weeks[1])
    counts, saved = draw_weeks(random, rises, effect)
    of_share, of_saved, _ = coverage(judge(rises, counts), effect, saved)
    assert of_share >= LEAST_COVERAGE
    assert of_saved >= LEAST_COVERAGE


def test_a_measure_without_effect_never_worked_and_a_full_one_mostly_did(rises):
    random = np.random.default_rng(7004)
    useless = judge(rises, draw_weeks(random, rises, 0.0)[0])
    cure = judge(rises, draw_weeks(random, rises, 1.0)[0])
    assert share_of("worked", useless) <= 0.005
    assert share_of("partly", useless) <= 0.025
    assert share_of("worked", cure) >= 0.6
    assert share_of("no_effect", cure) <= 0.005


@pytest.mark.parametrize("effect", EFFECTS)
def test_what_moved_all_series_is_told_apart_by_those_not_touched(rises, effect):
    random = np.random.default_rng(7005)
    shift = np.where(rises.after, 0.7, 1.0)
    counts, saved = draw_weeks(random, rises, effect, shift=shift)
    steered = judge(rises, counts, courses=steered_courses(random, rises, shift))
    assert min(coverage(steered, effect, saved)[:2]) >= LEAST_COVERAGE
    assert coverage(judge(rises, counts), effect, saved)[0] < 0.6


@pytest.mark.parametrize("effect", EFFECTS)
def test_rises_that_fade_by_themselves_are_told_apart_by_past_ones(rises, effect):
    random = np.random.default_rng(7006)
    counts, saved = draw_weeks(random, rises, effect, staying=fading(random, rises, 4.0))
    effects = judge(rises, counts, decays_of_past(random, make_rises(random, EACH), 4.0))
    assert min(coverage(effects, effect, saved)[:2]) >= 0.9
    assert share_of("worked", effects) <= share_of("worked", judge(rises, counts))


def test_a_rise_that_is_chance_alone_is_mostly_no_rise():
    random = np.random.default_rng(7007)
    rises = make_rises(random, 300, weeks_before=2)
    counts, _ = draw_weeks(random, rises, 0.0, rise=0.0)
    expected = np.array([course.expected[0] for course in rises.courses])
    scatter = np.sqrt(expected * [course.dispersion for course in rises.courses])
    alarmed = counts[:, 0] > expected + stats.norm.isf(0.005) * scatter
    found = [one for one, chosen in zip(judge(rises, counts), alarmed, strict=True) if chosen]
    assert len(found) > 20
    assert share_of("worked", found) <= 0.1
    assert share_of("too_early", found) >= 0.8
