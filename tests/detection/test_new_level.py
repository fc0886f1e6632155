"""After a lasting change that people accept, the new level is normal; past alarms are doubted."""

import copy

import numpy as np
import pandas as pd
import pytest

from tests.detection.test_assess_series import table
from tests.detection.weekly_rows import provider
from tests.oracles import slow_house
from trend_lib.base.registers import load_registers
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series, detect, explain_series
from trend_lib.detection.past_alarms import is_lasting, trust_in_weeks
from trend_lib.detection.written import Written

FIRST = "2021-W01"


def shifted(weeks, change, *, series=40, by=1.5, mean=30, seed=1):
    """Counts whose level changes once and for all, as a table, with the register of it."""
    level = np.where(np.arange(weeks) < change, mean, by * mean)
    counts = np.random.default_rng(seed).poisson(level, (series, weeks))
    rows = pd.concat([table(row, FIRST, f"s{number}") for number, row in enumerate(counts)])
    week = str(Week.parse(FIRST).plus(change))
    names = [f"s{number}" for number in range(series)]
    return rows, pd.DataFrame({"series": names, "week": week})


@pytest.mark.parametrize(("weeks", "change"), [(160, 130), (60, 45), (30, 18)])
def test_an_acknowledged_new_level_is_normal(weeks, change):
    rows, shifts = shifted(weeks, change)
    found = assess_series(rows, written=Written(level_shifts=shifts))
    assert found["expected"].mean() == pytest.approx(45, rel=0.07)
    assert (found["p_value"] <= 0.05).mean() <= 0.1
    assert found["note"].eq(f"new level since {shifts['week'][0]}").all()


def test_without_acknowledgement_it_goes_on_alarming():
    rows, shifts = shifted(160, 150)
    assert (assess_series(rows)["p_value"] <= 0.01).mean() > 0.3
    known = assess_series(rows, written=Written(level_shifts=shifts))
    assert (known["p_value"] <= 0.01).mean() <= 0.05


def test_a_rise_above_the_new_level_is_found():
    rows, shifts = shifted(160, 130)
    rows.loc[rows.index == 159, "count"] = 100
    assert assess_series(rows, written=Written(level_shifts=shifts))["is_alarm"].all()


def test_the_season_learnt_before_the_change_is_kept():
    weeks = 200
    season = np.exp(0.5 * np.cos(2 * np.pi * (np.arange(weeks) - weeks + 1) / 52.18))
    level = np.where(np.arange(weeks) < 175, 40, 80)
    counts = np.random.default_rng(3).poisson(level * season, (30, weeks))
    rows = pd.concat([table(row, FIRST, f"s{number}") for number, row in enumerate(counts)])
    shifts = pd.DataFrame({"series": [f"s{n}" for n in range(30)],
                           "week": str(Week.parse(FIRST).plus(175))})  # fmt: skip
    found = assess_series(rows, written=Written(level_shifts=shifts))
    assert found["expected"].mean() == pytest.approx(80 * np.exp(0.5), rel=0.08)


@pytest.mark.parametrize("weeks", [160, 40])
def test_the_first_weeks_of_a_new_level_are_not_judged_and_say_so(weeks):
    rows, shifts = shifted(weeks, weeks - 3, series=3)
    found = assess_series(rows, written=Written(level_shifts=shifts))
    assert set(found["status"]) == {"new_level"}
    assert not found["is_alarm"].any()


def test_a_second_change_forgets_what_lies_before_the_first():
    rows, second = shifted(180, 150, by=2)
    rows.loc[rows.index < 60, "count"] = 500
    first = second.assign(week=str(Week.parse(FIRST).plus(60)))
    both = Written(level_shifts=pd.concat([second, first]))
    assert assess_series(rows, written=both)["expected"].mean() == pytest.approx(60, rel=0.07)


def test_a_change_before_all_data_or_after_the_week_means_nothing():
    rows, shifts = shifted(90, 90, series=3)
    plain = assess_series(rows)
    for week in (FIRST, "2030-W01"):
        known = Written(level_shifts=shifts.assign(week=week))
        pd.testing.assert_frame_equal(assess_series(rows, written=known), plain)


def test_which_alarms_last_agrees_with_plain_loops():
    alarmed = np.random.default_rng(4).random((80, 30)) < np.linspace(0, 1, 80)[:, None]
    for row, found in zip(alarmed, is_lasting(alarmed), strict=True):
        assert found.tolist() == slow_house.lasting(row.tolist())


