"""Temperature, folds and figures of merit: against slow twins, and on examples held out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles import slow_intervals, slow_kinds
from trend_lib.topics.kinds.assessment import (
    assess_kinds,
    brier_score,
    calibration_error,
    wilson_share,
)
from trend_lib.topics.kinds.calibration import choose_temperature, log_loss, to_probabilities
from trend_lib.topics.kinds.example import KINDS, shipped_examples, wording_key
from trend_lib.topics.kinds.fitting import Lesson, out_of_fold_scores
from trend_lib.topics.kinds.fold import fold_groups

seeds = st.integers(0, 10_000)


def invent(seed, texts=15):
    """Scores with something in them, truths, weights."""
    luck = np.random.default_rng(seed)
    truth = luck.integers(0, 3, texts)
    scores = luck.normal(size=(texts, 3)) * luck.uniform(0.2, 5) + np.eye(3)[truth]
    return scores, truth, luck.uniform(0.5, 4, texts)


@given(seeds)
@settings(max_examples=8, deadline=None)
def test_the_temperature_is_the_best_that_a_search_finds(seed):
    scores, truth, weights = invent(seed)
    found = choose_temperature(scores, truth, weights)
    _, least = slow_kinds.slow_temperature(scores, truth, weights)
    reached = log_loss(scores / found, truth, weights)
    assert reached == pytest.approx(slow_kinds.slow_log_loss(scores, truth, weights, found))
    assert reached <= least + 1e-4


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_the_figures_are_those_of_the_slow_twins(seed):
    scores, truth, _ = invent(seed)
    rows = to_probabilities(scores, 1.0)
    slow = slow_kinds.slow_calibration_error(truth, rows)
    assert calibration_error(truth, rows) == pytest.approx(slow)
    assert brier_score(truth, rows) == pytest.approx(slow_kinds.slow_brier(truth, rows))


@given(st.integers(0, 60), st.integers(1, 60))
def test_the_interval_of_a_share_is_that_of_the_slow_twin(right, tried):
    right = min(right, tried)
    share = wilson_share(right, tried)
    assert (share.lower, share.upper) == pytest.approx(
        slow_intervals.slow_wilson(right, tried), abs=1e-6
    )


def test_calibration_keeps_or_betters_the_log_loss_of_folds_it_was_not_chosen_on():
    examples = [one for one in shipped_examples() if one.language == "uk"]
    texts, kinds = [one.text for one in examples], [one.kind for one in examples]
    lesson = Lesson.make(texts, kinds, None, None, [one.group for one in examples])
    folds = fold_groups(lesson.groups, kinds, 5, seed=3)
    modest, bold = (
        held_out_losses(lesson, scores, folds)
        for scores in out_of_fold_scores(lesson, seed=7, strengths=(0.1, 100.0))
    )
    assert modest[1] < modest[0]
    assert bold[1] < bold[0]


def held_out_losses(lesson, scores, folds):
    """The mean log-loss of each fold as scored, and at a temperature chosen on the other folds."""
    before = after = 0.0
    for fold in range(5):
        seen, held = folds != fold, folds == fold
        chosen = choose_temperature(scores[seen], lesson.columns[seen], lesson.weights[seen])
        judged = lesson.columns[held], lesson.weights[held]
        before += log_loss(scores[held], *judged) / 5
        after += log_loss(scores[held] / chosen, *judged) / 5
    return before, after


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(KINDS)), min_size=1), seeds)
def test_no_group_lies_in_two_folds(texts, seed):
    groups, kinds = zip(*texts, strict=True)
    folds = fold_groups(groups, kinds, 3, seed)
    assert len(set(zip(groups, folds.tolist(), strict=True))) == len(set(groups))
    assert (folds == fold_groups(groups, kinds, 3, seed)).all()


def test_near_copies_are_one_group():
    assert wording_key("Не працює інтернет!") == wording_key("інтернет не працює, будь ласка")


def test_an_assessment_tells_what_was_taken_for_what():
    rows = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.6, 0.3], [0.1, 0.1, 0.8]])
    labels = ["customer_service", "marketing", "technical", "technical"]
    found = assess_kinds(labels, rows)
    assert found.texts == 4
    assert found.accuracy.value == 0.75
    assert found.confusion.tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
    assert found.recall["technical"].value == 0.5
    assert found.accuracy.lower < 0.75 < found.accuracy.upper


def test_nothing_to_assess_is_no_number():
    found = assess_kinds([], np.zeros((0, 3)))
    assert found.texts == 0
    assert np.isnan([found.accuracy.value, found.calibration_error, found.brier]).all()
