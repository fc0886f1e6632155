"""`episodes.countermeasures`: what people began, in every week from the row that counts it until its effect is known."""

from datetime import date, datetime, timedelta

import pytest

from tests.episodes.living import LAST, SPIKE, live_through
from tests.episodes.test_answered import EPISODE, answers, say
from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import check_week
from trend_lib.base.weeks import Week
from trend_lib.episodes import update

TUESDAY = LAST.plus(1).start + timedelta(days=1)


def measures(desk, columns="week_start, what, finished_day, is_open"):
    return [
        tuple(row.values())
        for row in desk.rows(
            f"SELECT {columns} FROM episodes.countermeasures ORDER BY week_start, from_day, countermeasure_id"
        )
    ]


def test_what_was_begun_stands_in_the_row_it_answers_with_all_that_was_said(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart", until="2020-12-29", note="half of it gone")
    update(desk.home, LAST)
    columns = "episode_id, topic_id, what, who, from_day, due_day, expected_effect, is_open"
    said = ("restart", "olena", TUESDAY, date(2020, 12, 29), "half of it gone", True)
    assert measures(desk, columns) == [(EPISODE, 3, *said)]


def test_a_person_may_say_since_when_it_is_under_way(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart", since="2020-12-18")
    update(desk.home, LAST)
    assert measures(desk, "from_day") == [(date(2020, 12, 18),)]


def test_one_that_is_called_off_before_its_day_began_no_later_than_it_ended(desk):
    live_through(desk, {3: SPIKE}, {})
    say(desk, "start", value="restart", since="2020-12-31")
    say(desk, "finish", said_at=datetime(2020, 12, 23))  # noqa: DTZ001 - UTC, as the warehouse keeps it
    update(desk.home, LAST.plus(1))
    assert set(measures(desk, "from_day, finished_day")) == {
        (date(2020, 12, 23), date(2020, 12, 23))
    }


def test_the_day_is_that_of_the_homes_clock(desk):
    live_through(desk, {3: SPIKE})
    at = datetime(2020, 12, 22, 22, 30)  # noqa: DTZ001 - UTC, as the warehouse keeps it
    say(desk, "start", value="restart", said_at=at)
    update(desk.home, LAST)
    assert measures(desk, "from_day") == [(date(2020, 12, 23),)]  # half past midnight in Kyiv


def test_it_is_told_as_it_stood_each_week_and_done_when_somebody_says_so(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart")
    live_through(desk, {3: SPIKE}, first=LAST.plus(1))
    say(desk, "finish", weeks_after=2)
    live_through(desk, {3: SPIKE}, first=LAST.plus(2))
    done = LAST.plus(2).start + timedelta(days=1)
    assert measures(desk) == [
        (LAST.start, "restart", None, True),
        (LAST.plus(1).start, "restart", done, False),
        (LAST.plus(2).start, "restart", done, False),
    ]


def test_the_same_week_again_changes_nothing(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart")
    live_through(desk, {3: SPIKE}, first=LAST.plus(1))
    once = measures(desk, "*")
    update(desk.home, LAST.plus(1))
    assert measures(desk, "*") == once


def test_it_is_followed_for_twelve_weeks_though_its_episode_is_over(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart")
    live_through(desk, *[{}] * 15, first=LAST.plus(1))
    rows = measures(desk)
    assert [is_open for *_, is_open in rows[:3]] == [True, True, False]
    assert rows[-1] == (Week.of_day(TUESDAY).plus(12).start, "restart", None, False)


def test_one_of_an_episode_that_lives_is_followed_for_as_long_as_it_is_under_way(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart")
    live_through(desk, *[None] * 15, first=LAST.plus(1))  # no week that says anything
    assert measures(desk)[-1] == (LAST.plus(15).start, "restart", None, True)


def test_one_without_words_is_refused_with_its_reason(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start")
    update(desk.home, LAST)
    assert measures(desk) == []
    assert answers(desk)[0]["why_not"] == "it does not say what was begun"


def test_its_end_before_its_beginning_fails_the_check(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "start", value="restart")
    update(desk.home, LAST)
    desk.con.execute(
        "UPDATE episodes.countermeasures SET finished_day = '2020-01-01', is_open = false"
    )
    with pytest.raises(DataCheckError, match="countermeasures"):
        check_week(desk.con, "6_episodes/69_countermeasures", {"week_start": LAST.start})
