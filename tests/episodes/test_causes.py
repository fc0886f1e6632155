"""Episodes that rose in the same places on the same days are told as one cause; others are not."""

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.causes import shares_grouped
from tests.episodes.living import LAST
from tests.oracles import slow_congruence
from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import check_week
from trend_lib.episodes.causes import Rise, group, write_causes
from trend_lib.episodes.congruence import likeness, residuals

PLACES = [f"P{number}" for number in range(8)]
DAYS = [date(2026, 8, 17) + timedelta(days=number) for number in range(7)]


def rise(name, place=None, day=None, words=()):
    """A rise in one place on one day; else noise."""
    random = np.random.default_rng(sum(map(ord, name)))
    places = dict(zip(PLACES, random.normal(0, 0.7, 8), strict=True))
    days = dict(zip(DAYS, random.normal(0, 0.7, 7), strict=True))
    if place is not None:
        places[PLACES[place]] = 9.0
    if day is not None:
        days[DAYS[day]] = 8.0
    return Rise(name, places, days, tuple(words))


def causes(*rises, carried=()):
    return {row["episode_id"]: row["cause_id"] for row in group(list(rises), list(carried))}


def test_the_same_place_on_the_same_day_is_one_cause_named_by_the_worst():
    assert causes(rise("worst", 2, 3), rise("other", 2, 3), rise("even")) == {
        "worst": "worst",
        "other": "worst",
    }


@pytest.mark.parametrize(
    "other",
    [
        rise("other", 5, 3),
        rise("other", 2, 6),
        rise("other", 5, 6),
        rise("other"),
        rise("other", 2),
    ],
    ids=["another place", "another day", "both", "even", "no day"],
)
def test_another_place_or_another_day_is_another_cause(other):
    assert causes(rise("worst", 2, 3), other) == {}


def test_two_causes_in_one_week_are_told_apart():
    found = causes(rise("a", 2, 3), rise("b", 5, 6), rise("c", 5, 6), rise("d", 2, 3))
    assert found == {"a": "a", "d": "a", "b": "b", "c": "b"}


def test_a_shared_word_lets_a_day_alone_be_enough():
    assert causes(rise("a", day=3), rise("b", day=3)) == {}
    assert causes(rise("a", day=3, words=["router"]), rise("b", day=3, words=["router"])) == {
        "a": "a",
        "b": "a",
    }


def test_it_says_what_they_share():
    rows = group([rise("a", 2, 3, ["router"]), rise("b", 2, 3, ["router"])], [])
    assert rows[0]["why"] == ["place:P2", "day:2026-08-20", "word:router"]


def test_a_cause_goes_on_while_it_lives_and_takes_in_what_rises_like_its_worst():
    carried = [
        {"cause_id": "a", "episode_id": name, "why": ["day:2026-08-10"], "is_one": True}
        for name in "ab"
    ]
    found = causes(rise("a", 2, 3), rise("c", 2, 3), carried=carried)
    assert found == {"a": "a", "b": "a", "c": "a"}


def test_without_regions_or_days_nothing_is_claimed():
    assert causes(Rise("a", {}, {}, ("x",)), Rise("b", {}, {}, ("x",))) == {}


def test_the_share_of_permutations_is_that_of_all_of_them():
    random = np.random.default_rng(7)
    for _ in range(20):
        one, other = ([random.normal(size=4), random.normal(size=3)] for _ in range(2))
        alike = likeness(one, other)
        assert alike.congruence == pytest.approx(slow_congruence.congruence(one, other))
        assert alike.p_value == pytest.approx(slow_congruence.p_value(one, other), abs=0.045)


def test_a_rise_in_proportion_leaves_nothing():
    assert residuals(np.array([20.0, 40, 60]), np.array([1.0, 2, 3])) == pytest.approx([0, 0, 0])


@pytest.mark.parametrize("words", [False, True])
def test_chance_groups_few_and_an_outage_is_hardly_missed(words):
    random = np.random.default_rng(7)
    false = shares_grouped(random, 400, (True, True), is_one=False, words=words)
    found = shares_grouped(random, 200, (True, True), is_one=True, words=words)
    assert false[0] <= 0.08
    assert false[1] <= 0.05  # words never help to tell two as one
    assert min(found) >= 0.93


def fill(desk, topic, place, observed=80):
    """An alarming episode whose rise lies in one of eight regions on Wednesday."""
    name = f"{LAST}-T{topic}"
    desk.con.execute(
        "INSERT INTO episodes.episode_weeks (week_start, episode_id, topic_id, topic_name, opened_week, last_alarm_week,"
        " state, grade, observed, expected, method, known_events, examples)"
        " VALUES ($1, $2, $3, 'x', $1, $1, 'open', 'unusual', $4, 30, 'design', [], [])",
        [LAST.start, name, topic, observed],
    )
    for number, region in enumerate(PLACES):
        count = (observed - 21) if number == place else 3
        desk.con.execute(
            "INSERT INTO episodes.drivers VALUES (?, ?, 'region', ?, ?, 3.75, ?, NULL)",
            [LAST.start, name, region, count, count - 3.75],
        )
    for number, day in enumerate(LAST.days()):
        desk.con.execute(
            "INSERT INTO episodes.episode_days VALUES (?, ?, ?, ?)",
            [LAST.start, name, day, observed - 24 if number == 2 else 4],
        )


def rows(desk, week=LAST):
    return [
        tuple(row.values())
        for row in desk.rows(
            "SELECT cause_id, episode_id, why FROM episodes.causes WHERE week_start = ? ORDER BY episode_id",
            week.start,
        )
    ]


def test_the_room_writes_causes_of_the_week_and_carries_them_while_they_live(desk):
    fill(desk, 3, 4, observed=120)
    fill(desk, 5, 4)
    fill(desk, 6, 1)
    assert write_causes(desk.con, LAST) == 1
    why = ["day:2020-12-16", "place:P4"]
    found = rows(desk)
    assert [(cause, episode) for cause, episode, _ in found] == [
        (f"{LAST}-T3", f"{LAST}-T3"),
        (f"{LAST}-T3", f"{LAST}-T5"),
    ]
    assert all(sorted(told) == why for *_, told in found)
    desk.con.execute(
        "INSERT INTO episodes.episode_weeks BY NAME SELECT * REPLACE (week_start + 7 AS week_start, '' AS grade)"
        " FROM episodes.episode_weeks"
    )
    write_causes(desk.con, LAST.plus(1))
    assert rows(desk, LAST.plus(1)) == found
    desk.con.execute("DELETE FROM episodes.episode_weeks WHERE topic_id = 5")
    write_causes(desk.con, LAST.plus(1))
    assert rows(desk, LAST.plus(1)) == []


def test_a_cause_of_one_fails_the_check(desk):
    desk.con.execute("INSERT INTO episodes.causes VALUES (?, 'a', 'a', [], FALSE)", [LAST.start])
    with pytest.raises(DataCheckError, match="causes"):
        check_week(desk.con, "6_episodes/69_causes", {"week_start": LAST.start})
