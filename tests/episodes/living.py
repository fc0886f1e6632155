"""Weeks that an episode lives through, written, judged and folded in a breath."""

import copy

from trend_lib.base.weeks import Week
from trend_lib.detection import detect
from trend_lib.episodes import update

LAST = Week.parse("2020-W51")  # so that the weeks that follow cross week 53
SPIKE = {"North": 90, "South": 10}


def live_through(desk, *weeks, first=LAST):
    """Write, detect and update some weeks; each is {topic: counts}, or None for a part week."""
    for number, changes in enumerate(weeks):
        week = first.plus(number)
        counts = copy.deepcopy(desk.counts) | (changes or {})
        desk.write(week, counts, is_complete=changes is not None)
        detect(desk.home, week)
        update(desk.home, week)


def states(desk, topic=3):
    return [
        (row["episode_id"], row["state"])
        for row in desk.rows(
            "SELECT * FROM episodes.episode_weeks WHERE topic_id = ? ORDER BY week_start", topic
        )
    ]
