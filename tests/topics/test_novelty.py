"""New groups: found when recent texts are like each other and unlike what came before."""

import numpy as np
import pytest

from trend_lib.topics.novelty import NoveltyRule, find_groups, novelty_scores

RULE = NoveltyRule(min_texts=6, min_likeness=0.4, seed=7)


def scattered(how_many, seed, around=None, spread=0.25):
    """Return unit vectors near three usual directions, or near the one given."""
    generator = np.random.default_rng(seed)
    usual = np.eye(16)[generator.integers(3, size=how_many)]
    points = (usual if around is None else around) + generator.normal(
        scale=spread, size=(how_many, 16)
    )
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def counts(rows):
    return np.ones(len(rows), dtype=np.int64)


@pytest.fixture
def history():
    return scattered(300, seed=1)


def test_a_group_in_a_new_direction_is_found_with_its_members(history):
    recent = np.vstack(
        [scattered(60, seed=2), scattered(9, seed=3, around=np.eye(16)[9], spread=0.1)]
    )
    groups = find_groups(recent, counts(recent), history, RULE)
    assert [sorted(group.tolist()) for group in groups] == [list(range(60, 69))]


def test_usual_texts_are_no_new_group(history):
    recent = scattered(60, seed=2)
    assert find_groups(recent, counts(recent), history, RULE) == []


def test_a_fault_in_three_wordings_near_an_old_topic_is_one_group(history):
    """Its texts are on the whole nearer to the old topic than to each other."""
    near_old = [0.75 * np.eye(16)[0] + 0.66 * np.eye(16)[other] for other in (9, 10, 11)]
    worded = [
        scattered(4, seed=other, around=one, spread=0.03) for other, one in enumerate(near_old)
    ]
    recent = np.vstack([scattered(60, seed=2), *worded])
    fault = recent[60:]
    assert (fault @ fault.T).mean() < np.sort(fault @ history.T, axis=1)[:, -10:].mean()
    found = [set(group.tolist()) for group in find_groups(recent, counts(recent), history, RULE)]
    assert any(set(range(60, 72)) <= group for group in found)


def test_one_new_text_said_by_many_is_a_group(history):
    recent = np.vstack([scattered(30, seed=2), np.eye(16, dtype=np.float32)[9:10]])
    times = counts(recent)
    assert find_groups(recent, times, history, RULE) == []
    times[30] = 6
    assert [group.tolist() for group in find_groups(recent, times, history, RULE)] == [[30]]


def test_a_text_that_history_knows_scores_no_higher_for_being_repeated(history):
    known = history[:1]
    score = novelty_scores(known, np.array([50]), np.repeat(known, 3, axis=0))
    assert score[0] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("size", [0, 1, 59])
def test_too_little_history_finds_nothing(size):
    recent = scattered(9, seed=3, around=np.eye(16)[9], spread=0.1)
    assert find_groups(recent, counts(recent), scattered(size, seed=1), RULE) == []
