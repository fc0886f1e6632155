"""How often the program is right about kinds, by what people settled: weights, limits, and where nothing is told."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.slow_settled import slow_corrected, slow_share
from trend_lib.quality.kinds.estimating import (
    LEAST_OF_ALL,
    Figure,
    change,
    corrected_share,
    paired_interval,
    precision,
    recall,
    right_share,
    weigh,
)

KINDS = ("customer_service", "marketing", "technical")
words = st.sampled_from(KINDS)
drawn_rows = st.lists(
    st.tuples(st.sampled_from(["even", "doubtful"]), st.sampled_from([0.01, 0.075, 0.3]), words, st.one_of(st.just(""), words)),
    max_size=30,
)  # fmt: skip
ENOUGH = [("even", 0.01, "technical", "technical")] * 25 + [("even", 0.01, "marketing", "technical")] * 5  # fmt: skip
ENOUGH += [("doubtful", 0.075, "marketing", "marketing")] * 5


def settle(drawn):
    return weigh(*zip(*drawn, strict=True))


def near(figure, told):
    return figure[1:] == pytest.approx(told, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(drawn_rows, words, st.floats(0, 1))
def test_figures_are_those_of_the_slow_way(more, kind, counted_share):
    drawn = ENOUGH + more
    settled = settle(drawn)
    assert near(
        right_share(settled), slow_share(drawn, lambda row: row[2] == row[3], lambda _: True)
    )
    assert near(
        corrected_share(settled, kind, counted_share), slow_corrected(drawn, kind, counted_share)
    )
    for figure, said, among in ((precision, 3, 2), (recall, 2, 3)):
        found = figure(settled, kind)
        if not math.isnan(found.value):
            slow = slow_share(
                drawn,
                lambda row, said=said: row[said] == kind,
                lambda row, among=among: row[among] == kind,
            )
            assert near(found, slow)


@settings(max_examples=60, deadline=None)
@given(drawn_rows, words, st.floats(0, 1))
def test_a_figure_lies_within_its_limits_and_these_within_0_and_1(more, kind, counted_share):
    settled = settle(ENOUGH + more)
    for figure in (right_share(settled), corrected_share(settled, kind, counted_share)):
        assert 0 <= figure.lower <= figure.value <= figure.upper <= 1


def test_a_program_that_was_always_right_is_not_called_infallible():
    figure = right_share(settle([("even", 0.01, "technical", "technical")] * 40))
    assert figure.value == 1
    assert figure.lower < 0.95


def test_the_doubtful_count_no_more_than_they_stand_for():
    right = [("even", 0.01, "technical", "technical")] * 90
    wrong = [("doubtful", 0.09, "technical", "marketing")] * 90
    assert right_share(settle(right + wrong)).value == pytest.approx(0.9)


def test_who_did_not_answer_is_stood_for_by_the_others_of_the_part():
    silent = [("doubtful", 0.09, "technical", "")] * 45
    wrong = [("doubtful", 0.09, "technical", "marketing")] * 45
    right = [("even", 0.01, "technical", "technical")] * 90
    assert right_share(settle(right + wrong + silent)).value == pytest.approx(0.9)


def test_a_program_that_takes_too_much_for_a_kind_is_mended():
    drawn = [("even", 0.01, "technical", "technical")] * 60
    drawn += [("even", 0.01, "technical", "marketing")] * 20
    drawn += [("even", 0.01, "marketing", "marketing")] * 20
    settled = settle(drawn)
    assert corrected_share(settled, "technical", 0.8).value == pytest.approx(0.6)
    assert corrected_share(settled, "marketing", 0.2).value == pytest.approx(0.4)
    assert corrected_share(settled, "customer_service", 0.0).value == 0


@pytest.mark.parametrize(
    "drawn",
    [
        [],
        [("even", 0.01, "technical", "technical")] * (LEAST_OF_ALL - 1),
        [("doubtful", 0.075, "technical", "technical")] * 100,
        [*ENOUGH[:-5], ("doubtful", 0.075, "marketing", "")],
    ],
    ids=["nothing drawn", "too few drawn by lot", "none drawn by lot", "no doubtful one settled"],
)
def test_where_too_little_is_settled_nothing_is_told(drawn):
    assert weigh(*(zip(*drawn, strict=True) if drawn else ((), (), (), ()))) is None


def test_of_a_kind_that_hardly_anybody_settled_neither_precision_nor_recall_is_told():
    settled = settle(ENOUGH)
    assert math.isnan(recall(settled, "customer_service").value)
    assert math.isnan(recall(settled, "marketing").value)
    assert not math.isnan(recall(settled, "technical").value)


def test_a_change_has_no_smaller_reach_than_either_of_its_ends():
    now, before = Figure(100, 0.5, 0.45, 0.56), Figure(80, 0.4, 0.32, 0.47)
    moved = change(now, before)
    assert moved.value == pytest.approx(0.1)
    assert moved.lower == pytest.approx(0.1 - math.hypot(0.05, 0.07))
    assert moved.upper == pytest.approx(0.1 + math.hypot(0.06, 0.08))
    assert moved.settled == 180


def test_without_any_error_the_paired_interval_is_open_to_both_sides():
    lower, upper = paired_interval(0.0, 0.0, 50.0)
    assert lower < 0 < upper
    assert np.isclose(lower, -upper)
