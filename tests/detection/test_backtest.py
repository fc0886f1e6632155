"""`detection.backtest_home`: past weeks judged again, rises planted, settings compared."""

import copy
import json

import numpy as np
import pytest

from tests.detection.weekly_rows import provider
from tests.oracles.slow_smallest import smallest_rises
from trend_lib.base.weeks import Week, weeks_between
from trend_lib.detection import backtest_home, detect
from trend_lib.detection.assessment import assess_week
from trend_lib.detection.backtest.budget import Tried, choose, topics_told
from trend_lib.detection.backtest.catching import raise_counts
from trend_lib.detection.backtest.planting import (
    SIZES,
    plan_worlds,
    quiet_starts,
    slices_of,
    spread,
)
from trend_lib.detection.backtest.replay import Alarmed, Settings, alarmed_topics, replay
from trend_lib.detection.backtest.smallest import fit_thresholds
from trend_lib.detection.series_history import read_history

LAST = Week.parse("2026-W34")
SPAN = list(weeks_between(LAST.plus(-9), LAST))
EVERYTHING = """
SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema <> 'main' ORDER BY 1
"""


@pytest.fixture
def desk(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST), 40)
        yield desk


def write_spike(desk, week, topic=3, region="North", contacts=120):
    counts = copy.deepcopy(desk.counts)
    counts[topic][region] = contacts
    desk.write(str(week), counts)


def run_backtest(desk, weeks=SPAN, plantings=2, seed=11, budget=1.0):
    return backtest_home(
        desk.home, weeks, plantings=plantings, seed=seed, budget=budget, step=lambda _: None
    )


def reader(desk):
    return lambda week: read_history(desk.con, week, 263)


def replayed_weeks(desk, weeks=SPAN):
    settings = Settings.around(desk.home.config.detection)
    return replay(reader(desk), weeks, settings, lambda _: None), settings


def test_the_replay_gives_the_alarms_that_were_written(desk):
    write_spike(desk, LAST.plus(-2))
    for week in SPAN:
        detect(desk.home, week)
    found = run_backtest(desk)
    assert found["alarms"]["weeks_that_agree_with_record"] == len(SPAN)
    told = {week["week"]: week["topics_told"] for week in found["weeks"] if week["topics_told"]}
    assert told == {str(LAST.plus(-2)): 1}


def test_a_week_whose_counts_changed_since_is_told_apart_from_its_record(desk):
    for week in SPAN:
        detect(desk.home, week)
    write_spike(desk, LAST)
    found = run_backtest(desk)
    assert found["alarms"]["weeks_that_agree_with_record"] == len(SPAN) - 1
    assert found["weeks"][-1]["series_alarms_written"] == 0
    assert found["weeks"][-1]["verdicts_that_differ"] == found["weeks"][-1]["series_alarms"] > 0


def marked(topic, back, mark):
    day = LAST.plus(back).start
    return {"topic_id": topic, "opened_week": day, "last_alarm": day, "mark": mark}


def test_other_settings_say_which_marked_alarms_they_would_tell(desk):
    write_spike(desk, LAST.plus(-2), contacts=120)  # a hundred beyond the usual
    write_spike(desk, LAST.plus(-5), topic=4, contacts=70)  # fifty
    marks = [marked(3, -2, "useful"), marked(4, -5, "false_alarm"), marked(5, -3, "useful")]
    found = backtest_home(
        desk.home, SPAN, plantings=1, seed=11, budget=1.0, step=lambda _: None, marks=marks
    )
    told = {
        row["min_excess"]: (row["useful_told"], row["false_told"])
        for row in found["tried"] if row["false_discovery_rate"] == 0.05
    }  # fmt: skip
    assert told[5.0] == (1, 1)  # topic 5 never alarms by the counts of today
    assert told[80.0] == (1, 0)


def test_weeks_to_come_change_nothing_of_an_earlier_week(desk):
    early = SPAN[:5]
    before = run_backtest(desk, early)
    write_spike(desk, LAST)
    assert run_backtest(desk, early) == before


def test_nothing_is_written(desk):
    detect(desk.home, LAST)
    tables = [row["name"] for row in desk.rows(EVERYTHING)]
    before = {table: desk.rows(f"FROM {table}") for table in tables}
    run_backtest(desk)
    assert {table: desk.rows(f"FROM {table}") for table in tables} == before


def test_the_same_seed_gives_the_same_and_another_seed_other_rises(desk):
    once = json.dumps(run_backtest(desk))
    assert json.dumps(run_backtest(desk)) == once
    assert json.dumps(run_backtest(desk, seed=12)) != once


def test_large_rises_are_caught_oftener_than_small_ones(desk):
    sizes = {row["size"]: row for row in run_backtest(desk, plantings=4)["sizes"]}
    assert sizes["×3"]["share"] == 1
    assert sizes["×1.25"]["share"] < sizes["×2"]["share"]
    assert all(row["planted"] == 4 * 6 for row in sizes.values())
    assert all(row["lower"] <= row["share"] <= row["upper"] for row in sizes.values())
    assert sizes["+8 sd"]["mean_delay_weeks"] == 0


