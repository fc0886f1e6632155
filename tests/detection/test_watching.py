"""The morning's verdict on a running week: a pure function of counts, settings and customers."""

from datetime import date

import numpy as np
import pytest

from trend_lib.base.settings import DetectionConfig
from trend_lib.detection.day_history import DayHistory
from trend_lib.detection.day_novelty import forecast_new
from trend_lib.detection.running_history import RunningWeek
from trend_lib.detection.watching import assess_running_week, is_novel
from trend_lib.detection.weekday import at_least_on_average

THURSDAY = date(2026, 8, 20)
SHAPE = np.array([1.4, 1.2, 1.1, 1.1, 1.2, 0.6, 0.4])
TOPICS, WEEKS = 12, 20


def running(seed=1, **changes):
    """Twelve topics over twenty weeks; topic 0 is all of them."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(5 * SHAPE, (TOPICS, WEEKS, 7)).astype(float)
    usable = np.ones_like(counts, dtype=bool)
    usable[:, -1, 4:] = False
    for place, extra in changes.items():
        counts[int(place[1:]), -1, 3] += extra
    counts[0] = counts[1:].sum(0)
    contacts = np.where(usable[:, -1], counts[:, -1], 0).sum(1)
    return RunningWeek(
        topic_id=np.arange(TOPICS),
        history=DayHistory(counts, usable, np.zeros((WEEKS, 7), dtype=int), 3),
        weeks_lived=np.full(TOPICS, WEEKS - 1),
        seen=counts[:, :-1].sum((1, 2)),
        whole_weeks=WEEKS - 1,
        customers=contacts.copy(),
        contacts=contacts,
        customers_per_contact=np.ones(TOPICS),
    )


def rows_of(week):
    return assess_running_week(week, THURSDAY, DetectionConfig()).to_pylist()


def test_a_quiet_week_calls_nothing_and_every_topic_is_tested():
    rows = rows_of(running())
    assert {row["status"] for row in rows} == {"tested"}
    assert not any(row["is_alarm"] for row in rows)
    assert {row["days_compared"] for row in rows} == {4}


def test_an_exceptional_rise_is_called_and_one_that_is_merely_unusual_says_that_monday_will_do():
    rows = rows_of(running(t3=40, t5=12))
    assert rows[3]["is_alarm"]
    assert rows[3]["why_no_alarm"] is None
    assert not rows[5]["is_alarm"]
    assert 1 / 2000 < rows[5]["p_value"] < 0.05
    assert rows[5]["why_no_alarm"] in {
        "not rarer than 1 in 2,000: Monday is early enough",
        "q is over 0.05",
    }


def test_the_same_customers_again_are_no_early_alarm():
    week = running(t3=40)
    week.customers[3] = week.contacts[3] - 38
    row = rows_of(week)[3]
    assert row["p_value"] < 1e-6
    assert row["why_no_alarm"] == "mostly the same customers again"
    assert not row["is_alarm"]


def test_a_topic_nobody_wrote_about_before_is_tested_for_novelty():
    week = running()
    week.history.counts[4, :-1], week.history.counts[4, -1, :4] = 0, [0, 0, 0, 9]
    week.seen[4], week.weeks_lived[4] = 0, 0
    week.history.usable[4, :-1] = False
    assert is_novel(week, 8).tolist() == [number == 4 for number in range(TOPICS)]
    row = rows_of(week)[4]
    assert (row["method"], row["status"], row["is_alarm"]) == ("novelty", "tested", True)


def test_novelty_is_the_gamma_poisson_tail_of_a_part_of_a_week():
    counts = np.zeros((1, 22, 7))
    counts[0, 5, 2], counts[0, -1, :3] = 1, [0, 1, 2]
    usable = np.ones_like(counts, dtype=bool)
    usable[:, -1, 3:] = False
    history = DayHistory(counts, usable, np.zeros((22, 7), dtype=int), 2)
    found = forecast_new(history, np.ones(7))
    part, weeks = 3 / 7, 20  # one week of guard
    expected, size = part * 1.5 / (weeks + 0.5), 1.5
    chance = (weeks + 0.5) / (weeks + 0.5 + part)
    below = sum(  # negative binomial, term by term
        np.prod([(size + i) / (i + 1) for i in range(k)]) * chance**size * (1 - chance) ** k
        for k in range(3)
    )
    assert found.so_far.expected[0] == pytest.approx(expected)
    assert found.p_value[0] == pytest.approx(1 - below, rel=1e-6)


def test_dispersions_are_lifted_together_to_the_mean_of_those_seen_but_never_lowered():
    own, degrees = np.array([1.0] * 9 + [31.0]), np.full(10, 10.0)
    assert at_least_on_average(np.full(10, 3.0), own, degrees) == pytest.approx(
        4 / 3 * np.full(10, 3)
    )
    assert (at_least_on_average(np.full(10, 5.0), own, degrees) == 5).all()
    assert (at_least_on_average(np.full(10, 0.5), own, degrees) == 1).all()  # at most doubled
    assert (
        at_least_on_average(np.full(9, 1.0), own[1:], degrees[1:]) == 1
    ).all()  # too few to tell
