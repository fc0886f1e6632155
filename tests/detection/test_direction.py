"""Which way a count may be unusual: up by default, down or both where somebody asks for it."""

import numpy as np
import pandas as pd
import pytest

from tests.detection.test_assess_series import quiet, table
from tests.detection.weekly_rows import provider
from tests.oracles import slow_tail
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series, detect, explain_series
from trend_lib.detection.tail import mid_p, mid_p_below
from trend_lib.episodes import update


@pytest.mark.parametrize("observed", [0, 1, 7, 40])
@pytest.mark.parametrize(("mean", "dispersion"), [(0.3, 1.2), (8.0, 2.5), (30.0, 1.01)])
def test_the_lower_tail_agrees_with_adding_up(observed, mean, dispersion):
    given = (np.array([float(observed)]), np.array([mean]), np.array([dispersion]))
    slow = slow_tail.mid_p_below(observed, mean, dispersion)
    assert mid_p_below(*given)[0] == pytest.approx(slow, rel=1e-9)
    assert mid_p_below(*given)[0] + mid_p(*given)[0] == pytest.approx(1)


def test_a_very_deep_fall_keeps_its_digits():
    deep = mid_p_below(np.array([40.0]), np.array([400.0]), np.array([1.5]))[0]
    assert deep == pytest.approx(slow_tail.mid_p_below(40, 400, 1.5), rel=1e-9)
    assert deep < 1e-90


def fallen():
    """One series that fell, one that rose, one that did neither."""
    rows = [quiet(120, 40, name, seed) for seed, name in enumerate(["falls", "rises", "stays"])]
    rows[0].loc[119, "count"] = 9
    rows[1].loc[119, "count"] = 90
    return pd.concat(rows)


@pytest.mark.parametrize(
    ("direction", "alarms"),
    [
        ("up", [False, True, False]),
        ("down", [True, False, False]),
        ("both", [True, True, False]),
    ],
)
def test_only_the_watched_direction_alarms_and_a_fall_is_called_one(direction, alarms):
    found = assess_series(fallen(), direction=direction)
    assert found["is_alarm"].tolist() == alarms
    falls = [note == "a fall" for note in found["note"]]
    assert falls == [alarms[0], False, False]


def test_both_directions_cost_twice_the_p_value():
    found = {
        way: assess_series(fallen(), direction=way)["p_value"] for way in ("up", "down", "both")
    }
    smaller = np.minimum(found["up"], found["down"])
    assert found["both"].to_numpy() == pytest.approx(np.minimum(2 * smaller, 1).to_numpy())


def test_a_small_fall_says_which_floor_it_is_under():
    rows = table([6] * 119 + [2], "2021-W01", "small")
    row = assess_series(rows, direction="down").iloc[0]
    assert (row["is_alarm"], row["why_no_alarm"]) == (
        False,
        "a fall of 4.0 is below the floor of 5",
    )


def test_falls_of_quiet_series_are_as_rare_as_their_p_value_says():
    random = np.random.default_rng(21)
    counts = random.negative_binomial(30, 0.5, (500, 130))
    rows = pd.concat([table(row, "2021-W01", f"s{n}") for n, row in enumerate(counts)])
    p_value = assess_series(rows, direction="down")["p_value"]
    for share in (0.01, 0.05, 0.25, 0.5):
        assert (p_value <= share).mean() == pytest.approx(share, abs=0.045)


def test_a_home_that_watches_both_ways_tells_a_fall_and_keeps_its_checks(tmp_path):
    with provider(tmp_path / "home", '[detection]\ndirection = "both"\n') as desk:
        counts = desk.write_quiet_weeks("2026-W34", 30)
        counts[3] = {"North": 2, "South": 1}
        desk.write("2026-W34", counts)
        detect(desk.home, Week.parse("2026-W34"))
        row = desk.assessment("2026-W34", 3)
        assert (row["is_alarm"], row["note"]) == (True, "a fall")
        said = explain_series(desk.home, Week.parse("2026-W34"), 3, "all", "all")
        assert said["p_value"] == row["p_value"]
        assert "P(count < observed)" in said["p_value_is"]
        update(desk.home, Week.parse("2026-W34"))
        (episode,) = desk.rows("SELECT * FROM episodes.episodes WHERE topic_id = 3")
        assert episode["observed"] < episode["expected"]
