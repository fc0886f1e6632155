"""Teams of operators who are all alike: hardly ever does anybody stand out, and the rude one does."""

import numpy as np

from tests.simulation.operator_teams import draw_team, judge_changes, judge_reviewers, make_rude
from trend_lib.quality.people.scorecard import score_team
from trend_lib.quality.people.standing_out import LEVEL

SEED, TEAMS = 7, 60


def at_most(flags, promised):
    return np.mean(flags) <= promised + 3 * np.sqrt(promised * (1 - promised) / len(flags))


def test_of_teams_who_are_all_alike_hardly_any_has_somebody_who_stands_out():
    random = np.random.default_rng(SEED)
    accused = [
        any(each.outlies.any() for each in score_team(draw_team(random, 8, 400), 8))
        for _ in range(TEAMS)
    ]
    assert at_most(accused, LEVEL)


def test_a_rude_operator_of_a_large_team_is_nearly_always_found():
    random = np.random.default_rng(SEED)
    found = [
        score_team(make_rude(draw_team(random, 24, 1000), 3), 24)[8].outlies[3] < 0
        for _ in range(TEAMS // 6)
    ]
    assert np.mean(found) >= 0.9


def test_steady_operators_and_even_reviewers_keep_their_promises_too():
    random = np.random.default_rng(SEED)
    changes, reviewers = judge_changes(random, TEAMS), judge_reviewers(random, TEAMS)
    for name in ("steady teams with a change",):
        assert at_most(changes[name], LEVEL)
    for name in ("even reviewers, one called biased", "another called strict for it"):
        assert at_most(reviewers[name], LEVEL)
    assert np.mean(reviewers["one lenient by a point, found"]) > 0.95
