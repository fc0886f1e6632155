"""A reader sees why a number inside the normal range alarms."""

import pytest

from trend_lib.report.counted import look_sentence
from trend_lib.report.rows import Episode


def episode(weeks, observed, expected):
    """An episode of which only the look matters."""
    told = dict.fromkeys(Episode._fields)
    return Episode(
        **{**told, "look_weeks": weeks, "look_observed": observed, "look_expected": expected}
    )


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ((None, None, None), ""),
        ((2, 121, 84.2), "Together with last week 121, expected 84."),
        ((8, 1480, 1200.4), "The last 8 weeks together brought 1,480, expected 1,200."),
    ],
)
def test_weeks_that_are_rarer_together_are_told_together(look, said):
    assert look_sentence(episode(*look)) == said
