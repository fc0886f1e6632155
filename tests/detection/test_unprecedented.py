"""Alarms for size: a young topic far beyond all that was seen is told, graded so, and promised nothing of."""

import numpy as np
import pandas as pd
import pytest

from tests.detection.test_assess_series import table
from tests.detection.test_explaining import printed
from tests.detection.weekly_rows import provider
from tests.oracles import slow_unprecedented
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series, detect
from trend_lib.detection.history import History
from trend_lib.detection.unprecedented import highest_before, is_unprecedented
from trend_lib.episodes import update

SURGING = [3, 1, 17, 82, 47, 22, 43, 13, 173]  # a city's real weeks: docs/calibration.md
LAST = Week.parse("2026-W34")


def beside_others(counts, **columns):
    """The series among eight steady ones."""
    own = table(counts, "2026-W26", "surging").assign(**columns)
    random = np.random.default_rng(1)
    steady = [table(random.poisson(20, len(counts)), "2026-W26", f"steady {n}") for n in range(8)]
    return pd.concat([own, *steady])


def judged(rows, **settings):
    return assess_series(rows, **settings).set_index("series").loc["surging"]


def test_a_young_series_far_beyond_its_highest_week_alarms_though_its_odds_are_unknown():
    row = judged(beside_others(SURGING))
    assert row["is_alarm"]
    assert row["p_value"] > 0.05
    assert row["q_value"] > 0.05
    assert row["note"] == "told for its size: 82 at most in any week before"


@pytest.mark.parametrize(
    ("newest", "settings"),
    [(163, {}), (173, {"unprecedented_by": 92}), (173, {"unprecedented_by": 0})],
)
def test_less_than_twice_or_than_so_many_more_is_no_alarm(newest, settings):
    row = judged(beside_others([*SURGING[:-1], newest]), **settings)
    assert not row["is_alarm"]
    assert row["why_no_alarm"].startswith("not rare in this series")


def test_a_rare_week_alarms_for_being_rare_and_says_nothing_of_size():
    row = judged(beside_others([20, 22, 18, 25, 19, 21, 23, 20, 173]))
    assert row["is_alarm"]
    assert row["q_value"] <= 0.05
    assert row["note"] is None


def test_a_week_of_which_data_is_missing_and_one_that_alarmed_are_no_measure():
    known = [3, 1, 60, 1, 17, 90, 2, 70, 1, 43, 1, 13, 173]
    part = beside_others(known, is_complete=[number != 5 for number in range(13)])
    alarmed = beside_others(known, was_alarm=[number == 5 for number in range(13)])
    assert not judged(beside_others(known))["is_alarm"]
    for rows in (part, alarmed):
        told = judged(rows.fillna({"is_complete": True, "was_alarm": False}))
        assert told["note"] == "told for its size: 70 at most in any week before"


def test_a_series_of_a_year_and_more_alarms_by_its_odds_alone():
    random = np.random.default_rng(5)
    wild = random.negative_binomial(0.7, 0.7 / 30.7, 110)
    rows = table([*wild, 2 * wild.max()], "2024-W01", "surging")
    row = judged(rows)
    assert row["method"] == "seasonal"
    assert row["is_alarm"] == (row["q_value"] <= 0.05)
    assert row["note"] is None


@pytest.mark.parametrize("seed", range(20))
def test_the_rule_agrees_with_reading_week_by_week(seed):
    random = np.random.default_rng(seed)
    counts = random.integers(0, 120, (6, 10)).astype(float)
    usable, trust = random.random((6, 10)) > 0.2, random.choice([0.25, 1.0], (6, 10), p=[0.2, 0.8])
    exposure = random.uniform(50, 150, (6, 10))
    history = History(counts, exposure, usable, trust=trust)
    by = int(random.integers(0, 40))
    found = is_unprecedented(counts[:, -1], highest_before(history), by)
    rows = zip(counts, usable, exposure, trust, strict=True)
    assert found.tolist() == [slow_unprecedented.verdict(*row, by) for row in rows]


@pytest.fixture
def surging(tmp_path):
    """Eight weeks in which topic 3 swings, and a ninth beyond them, of two regions alike."""
    with provider(tmp_path / "home") as home:
        home.write_quiet_weeks(str(LAST.plus(-1)), 8)
        for ago, contacts in enumerate(reversed(SURGING[:-1]), start=1):
            home.write(LAST.plus(-ago), week_of(contacts))
        yield home


def week_of(contacts):
    steady = {topic: {"North": 20 + topic % 3, "South": 9} for topic in (1, 2, 4, 5, 6)}
    return steady | {3: {"North": (contacts + 1) // 2, "South": contacts // 2}}


def test_at_home_it_opens_an_episode_of_its_own_grade_and_no_rate_is_promised_of_it(surging):
    surging.write(LAST, week_of(173))
    detect(surging.home, LAST)
    update(surging.home, LAST)
    rows = surging.rows("SELECT * FROM detection.assessments WHERE topic_id = 3")
    assert {row["slice_dim"]: row["record_before"] for row in rows} == {"all": 82, "region": None}
    (episode,) = surging.rows("SELECT topic_id, grade FROM episodes.episode_weeks")
    assert episode == {"topic_id": 3, "grade": "unprecedented"}
    (tests,) = surging.rows("SELECT * FROM episodes.test_weeks")
    assert (tests["topics_alarming"], tests["unprecedented"]) == (1, 1)
    assert tests["expected_false_alarms"] == 0


def test_the_printed_text_says_what_stood_in_for_the_odds(surging):
    surging.write(LAST, week_of(173))
    detect(surging.home, LAST)
    text = printed(surging.home.path, "2026-W34", "--series", "topic 3")
    size = text[text.index("or, in place of q") :]
    assert "yes  at least 2 x 82, its highest week so far" in size
    assert "an alarm needs every yes, or the size's in place of q's: alarm\n" in size
    part = printed(surging.home.path, "2026-W34", "--series", "topic 3, region North")
    assert "in place of q" not in part


def test_the_same_customers_again_are_no_alarm_for_size_either(surging):
    surging.write(LAST, week_of(173), customers={3: 40})
    detect(surging.home, LAST)
    row = surging.assessment(str(LAST), 3)
    assert not row["is_alarm"]
    assert row["why_no_alarm"].startswith("mostly the same customers again: 40 came")
