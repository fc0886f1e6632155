"""Does `episodes.effects` hold the truth, from counts through detection and episodes? Planted, seeded, over five hundred."""

import numpy as np
import pytest

from tests.simulation import regional_homes
from tests.simulation.lived import held, live_through
from tests.simulation.measured_homes import make_world

HOMES = 8  # of some twenty-two measures each


def judged(folder, effect, homes=HOMES, **case):
    found = []
    for number in range(homes):
        world = make_world(np.random.default_rng([7100, number]), effect, **case)
        found.append((world, live_through(world, folder / f"{effect}-{number}")))
    return found


@pytest.mark.slow
def test_19_of_20_intervals_hold_what_a_measure_truly_did_through_all_rooms(tmp_path):
    everything = {effect: judged(tmp_path, effect) for effect in (0.0, 0.5, 1.0)}
    said = {effect: held(found) for effect, found in everything.items()}
    given = sum(one.given for one in said.values())
    assert given >= 500
    assert sum(one.share * one.given for one in said.values()) / given >= 0.92
    assert sum(one.saved * one.given for one in said.values()) / given >= 0.92
    assert said[0.0].said["worked"] <= 0.005
    assert said[0.0].said["partly"] <= 0.025
    assert said[1.0].said["worked"] >= 0.6


@pytest.mark.slow
@pytest.mark.parametrize("case", [{"shift": 1.3}, {"shift": 0.7}, {"others": 0.1}], ids=str)
def test_what_happens_to_other_topics_since_makes_no_measure_work(tmp_path, case):
    useless = held(judged(tmp_path, 0.0, homes=6, **case))
    assert useless.measures > 100
    assert useless.share >= 0.92
    assert useless.said["worked"] <= 0.01


def test_one_home_goes_through_all_rooms(tmp_path):
    ((world, rows),) = judged(tmp_path, 1.0, homes=1)
    said = held([(world, rows)])
    assert said.measures >= 15
    assert said.said["no_effect"] == 0
    assert {row["weeks_after"] for row in rows} == {4}


@pytest.mark.slow
def test_19_of_20_hold_it_where_the_topics_other_regions_are_compared_one_of_them_touched_after_all(
    tmp_path,
):
    cases = ({"own": 0.3}, {"reached": 0.4}, {"touched": 0.4})
    found = []
    for number in range(15):
        for effect, case in zip((0.0, 0.5, 1.0), np.roll(cases, number), strict=True):
            random = np.random.default_rng([7200, number, int(10 * effect)])
            world = regional_homes.make_world(random, effect, **case)
            folder = tmp_path / f"{effect}-{number}"
            found.append((world, live_through(world, folder)))
    said = held(found)
    assert said.measures >= 500
    assert said.regional >= 0.9 * said.measures
    assert said.share >= 0.92
    assert said.saved >= 0.92
