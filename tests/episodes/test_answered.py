"""`episodes.update` with people's answers: they count in the row they were given to, once, and outlive the weeks."""

from datetime import datetime, time, timedelta

import pytest

from tests.episodes.living import LAST, SPIKE, live_through, states
from trend_lib.base.weeks import Week
from trend_lib.episodes import update

EPISODE = "2020-W51-T3"
OUTBREAK = {"North": 300, "South": 10}


def say(desk, action, weeks_after=1, about=EPISODE, who="olena", hour=12, **said):
    """Answer on the Tuesday so many weeks after the first alarming week."""
    at = datetime.combine(LAST.plus(weeks_after).start, time(hour)) + timedelta(days=1)
    row = {"week_start": Week.of_day(at.date()).start, "answer_id": f"inbox:{action}{at:%m%d%H}", "source": "inbox",
           "said_at": at, "who": who, "way": "command", "action": action, "about": about, "value": None,
           "until": None, "note": ""} | said  # fmt: skip
    marks = ", ".join("?" for _ in row)
    desk.con.execute(
        f"INSERT INTO contacts.answers ({', '.join(row)}) VALUES ({marks})", list(row.values())
    )


def answers(desk):
    return desk.rows(
        "SELECT week_start, action, is_applied, why_not FROM episodes.answers ORDER BY said_at, answer_id"
    )


def newest(desk, columns="state, owner"):
    return desk.rows(
        f"SELECT {columns} FROM episodes.episode_weeks ORDER BY week_start DESC LIMIT 1"
    )[0]


@pytest.mark.parametrize(
    ("action", "state"),
    [("acknowledge", "acknowledged"), ("take", "acknowledged"), ("start", "countermeasure"), ("false_alarm", "false_alarm")],
)  # fmt: skip
def test_an_answer_counts_in_the_row_it_was_given_to(desk, action, state):
    live_through(desk, {3: SPIKE})
    say(desk, action, value="restart" if action == "start" else None)
    update(desk.home, LAST)
    assert states(desk) == [(EPISODE, state)]
    assert answers(desk) == [
        {"week_start": LAST.start, "action": action, "is_applied": True, "why_not": None}
    ]


def test_what_people_did_outlives_the_next_alarm(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "take")
    live_through(desk, {3: SPIKE}, first=LAST.plus(1))
    assert states(desk) == [(EPISODE, "acknowledged"), (EPISODE, "acknowledged")]
    assert newest(desk)["owner"] == "olena"


def test_an_answer_to_an_early_warning_counts_from_the_first_row(desk):
    say(desk, "acknowledge", weeks_after=0)
    live_through(desk, {3: SPIKE})
    assert states(desk) == [(EPISODE, "acknowledged")]
    assert answers(desk)[0]["week_start"] == LAST.start


def test_a_warning_of_a_newborn_topic_is_answered_under_its_first_name(desk):
    live_through(desk, {3: SPIKE})
    desk.con.execute(
        "INSERT INTO episodes.told_early (week_start, warning_id, episode_id, topic_name, observed) "
        f"VALUES (?, '2020-W51-D16-N47', '{EPISODE}', 'x', 5)", [LAST.plus(-1).start],
    )  # fmt: skip
    say(desk, "take", weeks_after=0, about="2020-W51-D16-N47")
    update(desk.home, LAST)
    assert newest(desk) == {"state": "acknowledged", "owner": "olena"}


def test_who_answered_goes_before_the_playbook(desk):
    desk.con.execute(
        "INSERT INTO registers.playbook VALUES (3, NULL, 'network', 'Call the exchange', NULL)"
    )
    live_through(desk, {3: SPIKE})
    assert newest(desk)["owner"] == "network"
    say(desk, "take")
    update(desk.home, LAST)
    assert newest(desk)["owner"] == "olena"


def test_a_closed_episode_makes_way_for_a_new_one_that_names_it(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "close")
    live_through(desk, {3: OUTBREAK}, first=LAST.plus(1))
    assert states(desk) == [(EPISODE, "closed"), ("2020-W52-T3", "open")]
    assert newest(desk, "resurfaced_from") == {"resurfaced_from": EPISODE}


def test_what_was_reopened_lives_on_and_recovers_again(desk):
    live_through(desk, {3: SPIKE}, {}, {})
    assert states(desk)[-1] == (EPISODE, "closed")
    say(desk, "reopen", weeks_after=3)
    live_through(desk, {}, {}, first=LAST.plus(3))
    assert [state for _, state in states(desk)] == [
        "open",
        "recovering",
        "open",
        "recovering",
        "closed",
    ]


def test_what_was_reopened_weeks_later_has_a_row_again(desk):
    live_through(desk, {3: SPIKE}, {}, {}, {}, {})
    say(desk, "reopen", weeks_after=5)
    update(desk.home, LAST.plus(4))
    assert states(desk)[-2:] == [(EPISODE, "closed"), (EPISODE, "open")]


def test_an_old_episode_is_not_reopened_beside_a_newer_one_of_its_topic(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "close")
    live_through(desk, {3: OUTBREAK}, first=LAST.plus(1))
    say(desk, "reopen", weeks_after=2)
    update(desk.home, LAST.plus(1))
    live_through(desk, {}, first=LAST.plus(2))
    assert [row for row in states(desk) if row[0] == EPISODE] == [(EPISODE, "closed")]
    assert answers(desk)[-1]["why_not"] == "its topic has a newer episode"
    live_through(desk, {}, {}, first=LAST.plus(3))  # the newer one is over, and the older stays so
    assert [row for row in states(desk) if row[0] == EPISODE] == [(EPISODE, "closed")]


def test_an_answer_about_nothing_we_know_is_kept_with_its_reason(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "take", about="2020-W51-T99")
    say(desk, "take", about="contact:desk:1", hour=13)
    update(desk.home, LAST)
    (told,) = answers(desk)
    assert (told["is_applied"], told["why_not"]) == (False, "there is no such episode")


def test_the_same_answers_again_change_nothing_and_later_weeks_take_theirs(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "acknowledge")
    say(desk, "start", weeks_after=4, value="restart")  # late: nobody built the weeks between
    update(desk.home, LAST)
    assert [row["week_start"] for row in answers(desk)] == [LAST.start, LAST.start]
    live_through(desk, {3: SPIKE}, {}, first=LAST.plus(1))
    once = desk.rows("SELECT * FROM episodes.episode_weeks ORDER BY ALL"), answers(desk)
    update(desk.home, LAST.plus(2))
    assert (desk.rows("SELECT * FROM episodes.episode_weeks ORDER BY ALL"), answers(desk)) == once
    assert [state for _, state in states(desk)] == ["acknowledged", "acknowledged", "recovering"]
    assert [row["week_start"] for row in answers(desk)] == [LAST.start, LAST.plus(2).start]


def test_a_snooze_is_told_with_its_day(desk):
    live_through(desk, {3: SPIKE})
    say(desk, "snooze", until="2020-12-31")
    update(desk.home, LAST)
    assert str(newest(desk, "snoozed_until")["snoozed_until"]) == "2020-12-31"
    assert newest(desk, "is_snoozed") == {"is_snoozed": True}
