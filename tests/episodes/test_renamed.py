"""An episode goes on under its id when its topic goes on under another name; what was done about it goes along."""

import numpy as np
import pytest

from tests.detection.weekly_rows import provider
from tests.episodes.living import LAST
from tests.episodes.test_effects import EPISODE, start
from trend_lib.detection import detect
from trend_lib.episodes import update

NAMES = {3: "Traffic signal repair", 9: "Traffic signal inspection"}
GONE = {"North": 0, "South": 0}
NONE = dict.fromkeys((3, 9), GONE)


@pytest.fixture
def desk(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST.plus(-1)), 70, mean=40.0)
        desk.con.execute(
            "UPDATE weekly.topic_weeks SET topic_name = ? WHERE topic_id = 3", [NAMES[3]]
        )
        yield desk


def live(desk, first, *weeks):
    """Let topics 3 and 9 have these counts and the others ordinary ones, each by its name."""
    for number, one in enumerate(weeks, first):
        random = np.random.default_rng(number)
        week = LAST.plus(number)
        others = {
            topic: {"North": int(random.poisson(40)), "South": int(random.poisson(20))}
            for topic in desk.counts
        }
        desk.write(week, {**others, **NONE, **one})
        for topic, name in NAMES.items():
            desk.con.execute(
                "UPDATE weekly.topic_weeks SET topic_name = ? WHERE topic_id = ? AND week_start = ?",
                [name, topic, week.start],
            )
        detect(desk.home, week)
        update(desk.home, week)


def weeks_of(desk, columns="topic_id, state, is_unjudged"):
    return desk.rows(
        f"SELECT episode_id, {columns} FROM episodes.episode_weeks ORDER BY week_start"
    )


def high(share=1.0):
    return {"North": int(90 * share), "South": int(45 * share)}


def test_an_episode_goes_on_under_the_new_name_with_no_second_one(desk):
    live(desk, 0, {3: high()}, {9: high(0.6)}, {9: high(0.6)})
    rows = weeks_of(desk)
    assert {row["episode_id"] for row in rows} == {EPISODE}
    assert [row["topic_id"] for row in rows] == [3, 9, 9]
    assert [row["is_unjudged"] for row in rows] == [False, True, True]
    assert rows[-1]["state"] == "open"  # a name too young to be judged neither alarms nor recovers


def test_a_countermeasure_goes_along_and_is_judged_by_both_names(desk):
    live(desk, 0, {3: high(3)}, {3: high(3)})
    start(desk, 2)
    live(desk, 2, {3: high(2)}, *[{9: {"North": 40, "South": 20}}] * 4)
    (row,) = desk.rows("SELECT * FROM episodes.effects ORDER BY week_start DESC LIMIT 1")
    assert (row["verdict"], row["note"]) == ("worked", "renamed")
    assert (row["weeks_before"], row["weeks_after"], row["method"]) == (2, 4, "seasonal")
    assert row["share"] == pytest.approx(1, abs=0.15)
    (measure,) = desk.rows("SELECT DISTINCT episode_id, topic_id FROM episodes.countermeasures WHERE week_start = ?",
                           LAST.plus(6).start)  # fmt: skip
    assert measure == {"episode_id": EPISODE, "topic_id": 9}


def test_the_old_name_of_a_topic_that_has_an_episode_by_its_new_name_is_quiet(desk):
    live(
        desk,
        0,
        {3: high(), 9: GONE},
        {3: high(0.8), 9: high(2)},
        {9: high()},
        {9: high()},
        {9: high()},
    )
    states = {row["episode_id"]: row["state"] for row in weeks_of(desk)}
    assert states[EPISODE] == "closed"
