"""An outage goes through the whole loop, told once, however often the machine loses its power on the way."""

import random
import shutil
import sys
from collections import Counter

import pytest

from tests.story.provider import rows
from tests.story.story import CHAPTERS, MEASURE, WEEKS
from tests.story.told import Told

CUTS, CUTS_A_STORY, SEED = 50, 10, 20260827
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tell(home_before, environment, tmp_path_factory):
    """Tell the story in a copy of the home."""

    def told(cuts=((),) * CHAPTERS):
        folder = tmp_path_factory.mktemp("story") / "home"
        return Told(shutil.copytree(home_before, folder), environment, cuts)

    return told


@pytest.fixture(scope="module")
def undisturbed(tell):
    return tell()


def test_one_message_tells_of_the_episode_from_the_first_alarm_to_its_end(undisturbed):
    about = [one for one in undisturbed.slack if undisturbed.episode in str(one["blocks"])]
    channel = [one for one in about if "thread_ts" not in one]
    assert len(channel) == 1
    assert channel[0]["text"].startswith("Closed: ")


def test_who_pressed_and_who_began_the_measure_stand_in_the_episode(undisturbed):
    said = "SELECT way, who, action, is_applied FROM episodes.answers ORDER BY said_at"
    assert rows(undisturbed.home, said) == [
        ("slack", "olena.k", "acknowledge", True),
        ("desk", "vera", "start", True),
    ]
    states = (
        "SELECT state, owner FROM episodes.episode_weeks WHERE episode_id = ? ORDER BY week_start"
    )
    assert rows(undisturbed.home, states, undisturbed.episode) == [
        ("countermeasure", "vera"), ("recovering", "vera"), ("closed", "vera"),
    ]  # fmt: skip


def test_the_next_bulletin_shows_the_measure_under_way_and_the_one_after_says_it_worked(
    undisturbed,
):
    assert MEASURE not in undisturbed.bulletin(WEEKS[0])  # it was sent before the desk was opened
    assert MEASURE in undisturbed.bulletin(WEEKS[1])
    verdicts = "SELECT verdict FROM episodes.effects ORDER BY week_start"
    assert rows(undisturbed.home, verdicts) == [("too_early",), ("too_early",), ("worked",)]
    assert f"{MEASURE}" in undisturbed.bulletin(WEEKS[2])


def test_a_machine_that_loses_its_power_tells_the_same_story_once(tell, undisturbed, capsys):
    chance = random.Random(SEED)
    cut, unknown = 0, 0
    while cut < CUTS:  # some are planned for a moment when their command has ended
        told = tell(cuts_at_random(chance, undisturbed.seconds))
        assert told.tables() == undisturbed.tables()
        assert [told.bulletin(week) for week in WEEKS] == [
            undisturbed.bulletin(week) for week in WEEKS
        ]
        states = Counter(state for (state,) in rows(told.home, "SELECT state FROM alerts.ledger"))
        assert set(states) <= {"sent", "unknown"}
        for keys, once in zip(told.delivered, undisturbed.delivered, strict=True):
            assert max(Counter(keys).values()) == 1  # never twice
            assert set(keys) <= set(once)
            assert len(set(once) - set(keys)) <= states["unknown"]  # never lost unnoticed
        cut, unknown = cut + told.cut, unknown + states["unknown"]
    with capsys.disabled():
        sys.stdout.write(f"\n{cut} power cuts (seed {SEED}), {unknown} messages told as unknown\n")


def cuts_at_random(chance, seconds):
    """Return cuts in chapters, evenly over the time the story takes."""
    cuts = [[] for _ in seconds]
    for _ in range(CUTS_A_STORY):
        chapter = chance.choices(range(len(seconds)), seconds)[0]
        cuts[chapter].append(chance.uniform(0, seconds[chapter]))
    return cuts
