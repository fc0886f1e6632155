"""The negative binomial's tails against their slow twin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.oracles import slow_tail
from trend_lib.detection.tail import mid_p, normal_range, tail_at_least

CASES = [(0, 3.0, 1.5), (1, 0.2, 4.0), (7, 3.0, 1.5), (40, 20.0, 2.5), (3, 0.01, 1.01)]
means = st.floats(0.01, 1e4)
dispersions = st.floats(1.0, 50)


def arrays(*numbers):
    return [np.array([number], dtype=float) for number in numbers]


@pytest.mark.parametrize(("observed", "mean", "dispersion"), CASES)
def test_tails_agree_with_adding_up(observed, mean, dispersion):
    given_numbers = arrays(observed, mean, dispersion)
    slow = slow_tail.tail_at_least(observed, mean, dispersion)
    assert tail_at_least(*given_numbers)[0] == pytest.approx(slow, rel=1e-9, abs=1e-13)
    slow = slow_tail.mid_p(observed, mean, dispersion)
    assert mid_p(*given_numbers)[0] == pytest.approx(slow, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize(("mean", "dispersion"), [(0.05, 1.2), (3, 1.5), (40, 6), (900, 2)])
def test_the_normal_range_agrees_with_counting_up(mean, dispersion):
    lower, upper = normal_range(*arrays(mean, dispersion))
    assert lower[0] == slow_tail.quantile(0.025, mean, dispersion)
    assert upper[0] == slow_tail.quantile(0.975, mean, dispersion)


def test_without_overdispersion_the_tail_is_poisson():
    tail = tail_at_least(*arrays(9, 4, 1))
    assert tail[0] == pytest.approx(stats.poisson.sf(8, 4), rel=1e-4)


@given(st.integers(0, 10**6), means, dispersions)
def test_one_more_contact_never_looks_less_unusual(observed, mean, dispersion):
    fewer = mid_p(*arrays(observed, mean, dispersion))[0]
    more = mid_p(*arrays(observed + 1, mean, dispersion))[0]
    assert more <= fewer * (1 + 1e-9)


@given(means, dispersions)
def test_nobody_calling_is_never_unusual(mean, dispersion):
    assert tail_at_least(*arrays(0, mean, dispersion))[0] == 1


@given(means, dispersions)
def test_the_normal_range_holds_the_mean_of_larger_series(mean, dispersion):
    lower, upper = normal_range(*arrays(mean + 5, dispersion))
    assert 0 <= lower[0] <= mean + 5 <= upper[0] + 1


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_mean_that_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match="must be finite"):
        normal_range(*arrays(bad, 2))
    with pytest.raises(ValueError, match="must be finite"):
        mid_p(*arrays(3, 3, bad))


def test_a_thousand_million_contacts_are_counted_too():
    tail = mid_p(*arrays(1e9, 1e9, 40))
    assert tail[0] == pytest.approx(0.5, abs=0.01)
    assert mid_p(*arrays(1e9, 1, 1))[0] > 0