def test_every_topic_has_its_smallest_rise_within_an_interval(desk):
    found = run_backtest(desk, plantings=4)["topics"]
    assert [row["topic_id"] for row in found] == sorted(
        range(1, 7), key=lambda topic: -next(r["expected"] for r in found if r["topic_id"] == topic)
    )
    for row in found:
        assert row["lower"] < row["smallest_rise"] < row["upper"]
        assert 5 < row["smallest_rise"] < 60
        assert row["smallest_rise_times"] == pytest.approx(
            1 + row["smallest_rise"] / row["expected"]
        )


def test_a_planted_rise_adds_up_in_every_dimension(desk):
    random = np.random.default_rng(3)
    shares = {
        "region": (["North", "South"], np.array([0.7, 0.3])),
        "channel": (["call", "chat"], np.array([0.5, 0.5])),
    }
    extra = spread(3, "technical", 31, shares, ("region", "North"), random)
    for topic in (0, 3):
        for dimension in ("all", "region", "channel"):
            parts = [n for key, n in extra.items() if key[:2] == (topic, dimension)]
            assert sum(parts) == 31
    assert extra[3, "region", "North"] == 31
    assert extra[0, "kind", "technical"] == 31


def test_planted_rises_begin_in_quiet_weeks_of_tested_topics_only(desk):
    loud = LAST.plus(-4)
    write_spike(desk, loud)
    desk.write(str(LAST.plus(-8)), desk.counts, is_complete=False)
    replayed, _ = replayed_weeks(desk)
    starts = quiet_starts(replayed)
    assert starts[2] == [2, 3, 4, 5, 6, 7]  # not in the part week, nor running into it
    assert starts[3] == [2, 6, 7]


def test_a_topic_that_is_never_quiet_long_enough_is_named(desk):
    for number in range(9, -1, -3):
        write_spike(desk, LAST.plus(-number), contacts=100 * 4 ** (9 - number))
    found = run_backtest(desk)
    assert [row["topic_id"] for row in found["not_planted"]] == [3]
    assert 3 not in [row["topic_id"] for row in found["topics"]]


def test_a_raised_history_differs_by_the_rise_and_by_nothing_else(desk):
    replayed, _ = replayed_weeks(desk)
    worlds, _ = plan_worlds(replayed, {}, 1, 5)
    planting = worlds[2][0]
    one = replayed[planting.start + 1]
    known = reader(desk)(one.week)
    raised = raise_counts(known, one, [planting])
    added = raised.history.counts - known.history.counts
    whole = one.numbers[planting.topic_id, "all", "all"]
    expected = [extra[planting.topic_id, "all", "all"] for extra in planting.extra.values()][:2]
    assert added[whole, -2:].tolist() == expected
    assert added[whole, :-2].sum() == 0
    others = [n for key, n in one.numbers.items() if key[0] not in {0, planting.topic_id}]
    assert added[others].sum() == 0
    assert (raised.customers - known.customers == added).all()
    assert (raised.series.observed == raised.history.counts[:, -1]).all()
    assert known.series.observed[whole] == known.history.counts[whole, -1]


def test_every_setting_tried_says_what_the_room_would_say_with_it(desk):
    write_spike(desk, LAST, contacts=45)
    known = reader(desk)(LAST)
    config = desk.home.config.detection
    settings = Settings.around(config)
    alarmed = alarmed_topics(assess_week(known, config), settings)
    for row, rate in enumerate(settings.rates):
        for floor in settings.floors:
            rules = config.model_copy(update={"false_discovery_rate": rate, "min_excess": floor})
            said = assess_week(known, rules)
            topics = set(said.known.series.topic_id[said.verdict.is_alarm].tolist())
            assert set(alarmed.topics[alarmed.is_alarm(floor)[row]].tolist()) == topics


def test_all_contacts_count_only_where_topics_explain_less_than_half():
    excess = {"own_excess": np.array([100.0, 60.0, 5.0]), "series_alarms": 2}
    topics = np.array([0, 3, 4])
    explained = Alarmed(topics, np.array([[100.0, 60.0, -np.inf]]), **excess)
    unexplained = Alarmed(topics, np.array([[100.0, -np.inf, 5.0]]), **excess)
    alone = Alarmed(topics, np.array([[100.0, -np.inf, -np.inf]]), **excess)
    assert [topics_told(one, 5.0)[0] for one in (explained, unexplained, alone)] == [1, 2, 1]


def grid(alarms, caught):
    """Settings of two rates and two floors, with given alarms a week and catches."""

    class Pairs(Tried):
        @property
        def caught_share(self):
            return np.array(caught)

    return Pairs(None, np.array([alarms], dtype=float), np.zeros((1, 1, 2, 2), dtype=bool))


