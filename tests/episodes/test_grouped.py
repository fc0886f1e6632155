"""What rose by one cause is one episode to people: answered, owned and escalated once, and told apart by their word."""

import numpy as np
import pytest

from tests.detection.weekly_rows import provider
from tests.episodes.living import LAST
from tests.episodes.test_answered import answers, say
from trend_lib.detection import detect
from trend_lib.episodes import update

REGIONS = [f"P{number}" for number in range(8)]
FIRST, SECOND, OTHER = (f"{LAST}-T{topic}" for topic in (3, 6, 4))  # 3 and 6 are of one kind


def usual(random):
    return {
        topic: {region: int(random.poisson(5)) for region in REGIONS}
        for topic in (1, 2, 3, 4, 5, 6)
    }


@pytest.fixture
def desk(tmp_path):
    """Thirty quiet weeks of six topics in eight regions."""
    random = np.random.default_rng(8)
    with provider(tmp_path / "home") as desk:
        for back in range(30, 0, -1):
            desk.insert(desk.week_rows(LAST.plus(-back), usual(random)))
        desk.counts = usual(random)
        yield desk


def by_day(contacts, on_top):
    """Even over the week, but for what comes on top on Wednesday."""
    even, rest = divmod(contacts - on_top, 7)
    return [even + (number < rest) + on_top * (number == 2) for number in range(7)]


def live(desk, *weeks, first=LAST):
    """Live through weeks; each names the topics that rise in one region on its Wednesday, and by how much."""
    for number, rises in enumerate(weeks):
        week = first.plus(number)
        counts = {topic: dict(regions) for topic, regions in desk.counts.items()}
        for topic, more in rises.items():
            counts[topic]["P4"] += more
        desk.write(week, counts)
        desk.con.executemany(
            "INSERT INTO weekly.topic_days (week_start, topic_id, day, contacts) VALUES (?, ?, ?, ?)",
            [
                [week.start, topic, day, contacts]
                for topic, regions in counts.items()
                for day, contacts in zip(
                    week.days(), by_day(sum(regions.values()), rises.get(topic, 0)), strict=True
                )
            ],
        )
        detect(desk.home, week)
        update(desk.home, week)


def standing(desk, week=LAST, columns="state, owner, led_by"):
    return {
        row.pop("episode_id"): tuple(row.values())
        for row in desk.rows(
            f"SELECT episode_id, {columns} FROM episodes.episode_weeks WHERE week_start = ? ORDER BY episode_id",
            week.start,
        )
    }


OUTAGE = {3: 80, 6: 60}


def test_topics_of_a_kind_that_rose_in_one_place_on_one_day_are_told_as_one(desk):
    live(desk, OUTAGE)
    assert standing(desk) == {FIRST: ("open", None, None), SECOND: ("open", None, FIRST)}


def test_a_topic_of_another_kind_is_named_beside_it_and_told_by_itself(desk):
    live(desk, {3: 80, 4: 60})
    assert standing(desk, columns="led_by") == {FIRST: (None,), OTHER: (None,)}
    assert len(desk.rows("SELECT * FROM episodes.causes")) == 2


@pytest.mark.parametrize("about", [FIRST, SECOND])
def test_an_answer_about_either_counts_for_both_and_is_kept_once(desk, about):
    live(desk, OUTAGE)
    say(desk, "take", about=about)
    update(desk.home, LAST)
    assert [row[:2] for row in standing(desk).values()] == 2 * [("acknowledged", "olena")]
    assert answers(desk) == [
        {"week_start": LAST.start, "action": "take", "is_applied": True, "why_not": None}
    ]


def test_what_was_said_while_the_week_ran_counts_for_its_own_warning_alone(desk):
    say(desk, "false_alarm", weeks_after=0, about=SECOND)
    live(desk, OUTAGE)
    assert [row[0] for row in standing(desk).values()] == ["open", "false_alarm"]


def test_a_countermeasure_is_judged_for_each_topic_and_done_for_all(desk):
    live(desk, OUTAGE)
    say(desk, "start", value="Replace the board")
    live(desk, {}, first=LAST.plus(1))
    told = "SELECT countermeasure_id, episode_id, is_open FROM episodes.countermeasures WHERE week_start = ? ORDER BY 1"
    begun = desk.rows(told, LAST.plus(1).start)
    (one, other) = begun
    assert (one["episode_id"], other["episode_id"]) == (FIRST, SECOND)
    assert other["countermeasure_id"] == f"{one['countermeasure_id']}@{SECOND}"
    assert (
        len(desk.rows("SELECT * FROM episodes.effects WHERE week_start = ?", LAST.plus(1).start))
        == 2
    )
    say(desk, "finish", weeks_after=2, about=SECOND, value=other["countermeasure_id"])
    update(desk.home, LAST.plus(1))
    assert [row["is_open"] for row in desk.rows(told, LAST.plus(1).start)] == [False, False]


@pytest.mark.parametrize("about", [FIRST, SECOND])
def test_people_tell_them_apart_and_what_they_said_before_stays(desk, about):
    live(desk, OUTAGE)
    say(desk, "take", hour=10)
    say(desk, "apart", about=about, hour=11)
    say(desk, "take", about=SECOND, who="ivan", hour=12)
    for _ in range(2):
        update(desk.home, LAST)
        assert standing(desk) == {
            FIRST: ("acknowledged", "olena", None),
            SECOND: ("acknowledged", "ivan", None),
        }
    live(desk, OUTAGE, first=LAST.plus(1))
    assert [row[2] for row in standing(desk, LAST.plus(1)).values()] == [None, None]
    assert len(desk.rows("SELECT * FROM episodes.causes")) == 2  # of the first week


def test_telling_apart_what_is_told_by_itself_changes_nothing_and_says_so(desk):
    live(desk, {3: 80})
    say(desk, "apart", about=FIRST)
    update(desk.home, LAST)
    assert answers(desk)[0]["why_not"] == "it is told by itself"


def test_what_goes_on_rising_alone_is_told_by_itself_from_then_on(desk):
    live(desk, OUTAGE, {6: 60}, OUTAGE)
    led = [standing(desk, LAST.plus(number), "led_by")[SECOND] for number in range(3)]
    assert led == [(FIRST,), (None,), (None,)]


def test_what_recovers_beside_its_leader_stays_with_it(desk):
    live(desk, OUTAGE, {3: 80})
    assert standing(desk, LAST.plus(1))[SECOND] == ("recovering", None, FIRST)


def test_a_topic_that_rose_the_week_before_joins_nothing_but_may_lead(desk):
    live(desk, {6: 60}, OUTAGE)
    assert standing(desk, LAST.plus(1), "led_by") == {SECOND: (None,), "2020-W52-T3": (None,)}


def test_what_newly_rises_beside_a_known_event_is_told_by_itself(desk):
    live(desk, {3: 80})
    say(desk, "known_event", about=FIRST, value="the works")
    live(desk, OUTAGE, first=LAST.plus(1))
    assert standing(desk, LAST.plus(1), "state, led_by") == {
        FIRST: ("known_event", None),
        "2020-W52-T6": ("open", None),
    }


def test_one_of_them_waits_for_somebody(desk):
    live(desk, OUTAGE)
    assert [row["episode_id"] for row in desk.rows("SELECT * FROM episodes.escalations")] == [FIRST]
