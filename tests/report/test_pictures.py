"""Charts as pictures: the mail's first few, and one for each new episode that gets a message of its own."""

from dataclasses import replace

import pytest

from tests.report import seeding
from trend_lib.base.speech import ENGLISH, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.pictures import draw_pictures, pictured_episodes
from trend_lib.report.spikes import alarming_episodes
from trend_lib.report.stored import read_week


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A week of eight spikes."""
    home = seeding.new_home(tmp_path_factory.mktemp("pictures") / "home")
    counts = {topic: (300 - topic, 100.0, 80.0, 120.0) for topic in list(seeding.TOPICS)[:8]}
    seeding.seed(home, spiking=counts)
    with open_warehouse(home) as con:
        return read_week(con, seeding.WEEK, 26)


def new_since(stored, numbers):
    """The week with only these spikes new in it."""
    rank = {one.episode_id: number for number, one in enumerate(alarming_episodes(stored), 1)}
    episodes = [
        one._replace(
            opened_week=stored.week.plus(0 if rank.get(one.episode_id) in numbers else -3).start
        )
        for one in stored.episodes
    ]
    return replace(stored, episodes=episodes)


def test_every_new_episode_has_a_picture_however_small_beside_the_mails_first_three(stored):
    chosen = pictured_episodes(new_since(stored, {1, 5, 8}))
    assert list(chosen) == ["spike-1", "spike-2", "spike-3", "spike-5", "spike-8"]


def test_more_new_ones_than_get_a_message_each_have_none_of_their_own(stored):
    assert len(pictured_episodes(new_since(stored, {1, 2, 3, 4, 5}))) == 5
    chosen = pictured_episodes(new_since(stored, {1, 2, 3, 4, 5, 6}))
    assert list(chosen) == ["spike-1", "spike-2", "spike-3"]


def test_only_what_nobody_drew_yet_is_drawn(stored):
    with speaking(ENGLISH.code):
        drawn = draw_pictures(new_since(stored, {8}), {"spike-1", "spike-2", "spike-3"})
    assert list(drawn) == ["spike-8"]
    assert drawn["spike-8"].startswith(b"\x89PNG")