def test_an_outbreak_is_doubted_and_a_lasting_change_is_not():
    alarmed = np.zeros((2, 30), dtype=bool)
    alarmed[0, 10:12] = True
    alarmed[1, 10:20] = True
    trust = trust_in_weeks(alarmed)
    assert trust[0, 10:12].tolist() == [0.25, 0.25]
    assert (trust[1] == 1).all()
    assert (trust[0, :10] == 1).all()


@pytest.mark.parametrize("weeks", [40, 120])
def test_an_earlier_alarm_lifts_the_expectation_less(weeks):
    rows = table(np.random.default_rng(6).poisson(30, weeks), FIRST)
    rows.loc[rows.index >= weeks - 9, "count"] += [20, 20, 18, 0, 0, 0, 0, 0, 0]
    told = rows.assign(was_alarm=(rows.index >= weeks - 9) & (rows.index < weeks - 6))
    expected = [assess_series(one)["expected"].item() for one in (rows, told)]
    assert 29 < expected[1] < expected[0]


def test_after_six_alarms_in_eight_weeks_the_cure_is_named():
    rows, _ = shifted(120, 112, series=3, by=2)
    told = rows.assign(was_alarm=(rows.index >= 112) & (rows.index < 119))
    notes = assess_series(told)["note"]
    assert notes.str.contains("a new level[?] acknowledge it in registers/level_shifts.csv").all()


LAST = "2026-W34"
REGISTER = "week_start,topic_id,slice_dim,slice_value,why,who\n"


@pytest.fixture
def desk(tmp_path):
    """A home whose topic 3 has doubled for good sixteen weeks ago."""
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(LAST, 80)
        for ago in range(16):
            week = Week.parse(LAST).plus(-ago)
            changed = copy.deepcopy(counts)
            changed[3] = {"North": 45 + ago % 5, "South": 22 + ago % 3}
            desk.write(week, changed)
        yield desk


def acknowledge(desk, line):
    folder = desk.home.path / "registers"
    folder.mkdir(exist_ok=True)
    (folder / "level_shifts.csv").write_text(REGISTER + line, "utf-8")
    load_registers(desk.home, desk.con)


def test_the_register_makes_a_topic_and_its_slices_normal_again(desk):
    acknowledge(desk, f"{Week.parse(LAST).plus(-15).start},3,all,all,new tariff,Olena\n")
    detect(desk.home, Week.parse(LAST))
    row = desk.assessment(LAST, 3)
    assert row["expected"] == pytest.approx(69, rel=0.1)
    assert row["note"] == "new level since 2026-W19"
    assert desk.assessment(LAST, 3, "region", "North")["note"] == "new level since 2026-W19"
    assert desk.assessment(LAST, 2)["note"] is None


def test_a_new_level_of_a_slice_leaves_the_topic_alone(desk):
    acknowledge(desk, f"{Week.parse(LAST).plus(-15).start},3,region,North,moved,Olena\n")
    detect(desk.home, Week.parse(LAST))
    assert desk.assessment(LAST, 3)["note"] is None
    assert desk.assessment(LAST, 3, "region", "North")["note"] == "new level since 2026-W19"


def test_weeks_that_alarmed_are_remembered_by_the_room_and_the_cure_is_named(desk):
    for ago in range(15, -1, -1):
        detect(desk.home, Week.parse(LAST).plus(-ago))
        if desk.assessment(str(Week.parse(LAST).plus(-ago)), 3)["note"]:
            break
    named = desk.rows("SELECT note FROM detection.assessments WHERE note IS NOT NULL")
    assert "acknowledge it in registers/level_shifts.csv" in named[0]["note"]


def test_the_arithmetic_tells_of_the_new_level(desk):
    acknowledge(desk, f"{Week.parse(LAST).plus(-15).start},3,all,all,new tariff,Olena\n")
    detect(desk.home, Week.parse(LAST))
    said = explain_series(desk.home, Week.parse(LAST), 3, "all", "all")
    assert said["known"] == "new level since 2026-W19"
    assert "step" in said["expected_from"]
    assert "new level since 2026-W19" in str(said["steps"])
    assert said["p_value"] == desk.assessment(LAST, 3)["p_value"]
