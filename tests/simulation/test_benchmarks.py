"""Benchmarks are run by hand and rarely: here each of detection's is run small, so that none breaks unseen."""

import logging
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCENARIOS = BENCHMARKS.parents[1] / "shared" / "fixtures" / "simulation" / "scenarios42.csv"


@pytest.fixture(autouse=True)
def on_the_path(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    yield
    logging.disable(logging.NOTSET)  # some want to be left alone while they run


def test_the_tree_is_judged_in_three_ways(monkeypatch):
    import tree

    monkeypatch.setattr(tree, "TOPICS", 4)
    customers, repeats, planted = tree.make_panel(np.random.default_rng(1), quiet=False)
    names, of_customers = tree.series_of(customers)
    contacts, truth = of_customers + tree.series_of(repeats)[1], tree.series_of(planted)[1]
    scores = tree.judge_week(contacts, of_customers, truth, names)
    assert set(scores) == {"tree", "flat", "tree, contacts alone"}
    assert all(0 <= one["false share of topics"] <= 1 for one in scores.values())


def test_each_choice_of_the_design_can_be_changed_and_is_put_back():
    import choices

    for _, (module, name, value) in choices.CHANGES:
        before = getattr(module, name)
        with choices.changed(module, name, value):
            assert getattr(module, name) is value
        assert getattr(module, name) is before


def test_a_changed_design_judges_the_same_panels(monkeypatch, capsys):
    if not SCENARIOS.is_file():
        pytest.skip("the 42 scenarios are not beside this checkout")
    import choices
    import design

    monkeypatch.setattr(design, "JUDGED_WEEKS", 3)
    monkeypatch.setattr(design, "SERIES_A_SCENARIO", 1)
    monkeypatch.setattr(choices, "SERIES_A_SCENARIO", 1)
    monkeypatch.setattr(
        sys,
        "argv",
        ["choices", str(SCENARIOS), "--seeds", "1", "--quiet", "1", "--only", "drift: weight 0"],
    )
    choices.main()
    _, _, own, other = capsys.readouterr().out.splitlines()
    assert own.startswith("| the design | 0.")
    assert other.startswith("| drift: weight 0 | ")


def test_the_calibration_of_every_scenario_stands_beside_that_of_the_truth(monkeypatch, capsys):
    if not SCENARIOS.is_file():
        pytest.skip("the 42 scenarios are not beside this checkout")
    import calibration
    import design

    monkeypatch.setattr(calibration, "JUDGED_WEEKS", 4)
    monkeypatch.setattr(
        calibration, "judge_panel", lambda panel: design.judge_panel(panel, judged=4)
    )
    monkeypatch.setattr(sys, "argv", ["calibration", str(SCENARIOS), "--quiet", "1"])
    calibration.main()
    said = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in said[2:44]] == [f"| {one}" for one in range(1, 43)]
    columns = ["design", "truth", "drawn"]
    assert [line.split(":")[0] for line in said[44:47]] == columns
    assert [line.split(":")[0] for line in said[48:]] == columns


def test_the_quarters_of_a_year_go_from_the_fewest_contacts_to_the_most():
    if not SCENARIOS.is_file():
        pytest.skip("the 42 scenarios are not beside this checkout")
    from calibration import by_quarter
    from noufaily import JUDGED_WEEKS, mean_of, read_scenarios

    row = read_scenarios(SCENARIOS)[36]
    mean = mean_of(row)[-JUDGED_WEEKS:]
    flags = np.tile(mean >= np.sort(mean)[-12], (3, 1))
    assert by_quarter(row, flags) == [0, 0, 0, 1]


def test_the_table_by_which_p_is_read_again_makes_groups_of_series_more_even(monkeypatch):
    import calibrating

    monkeypatch.setattr(calibrating, "EVERY", 8)
    monkeypatch.setattr(calibrating, "FEWEST_WEEKS", 100)
    quiet = calibrating.draw_quiet(np.random.default_rng(9), 1500)
    parts = calibrating.parts_of(quiet)
    table = calibrating.fit_table(quiet, parts)
    deviations = []
    for stretched in (quiet.quantile, quiet.quantile * np.exp(parts @ table)):
        share, weeks = calibrating.share_by_group(quiet, stretched)
        deviations.append((weeks * (share - calibrating.NOMINAL) ** 2).sum())
    assert deviations[1] < 0.8 * deviations[0]
    assert np.abs(table).max() < 0.7


def test_a_drawn_p_is_even_where_the_truth_is_known():
    import calibration

    random = np.random.default_rng(4)
    counts = random.poisson(0.4, 40_000).astype(float)
    p_value = calibration.drawn_tail(5)(counts, np.full(40_000, 0.4), np.ones(40_000))
    shares = np.histogram(p_value, bins=10, range=(0, 1))[0] / 40_000
    assert np.abs(shares - 0.1).max() < 0.006  # four standard errors


def test_the_verdict_on_a_measure_is_measured_through_the_rooms_too(monkeypatch, capsys):
    import effects_rooms

    monkeypatch.setattr(sys, "argv", ["effects_rooms", "5", "1"])
    a_tenth = {"a tenth rise by themselves": {"others": 0.1}}
    effects_rooms.print_cases(effects_rooms.make_world, a_tenth, homes=1)
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("effect ") for line in lines) == 3


def test_the_verdict_on_a_measure_is_measured_in_every_case(monkeypatch, capsys):
    import effects

    monkeypatch.setattr(sys, "argv", ["effects", "5", "6"])
    effects.main()
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("effect ") for line in lines) == 3 * 10
    assert sum(line.startswith("by chance") for line in lines) == 3
