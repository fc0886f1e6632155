"""A source where 1 is best is found out and counts nowhere, until somebody writes which way it goes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from trend_lib.quality.interval import correlation_interval
from trend_lib.quality.line.directions import with_directions


def directions(correlation, contacts, stated=()):
    counted = pd.DataFrame(
        {"source": ["ivr"], "score_correlation": [correlation], "contacts": [contacts]}
    )
    return with_directions(counted, stated).iloc[0]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=5, max_size=80))
def test_the_interval_agrees_with_the_library(pairs):
    place, solved = np.array(pairs, float).T
    if np.ptp(place) < 1e-6 or np.ptp(solved) == 0:
        return
    found = pearsonr(place, solved)
    known = found.confidence_interval(0.999)
    ours = correlation_interval(found.statistic, len(pairs))
    assert [float(limit) for limit in ours] == pytest.approx(list(known), abs=1e-6)


def test_a_source_whose_better_scores_are_not_solved_is_refused():
    row = directions(-0.4, 400)
    assert (row["says"], row["is_refused"]) == ("low_is_good", True)


def test_who_writes_the_direction_is_believed():
    row = directions(-0.4, 400, ["ivr"])
    assert (row["says"], row["is_stated"], row["is_refused"]) == ("low_is_good", True, False)


@pytest.mark.parametrize(
    ("correlation", "contacts"), [(-0.1, 400), (-0.9, 5), (-1.0, 3), (np.nan, 900)]
)
def test_nobody_is_refused_for_what_chance_may_do(correlation, contacts):
    row = directions(correlation, contacts)
    assert (row["says"], row["is_refused"]) == ("unclear", False)


def test_the_right_way_is_known_as_such():
    assert directions(0.4, 400)["says"] == "high_is_good"


def test_a_source_read_the_right_way_is_hardly_ever_refused_in_half_a_year_of_weekly_looks():
    # worst case: scores that have nothing to do with what was solved; looks share their last 26 weeks
    rng = np.random.default_rng(20261128)
    refused = 0
    for _ in range(300):
        place, solved = rng.integers(1, 6, 52 * 40), rng.random(52 * 40) < 0.8
        ends = np.arange(26, 52) * 40
        correlations = [
            np.corrcoef(place[end - 1040 : end], solved[end - 1040 : end])[0, 1] for end in ends
        ]
        _, upper = correlation_interval(correlations, 1040)
        refused += (upper < 0).any()
    assert refused <= 300 * 0.01 + 3 * np.sqrt(300 * 0.01)
