"""`episodes.effects` through the room: what people began is judged each week, by weeks before the rise and other topics."""

import copy
from datetime import datetime, time, timedelta

import numpy as np
import pytest

from tests.detection.weekly_rows import provider
from tests.episodes.living import LAST, live_through
from trend_lib.base.weeks import Week
from trend_lib.episodes import update

EPISODE = "2020-W51-T3"
HIGH, HALF, USUAL = ({"North": number, "South": number // 2} for number in (120, 70, 20))
CONTACTS_OF_A_RISE = 150  # beyond the usual, a week


@pytest.fixture
def quiet(tmp_path):
    """Seventy quiet weeks; a contact costs 2.5."""
    settings = '[episodes]\ncost_per_contact = 2.5\ncurrency = "EUR"\n'
    with provider(tmp_path / "home", settings) as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST.plus(-1)), 70)
        yield desk


def start(desk, weeks_after, what="new router", about=EPISODE, day=1):
    """Begin a measure on a day, Tuesday unless said, so many weeks after the rise was seen."""
    monday = LAST.plus(weeks_after).start
    said_at = datetime.combine(monday, time(9)) + timedelta(days=day)
    desk.con.execute(
        "INSERT INTO contacts.answers (week_start, answer_id, source, said_at, who, way, action, about, value, note) "
        "VALUES (?, ?, 'inbox', ?, 'olena', 'command', 'start', ?, ?, '')",
        [monday, f"inbox:{what}", said_at, about, what],
    )


def live(desk, *counts, first=0):
    """Let topic 3 have these counts from some week after the rise was seen on, the others ordinary weeks."""
    for number, one in enumerate(counts, first):
        random = np.random.default_rng(number)
        for topic in desk.counts:
            desk.counts[topic] = {
                "North": int(random.poisson(20)),
                "South": int(random.poisson(10)),
            }
        live_through(desk, {3: one} if one else None, first=LAST.plus(number))


def effects(desk, columns="verdict, reason"):
    return desk.rows(
        f"SELECT {columns} FROM episodes.effects ORDER BY week_start, countermeasure_id"
    )


def test_a_rise_that_is_gone_since_the_measure_worked_with_contacts_and_money_saved(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HALF, USUAL, USUAL, USUAL, first=2)
    newest = effects(quiet, "*")[-1]
    assert (newest["verdict"], newest["reason"], newest["note"]) == ("worked", "", "")
    assert (newest["method"], newest["weeks_before"], newest["weeks_after"]) == ("seasonal", 2, 3)
    assert newest["controls"] >= 3
    assert 0.5 <= newest["lower"] < newest["share"] < newest["upper"]
    assert newest["contacts_saved"] == pytest.approx(3 * CONTACTS_OF_A_RISE, rel=0.15)
    assert newest["cost_saved"] == pytest.approx(2.5 * newest["contacts_saved"])


def test_weeks_are_split_by_the_day_on_which_people_say_that_it_began(quiet):
    live(quiet, HIGH, HIGH, HALF, USUAL)
    start(quiet, 4)
    since = (LAST.plus(2).start + timedelta(days=2)).isoformat()
    quiet.con.execute("UPDATE contacts.answers SET since = ?", [since])
    live(quiet, USUAL, first=4)
    newest = effects(quiet, "verdict, weeks_before, weeks_after")[-1]
    assert newest == {"verdict": "worked", "weeks_before": 2, "weeks_after": 2}


def test_a_rise_that_stays_is_no_effect_and_saves_nothing_to_tell(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HIGH, HIGH, HIGH, HIGH, first=2)
    newest = effects(quiet, "verdict, cost_saved")[-1]
    assert newest == {"verdict": "no_effect", "cost_saved": None}


@pytest.mark.parametrize(("day", "weeks"), [(1, 5), (0, 4)])
def test_too_early_names_the_monday_on_which_two_whole_weeks_are_over(quiet, day, weeks):
    live(quiet, HIGH, HIGH)
    start(quiet, 2, day=day)
    live(quiet, HALF, HALF, first=2)
    told = effects(quiet, "verdict, reason, judged_from")
    too_few = told[: weeks - 3]
    assert {(one["verdict"], one["reason"]) for one in too_few} == {("too_early", "too_few_weeks")}
    assert told[0]["judged_from"] == LAST.plus(weeks).start
    live(quiet, HALF, HALF, first=4)
    judged = [one for one in quiet.rows("SELECT week_start, reason FROM episodes.effects")
              if one["reason"] != "too_few_weeks"]  # fmt: skip
    assert judged[0]["week_start"] == LAST.plus(weeks - 1).start


def test_a_part_week_is_waited_for(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HALF, USUAL, None, first=2)
    newest = effects(quiet, "reason, weeks_after, judged_from")[-1]
    assert newest == {
        "reason": "too_few_weeks",
        "weeks_after": 1,
        "judged_from": LAST.plus(6).start,
    }


