"""Several weeks together: as rare as chance makes them, and a rise that is over is not told again."""

import numpy as np
import pytest
from scipy import stats

from tests.oracles import slow_looks
from trend_lib.detection.looks import NewestWeeks, p_of_all_looks, p_of_looks

ALONE = np.zeros((1, 3))
ALL = np.ones((1, 3), dtype=bool)


def p_of(quantiles, common=ALONE, looked_at=ALL):
    """p of a week that rises, of the newest weeks' normal quantiles."""
    newest = NewestWeeks(stats.norm.sf(np.array([quantiles])), common, looked_at)
    return p_of_all_looks(p_of_looks(newest, np.array([quantiles[0] > 0])), looked_at)[0]


@pytest.mark.parametrize("weeks", [2, 3])
def test_looks_agree_with_a_covariance_matrix_written_out(weeks):
    random = np.random.default_rng(8)
    p_weeks = random.uniform(0, 1, (200, weeks)) ** 4
    common = random.uniform(0, 0.3, (200, weeks))
    looked_at = np.logical_and.accumulate(random.random((200, weeks)) > 0.2, axis=1)
    looked_at[:, 0] = True
    rises = random.random(200) > 0.3
    found = p_of_all_looks(p_of_looks(NewestWeeks(p_weeks, common, looked_at), rises), looked_at)
    slow = [
        slow_looks.p_value(p_weeks[row], common[row], looked_at[row], rises=rises[row])
        for row in range(200)
    ]
    assert found == pytest.approx(slow, rel=1e-9)


def test_independent_normal_weeks_have_the_p_that_they_say():
    quantiles = np.random.default_rng(3).standard_normal((400_000, 3))
    looked_at = np.ones(quantiles.shape, dtype=bool)
    newest = NewestWeeks(stats.norm.sf(quantiles), np.zeros(quantiles.shape), looked_at)
    found = p_of_all_looks(p_of_looks(newest, quantiles[:, 0] > 0), looked_at)
    for nominal in (0.05, 0.01, 0.001):
        assert np.mean(found <= nominal) == pytest.approx(nominal, rel=0.12)


def test_two_weeks_of_half_a_rise_are_rarer_than_either():
    assert p_of([2.0, 2.0, 0.0]) < 0.2 * p_of([2.0, 0.0, 0.0])


def test_a_rise_that_is_over_is_not_told_again():
    assert p_of([0.3, 12.0, 0.0]) > 0.01
    assert p_of([-0.1, 12.0, 12.0]) > 0.5


def test_an_error_that_weeks_share_makes_them_less_rare_together():
    assert p_of([2.0, 2.0, 2.0], common=np.full((1, 3), 0.2)) > 1.3 * p_of([2.0, 2.0, 2.0])


def test_a_week_that_was_not_whole_leaves_this_week_alone():
    assert p_of([2.0, 5.0, 5.0], looked_at=np.array([[True, False, False]])) == pytest.approx(
        stats.norm.sf(2.0)
    )