def test_of_the_settings_within_the_budget_the_one_that_catches_most_is_chosen():
    tried = grid([[2, 1], [5, 3]], [[0.5, 0.4], [0.9, 0.7]])
    assert choose(tried, 4) == (1, 1)
    assert choose(tried, 2.5) == (0, 0)
    assert choose(tried, 9) == (1, 0)
    assert choose(tried, 0.5) is None


def test_of_settings_that_catch_alike_the_strictest_is_chosen():
    assert choose(grid([[1, 1], [1, 1]], [[0.5, 0.5], [0.5, 0.5]]), 3) == (0, 1)


def test_a_budget_says_what_would_be_missed(desk):
    write_spike(desk, LAST, contacts=37)
    write_spike(desk, LAST.plus(-5), topic=4, contacts=300)
    found = run_backtest(desk, budget=0.15)
    assert found["alarms"]["topics_told_a_week"] == 0.2
    assert found["budget"]["then"]["topics_told_a_week"] <= 0.15
    assert [(row["week"], row["topic_id"]) for row in found["budget"]["missed"]] == [(str(LAST), 3)]
    assert found["budget"]["missed"][0]["topic"] == "topic 3"


def test_a_budget_that_no_setting_keeps_says_so(desk):
    write_spike(desk, LAST, contacts=3000)
    found = run_backtest(desk, budget=0.01)
    assert found["budget"]["then"] is None


def test_weeks_in_which_nothing_could_be_tested_do_not_count(tmp_path):
    with provider(tmp_path / "young") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST), 14)
        found = run_backtest(desk, list(weeks_between(LAST.plus(-20), LAST)))
    assert len(found["weeks"]) == 14
    assert found["alarms"]["weeks_tested"] == 6


def test_a_history_too_short_to_plant_anything_still_answers(tmp_path):
    with provider(tmp_path / "young") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST), 3)
        found = run_backtest(desk, [LAST])
    assert found["topics"] == []
    assert len(found["not_planted"]) == 6
    assert found["budget"]["then"] is None
    assert {row["share"] for row in found["sizes"]} == {None}


def test_slices_say_how_a_topic_spreads(desk):
    replayed, _ = replayed_weeks(desk, [LAST])
    names, shares = slices_of(replayed[0], 3)["region"]
    assert names == ["North", "South"]
    assert shares.sum() == pytest.approx(1)
    assert shares[0] == pytest.approx(2 / 3, abs=0.05)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_smallest_rises_agree_with_the_slow_twin(seed):
    random = np.random.default_rng(seed)
    topic = np.repeat([0, 1], 20)
    dose, deviation = random.uniform(0, 8, 40), np.repeat([1.5, 9.0], 20)
    caught = random.random(40) < 1 / (1 + np.exp(3 + topic - dose))
    usual = np.array([1.5, 9.0])
    fast = fit_thresholds(dose, deviation, caught, topic, 2).smallest_rise(usual)[0]
    slow = smallest_rises(dose, deviation, caught, topic, usual)
    assert fast == pytest.approx(slow, rel=1e-4)


def test_intervals_of_the_smallest_rise_hold_the_truth_nineteen_times_in_twenty():
    random = np.random.default_rng(21)
    inside, topics, each = [], 20, 35
    topic, usual = np.repeat(np.arange(topics), each), np.geomspace(1, 50, topics)
    for _ in range(60):
        threshold = random.normal(3, 1, topics)
        dose = np.tile(np.linspace(0.5, 8, each), topics)
        scatter = np.sqrt(1 + dose / usual[topic])
        caught = random.normal(size=len(dose)) < (dose - threshold[topic]) / scatter
        fitted = fit_thresholds(dose, usual[topic], caught, topic, topics)
        _, lower, upper = fitted.smallest_rise(usual)
        half = threshold + 0.7083 / (2 * usual)  # of d - threshold = .8416 sqrt(1 + d / usual)
        truth = half + np.sqrt(half**2 - threshold**2 + 0.7083)
        inside += list((lower <= truth) & (truth <= upper))
    assert 0.92 < np.mean(inside) < 0.97


@pytest.mark.parametrize("found", [True, False])
def test_topics_of_which_all_or_nothing_was_caught_stay_finite(found):
    dose = np.linspace(0, 5, 30)
    fitted = fit_thresholds(dose, np.full(30, 2.0), np.full(30, found), np.zeros(30, int), 1)
    rise, lower, upper = fitted.smallest_rise(np.array([2.0]))
    assert np.isfinite([rise, lower, upper]).all()
    assert (rise[0] > dose.max()) != found


def test_sizes_add_what_they_say():
    contacts = {size.name: size.contacts(20.0, 5.0) for size in SIZES}
    assert contacts["×1.25"] == pytest.approx(5)
    assert contacts["×3"] == pytest.approx(40)
    assert contacts["+4 sd"] == pytest.approx(20)
