"""People answer an early warning before its week is over: it shows at once, and counts on Monday."""

from datetime import timedelta

import pytest

from tests.episodes.living import LAST, SPIKE, live_through, states
from tests.episodes.test_answered import answers, say
from trend_lib.episodes import hear, newest_week

RUNNING = LAST.plus(1)
WARNING = f"{RUNNING}-T3"


def warn(desk, days=1, **changes):
    """Warn of topic 3 on a morning of the week that runs."""
    day = RUNNING.start + timedelta(days=days)
    row = {"week_start": RUNNING.start, "day": day, "warning_id": WARNING, "topic_id": 3, "topic_name": "x",
           "first_day": RUNNING.start, "grade": "exceptional", "observed": 50, "owner": "network",
           "suggested_owner": "network", "known_events": [], "examples": [], "contact_ids": []} | changes  # fmt: skip
    marks = ", ".join("?" for _ in row)
    desk.con.execute(
        f"INSERT INTO episodes.early_warnings ({', '.join(row)}) VALUES ({marks})",
        list(row.values()),
    )


def newest_row(desk):
    (row,) = desk.rows(
        "SELECT state, owner, is_snoozed FROM episodes.early_warnings ORDER BY day DESC LIMIT 1"
    )
    return tuple(row.values())


@pytest.mark.parametrize(
    ("action", "said", "stands"),
    [
        ("acknowledge", {}, ("acknowledged", "network", False)),
        ("take", {}, ("acknowledged", "olena", False)),
        ("start", {"value": "restart"}, ("countermeasure", "olena", False)),
        ("snooze", {"value": "worse"}, ("open", "network", True)),
        ("false_alarm", {}, ("false_alarm", "network", False)),
        ("reopen", {}, ("open", "network", False)),
    ],
)
def test_an_answer_shows_at_once(desk, action, said, stands):
    live_through(desk, {})
    warn(desk)
    say(desk, action, about=WARNING, **said)
    hear(desk.home, LAST)
    assert newest_row(desk) == stands
    (told,) = answers(desk)
    assert told["week_start"] == RUNNING.start
    assert told["is_applied"] is (action != "reopen")


def test_the_mornings_before_stay_as_they_saw_it(desk):
    live_through(desk, {})
    warn(desk)
    warn(desk, days=2)
    say(desk, "take", about=WARNING)
    hear(desk.home, LAST)
    assert newest_row(desk)[:2] == ("acknowledged", "olena")
    before = desk.rows("SELECT state FROM episodes.early_warnings ORDER BY day LIMIT 1")
    assert before == [{"state": "open"}]


def test_hearing_twice_changes_nothing(desk):
    live_through(desk, {3: SPIKE})
    warn(desk, topic_id=5, warning_id=f"{RUNNING}-T5")
    say(desk, "take", about=f"{RUNNING}-T5")
    say(desk, "start", value="restart")
    hear(desk.home, LAST)
    tables = ("early_warnings", "answers", "episode_weeks", "countermeasures")
    once = [desk.rows(f"SELECT * FROM episodes.{table} ORDER BY ALL") for table in tables]
    hear(desk.home, LAST)
    assert [desk.rows(f"SELECT * FROM episodes.{table} ORDER BY ALL") for table in tables] == once


def test_the_same_answer_counts_on_monday_in_the_first_row_of_its_episode(desk):
    live_through(desk, {})
    warn(desk)
    say(desk, "take", about=WARNING)
    hear(desk.home, LAST)
    live_through(desk, {3: SPIKE}, first=RUNNING)
    assert states(desk) == [(WARNING, "acknowledged")]
    (told,) = answers(desk)
    assert (told["week_start"], told["is_applied"]) == (RUNNING.start, True)


def test_an_answer_to_a_warning_that_did_not_last_says_so(desk):
    live_through(desk, {})
    warn(desk)
    say(desk, "take", about=WARNING)
    live_through(desk, {}, first=RUNNING)
    (told,) = answers(desk)
    assert told["why_not"] == "its early warning did not last: the whole week did not alarm"


def test_one_that_recovered_is_warned_of_as_people_left_it(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "take")
    live_through(desk, {}, first=LAST.plus(1))
    old = f"{LAST}-T3"
    warn(desk, warning_id=old, week_start=LAST.plus(2).start, day=LAST.plus(2).start)
    hear(desk.home, LAST.plus(1))
    assert newest_row(desk) == ("recovering", "olena", False)
    assert len(answers(desk)) == 1


def test_the_newest_week_is_the_last_one_built(desk):
    assert newest_week(desk.home) is None
    live_through(desk, {}, {})
    assert newest_week(desk.home) == LAST.plus(1)
