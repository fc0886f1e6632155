"""A reader sees why a number inside the normal range alarms."""

import pytest

from trend_lib.base.speech import speaking
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
        ((3, 202, 150.3), "The last 3 weeks together brought 202, expected 150."),
        ((8, 1480, 1200.4), "The last 8 weeks together brought 1,480, expected 1,200."),
    ],
)
def test_weeks_that_are_rarer_together_are_told_together(look, said):
    assert look_sentence(episode(*look)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "За последние 3 недели вместе 202, ожидалось 150."),
        ("uk", "За останні 3 тижні разом 202, очікувано 150."),
    ],
)
def test_three_weeks_are_told_in_the_reader_s_language(language, said):
    with speaking(language):
        assert look_sentence(episode(3, 202, 150.3)) == said
