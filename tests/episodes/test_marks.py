"""`episodes.marks`: what people made of the year's episodes, by topic and method."""

import pytest

from tests.episodes.living import LAST, SPIKE, live_through
from tests.episodes.test_answered import say
from trend_lib.episodes import marked, update

QUIET_YEAR = 53


def marks(desk):
    return desk.rows(
        "SELECT topic_id, method, episodes, useful, false_alarms, known_events FROM episodes.marks "
        "WHERE week_start = (SELECT max(week_start) FROM episodes.marks) ORDER BY topic_id"
    )


def counted(useful=0, false_alarms=0, known_events=0):
    return [{"topic_id": 3, "method": "level", "episodes": 1, "useful": useful, "false_alarms": false_alarms,
             "known_events": known_events}]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("acknowledge", {"useful": 1}), ("start", {"useful": 1}), ("useful", {"useful": 1}),
        ("false_alarm", {"false_alarms": 1}), ("known_event", {"known_events": 1}), ("close", {}), ("snooze", {}),
    ],
)  # fmt: skip
def test_what_people_answer_is_a_mark(desk, action, expected):
    live_through(desk, {3: SPIKE})
    say(desk, action, value="a thing", until="2021-01-04")
    update(desk.home, LAST)
    assert marks(desk) == counted(**expected)


def test_a_false_alarm_is_one_though_somebody_had_seen_it_and_not_once_it_is_reopened(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "acknowledge")
    say(desk, "false_alarm", hour=13)
    update(desk.home, LAST)
    assert marks(desk) == counted(false_alarms=1)
    say(desk, "reopen", hour=14)
    update(desk.home, LAST)
    assert marks(desk) == counted(useful=1)


def test_a_mark_stays_when_the_episode_is_over_and_ends_with_the_year(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "take")
    live_through(desk, {}, {}, {}, first=LAST.plus(1))
    assert marks(desk) == counted(useful=1)
    live_through(desk, {}, first=LAST.plus(QUIET_YEAR))
    assert not desk.rows(
        "SELECT * FROM episodes.marks WHERE week_start = ?", LAST.plus(QUIET_YEAR).start
    )


def test_each_episode_of_the_year_is_known_with_its_mark(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "false_alarm")
    update(desk.home, LAST)
    ((episode),) = marked(desk.home, LAST)
    assert (episode["episode_id"], episode["mark"]) == ("2020-W51-T3", "false_alarm")
    assert (episode["opened_week"], episode["last_alarm"]) == (LAST.start, LAST.start)
