"""Of what people settle of a sample, the figures about kinds hold the truth as often as they promise."""

import numpy as np
import pytest

from tests.simulation.drawn_kinds import BROKEN, PROVIDERS, coverage

SEED, RUNS = 7, 300
PROMISED = 0.95


@pytest.mark.slow
@pytest.mark.parametrize("name", PROVIDERS)
def test_limits_hold_the_truth_as_often_as_they_promise(name):
    for figure, runs in coverage(SEED, PROVIDERS[name], RUNS).items():
        chance = 3 * np.sqrt(PROMISED * (1 - PROMISED) / len(runs))
        assert runs[:, 0].mean() >= PROMISED - chance, figure


def test_figures_are_right_on_average_and_told_in_nearly_every_run():
    runs = coverage(SEED, PROVIDERS["usual"], 40)
    for figure in ("accuracy", "share of technical", "change of marketing"):
        errors = runs[figure][:, 1]
        assert len(errors) == 40
        assert abs(errors.mean()) < 4 * errors.std() / np.sqrt(len(errors))


def test_where_hard_ones_are_skipped_the_program_looks_better_than_it_is():
    errors = coverage(SEED, BROKEN["hard ones skipped"], 40)["accuracy"][:, 1]
    assert errors.mean() > 4 * errors.std() / np.sqrt(len(errors))