def test_what_all_topics_did_is_not_the_measures_doing(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    halved = {topic: {region: count // 2 for region, count in counts.items()}
              for topic, counts in quiet.counts.items()}  # fmt: skip
    weeks = [halved | {3: {region: count // 2 for region, count in HIGH.items()}}] * 4
    live_through(quiet, *copy.deepcopy(weeks), first=LAST.plus(2))
    newest = effects(quiet, "verdict, share, controls")[-1]
    assert newest["verdict"] != "worked"
    assert newest["share"] < 0.4
    assert newest["controls"] >= 3


def test_two_measures_at_once_are_both_given_it_and_say_so(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2, "new router")
    start(quiet, 2, "a call to all")
    live(quiet, HALF, USUAL, USUAL, first=2)
    assert (
        effects(quiet, "verdict, note")[-2:] == [{"verdict": "worked", "note": "other_measure"}] * 2
    )


def test_what_rises_do_by_themselves_is_asked_of_those_for_which_nothing_was_done(quiet):
    for topic in (1, 2, 4, 5, 6):
        quiet.counts |= {topic: USUAL}
    past = Week.parse("2020-W51")
    rising = dict.fromkeys((2, 4, 5, 6), HIGH)
    live_through(quiet, rising, rising, {}, {}, {}, rising, rising, {}, {}, {}, first=past)
    later = past.plus(12)
    live_through(quiet, {}, {}, first=past.plus(10))
    live_through(quiet, {3: HIGH}, {3: HIGH}, first=later)
    begun = (later.start - LAST.start).days // 7 + 2
    start(quiet, begun, about=f"{later}-T3")
    live_through(quiet, {3: HALF}, {}, {}, first=LAST.plus(begun))
    newest = effects(quiet, "verdict, reason, past_rises")[-1]
    assert newest["past_rises"] == 8
    assert newest["verdict"] == "too_early"  # they all ended as soon without one


def test_a_short_history_without_comparison_says_that_nothing_can_be_compared(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST.plus(-1)), 30, topics=3)
        live(desk, HIGH, HIGH)
        start(desk, 2)
        live(desk, HALF, USUAL, USUAL, USUAL, first=2)
        newest = effects(desk, "verdict, reason, method, share")[-1]
        assert newest == {
            "verdict": "too_early",
            "reason": "no_course",
            "method": "level",
            "share": None,
        }


def test_the_weeks_that_are_shown_are_those_that_were_compared(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HALF, USUAL, USUAL, first=2)
    weeks = quiet.rows(
        "SELECT week, side, observed FROM episodes.effect_weeks WHERE week_start = ? ORDER BY week",
        LAST.plus(4).start,
    )
    assert [one["side"] for one in weeks] == [""] * 8 + ["before"] * 2 + [""] + ["after"] * 2
    assert [one["observed"] for one in weeks[-5:]] == [180, 180, 105, 30, 30]


def test_the_same_week_again_gives_the_same_verdict_and_without_the_answer_none(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HALF, USUAL, USUAL, first=2)
    before = effects(quiet, "*")
    update(quiet.home, LAST.plus(4))
    assert effects(quiet, "*") == before
    quiet.con.execute("DELETE FROM contacts.answers")
    update(quiet.home, LAST.plus(4))
    assert not [
        one for one in effects(quiet, "week_start") if one["week_start"] == LAST.plus(4).start
    ]


def test_share_and_contacts_follow_by_hand_from_the_weeks_that_are_shown(quiet):
    live(quiet, HIGH, HIGH)
    start(quiet, 2)
    live(quiet, HALF, HALF, HALF, first=2)
    newest = effects(quiet, "share, contacts_saved, lower, upper")[-1]
    weeks = quiet.rows(
        "SELECT * FROM episodes.effect_weeks WHERE week_start = ?", LAST.plus(4).start
    )
    came, normal = (
        {
            side: sum(one[part] for one in weeks if one["side"] == side)
            for side in ("before", "after")
        }
        for part in ("observed", "expected")
    )
    would_have_come = normal["after"] * came["before"] / normal["before"]
    saved = would_have_come - came["after"]
    assert newest["contacts_saved"] == pytest.approx(saved)
    assert newest["share"] == pytest.approx(saved / (would_have_come - normal["after"]))
    assert newest["lower"] < newest["share"] < newest["upper"]


PLACES = ("North", "South", "East", "West", "Centre")


def live_in_places(desk, *factors, first=0, north=1.0):
    """Topic 3 in five regions: so many times the usual in the north, all its other regions by a factor; others as usual."""
    for number, (rise, elsewhere) in enumerate(factors, first):
        random = np.random.default_rng(number)
        counts = {
            topic: {place: int(random.poisson(30)) for place in PLACES} for topic in range(1, 7)
        }
        counts[3] = {place: int(random.poisson(30 * elsewhere)) for place in PLACES}
        counts[3]["North"] = int(random.poisson(30 * rise * elsewhere))
        desk.counts = counts
        live_through(desk, {}, first=LAST.plus(number))


@pytest.fixture
def placed(tmp_path):
    """Thirty quiet weeks of six topics in five regions."""
    with provider(tmp_path / "home") as desk:
        random = np.random.default_rng(4)
        for number in range(-30, 0):
            counts = {
                topic: {place: int(random.poisson(30)) for place in PLACES} for topic in range(1, 7)
            }
            desk.insert(desk.week_rows(LAST.plus(number), counts))
        yield desk


@pytest.mark.parametrize(
    ("rise", "since", "regions"),
    [((5, 1), (5, 0.6), len(PLACES) - 1), ((1, 4), (1, 3), 0)],
    ids=["in one region", "everywhere"],
)
def test_a_local_rise_is_held_against_the_topics_other_regions_and_no_other(
    placed, rise, since, regions
):
    live_in_places(placed, rise, rise)
    start(placed, 2)
    live_in_places(placed, since, since, since, first=2)
    newest = effects(placed, "controls, control_regions, verdict")[-1]
    assert newest["control_regions"] == regions
    assert newest["controls"] >= 3
    assert newest["verdict"] != "worked"  # in all regions the topic fell, of itself
