"""Holidays and known events: what the calendar explains is neither a rise nor a fall."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from tests.detection.weekly_rows import provider
from tests.oracles import slow_calendar_effect
from trend_lib.base.errors import MisuseError
from trend_lib.base.registers import load_registers
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series, detect, explain_series
from trend_lib.detection.calendar_effect import (
    Occasions,
    common_effect,
    normal_weeks,
    own_deviations,
    spread_between,
)
from trend_lib.detection.known_days import HOLIDAYS, lost_days
from trend_lib.detection.written import Written

FIRST = Week.parse("2023-W01")


def table(counts, **columns):
    series, weeks = counts.shape
    names = np.repeat([f"s{number}" for number in range(series)], weeks)
    written = np.tile([str(FIRST.plus(week)) for week in range(weeks)], series)
    return pd.DataFrame({"series": names, "week": written, "count": counts.ravel(), **columns})


def thursday_of(week):
    return FIRST.plus(int(week)).start + timedelta(3)


def holidays(weeks):
    return pd.DataFrame({"day": [thursday_of(week) for week in weeks], "name": "Some day"})


def events(*spans, what="Maintenance", dim="all", value="all"):
    """Events that last whole weeks, from the first to the last of each span."""
    return pd.DataFrame(
        {
            "first_day": [FIRST.plus(first).start for first, _ in spans],
            "last_day": [FIRST.plus(last).start + timedelta(6) for _, last in spans],
            "what": what,
            "slice_dim": dim,
            "slice_value": value,
        }
    )


def quiet(series, weeks, mean=40, seed=1):
    return np.random.default_rng(seed).poisson(mean, (series, weeks))


def with_holidays(weeks, days, *, kept=0.75, backlog=1.0, series=8, seed=2):
    """Quiet counts of which a holiday keeps some away, and the week after brings back."""
    factor = np.ones(weeks)
    factor[days] = kept
    after = np.array(days) + 1
    factor[after[after < weeks]] *= backlog
    return np.random.default_rng(seed).poisson(40 * factor, (series, weeks))


def occasions(seed=3):
    random = np.random.default_rng(seed)
    amount = np.stack([-0.22 * np.array([1, 1, 2, 1, 0, 1]), [0, 1, 0, 0, 1, 0]], axis=1)
    normal = random.uniform(5, 60, (12, 6))
    normal[3, 2] = 0
    effect = np.array([0.8, 0.05]) + random.normal(0, 0.3, (12, 1))
    counts = random.poisson(normal * np.exp(effect @ amount.T)).astype(float)
    return Occasions(counts, normal, amount, random.uniform(1, 2, 12))


def test_the_common_effect_agrees_with_a_general_minimiser():
    told = occasions()
    found, _, scatter, _ = common_effect(told, HOLIDAYS)
    slow, slow_scatter = slow_calendar_effect.common_effect(
        told.counts, told.normal, told.amount, HOLIDAYS.mean, HOLIDAYS.deviation
    )
    assert found == pytest.approx(slow, abs=1e-5)
    assert scatter == pytest.approx(slow_scatter, rel=1e-3)


def test_each_series_own_effect_is_the_root_of_its_score():
    told = occasions()
    common, _, scatter, _ = common_effect(told, HOLIDAYS)
    found, covariance = own_deviations(told, common, scatter)
    mean = told.normal * np.exp(common @ told.amount.T)
    per_count = 1.25 * told.dispersion[:, None] + scatter * mean
    spread = np.array([
        spread_between(
            ((told.counts - mean) * (told.normal > 0) / per_count) @ told.amount[:, column],
            (mean / per_count) @ told.amount[:, column] ** 2,
        )
        for column in range(2)
    ])  # fmt: skip
    for series in range(12):
        slow = slow_calendar_effect.own_deviation(
            told.counts[series], told.normal[series], told.amount, common,
            told.dispersion[series], scatter, spread,
        )  # fmt: skip
        assert found[series] == pytest.approx(slow, abs=0.01)  # three steps of scoring
    assert (np.linalg.eigvalsh(covariance) > 0).all()


def test_what_is_normal_agrees_with_plain_loops():
    random = np.random.default_rng(4)
    counts, exposure = random.poisson(9, (3, 30)).astype(float), random.uniform(1, 2, (3, 30))
    ordinary = random.random((3, 30)) > 0.5
    ordinary[2, :12] = False
    found, dispersion = normal_weeks(counts, exposure, ordinary)
    for series in range(3):
        for week in range(30):
            slow = slow_calendar_effect.normal_week(
                counts[series], exposure[series], ordinary[series], week
            )
            assert found[series, week] == pytest.approx(slow)
    assert (dispersion >= 1).all()


def test_lost_days_are_working_days_counted_once():
    days = [date(2023, 1, 2), date(2023, 1, 2), date(2023, 1, 6), date(2023, 1, 7)]
    assert lost_days(days, FIRST, 3).tolist() == [2, 0, 0]
    whole_week = [date(2023, 1, 9) + timedelta(number) for number in range(7)]
    assert lost_days(whole_week, FIRST, 2).tolist() == [0, 4]


DAYS = list(range(6, 120, 9))


@pytest.mark.parametrize("method_weeks", [40, 120])
def test_a_holiday_week_is_expected_as_low_as_earlier_ones(method_weeks):
    days = [day for day in DAYS if day < method_weeks] + [method_weeks - 1]
    counts = with_holidays(method_weeks, days)
    found = assess_series(table(counts), written=Written(holidays=holidays(days)))
    assert found["expected"].mean() == pytest.approx(30, rel=0.12)
    assert found["note"].str.contains("working days lost to holidays: 1").all()
    assert assess_series(table(counts))["expected"].mean() > 34


def test_a_rise_that_a_holiday_hides_is_found():
    days = [*DAYS[:-1], 119]
    counts = with_holidays(120, days)
    counts[0, -1] = 55
    rows = table(counts)
    assert not assess_series(rows)["is_alarm"].any()
    found = assess_series(rows, written=Written(holidays=holidays(days)))
    assert found["is_alarm"].tolist() == [True] + [False] * 7


def test_the_rush_after_a_holiday_is_no_alarm():
    days = [*DAYS, 118]
    counts = with_holidays(120, days, backlog=1.5)
    rows = table(counts)
    assert assess_series(rows)["expected"].mean() < 48
    found = assess_series(rows, written=Written(holidays=holidays(days)))
    assert found["expected"].mean() == pytest.approx(60, rel=0.12)
    assert not found["is_alarm"].any()
    assert found["note"].str.contains("working days lost in the week before: 1").all()


def test_series_that_know_no_holidays_are_not_expected_low():
    days = [*DAYS[:-1], 119]
    counts = with_holidays(120, days, series=20)
    counts[:6] = quiet(6, 120, seed=9)
    found = assess_series(table(counts), written=Written(holidays=holidays(days)))
    assert found["expected"][:6].mean() > 36
    assert found["expected"][6:].mean() == pytest.approx(30, rel=0.1)


def test_the_first_holiday_of_a_young_home_is_not_judged_and_says_so():
    found = assess_series(table(quiet(3, 30)), written=Written(holidays=holidays([29])))
    assert set(found["status"]) == {"holiday_unknown"}
    assert not found["is_alarm"].any()


def test_past_holidays_do_not_become_the_level_of_a_short_history():
    days = [20, 22, 24, 26]
    counts = with_holidays(30, days, kept=0.3)
    found = assess_series(table(counts), written=Written(holidays=holidays(days)))
    assert found["expected"].mean() == pytest.approx(40, rel=0.12)
    assert assess_series(table(counts))["expected"].mean() < 34


ODD = [
    (1, Written(holidays=holidays([0]), events=events((0, 0))), "baseline_too_short"),
    (70, Written(holidays=holidays(range(70))), "tested"),
    (70, Written(events=events((0, 80))), "baseline_too_short"),
    (70, Written(holidays=holidays([-900, 900])), "tested"),
]


@pytest.mark.parametrize(("weeks", "written", "status"), ODD)
def test_odd_registers_give_a_status_and_no_crash(weeks, written, status):
    found = assess_series(table(quiet(2, weeks)), written=written)
    assert set(found["status"]) == {status}


def test_an_empty_register_changes_nothing():
    rows = table(quiet(4, 90))
    nothing = Written(holidays=holidays([]), events=events())
    pd.testing.assert_frame_equal(assess_series(rows, written=nothing), assess_series(rows))


@pytest.mark.parametrize("weeks", [40, 120])
def test_weeks_of_a_known_event_never_become_normal(weeks):
    counts = quiet(3, weeks)
    counts[:, -14:-6] *= 3
    rows = table(counts)
    known = Written(events=events((weeks - 14, weeks - 7)))
    assert assess_series(rows, written=known)["expected"].mean() == pytest.approx(40, rel=0.1)
    assert assess_series(rows)["expected"].mean() > 42


def test_an_event_in_the_tested_week_is_named_and_silences_nothing():
    counts = quiet(3, 60)
    counts[0, -1] = 120
    known = Written(events=events((59, 59), dim="series", value="s0"))
    found = assess_series(table(counts), written=known)
    assert found["is_alarm"].tolist() == [True, False, False]
    assert found["note"].tolist()[0] == "known: Maintenance"
    assert found["note"].isna().tolist() == [False, True, True]


def test_an_event_that_comes_again_is_expected_to_do_what_it_did():
    counts = quiet(3, 100)
    again = [20, 45, 70, 99]
    counts[:, again] *= 3
    rows = table(counts)
    known = Written(events=events(*[(week, week) for week in again]))
    assert not assess_series(rows, written=known)["is_alarm"].any()
    other_name = events(*[(week, week) for week in again]).assign(what=list("abcd"))
    assert assess_series(rows, written=Written(events=other_name))["is_alarm"].all()


def test_a_second_week_of_an_event_is_not_explained_by_its_first():
    counts = quiet(3, 100)
    counts[:, -2:] *= 3
    known = Written(events=events((98, 99)))
    assert assess_series(table(counts), written=known)["is_alarm"].all()


NASTY = [
    (Written(holidays=pd.DataFrame({"date": ["2023-01-01"]})), "holidays: lacks the columns day"),
    (Written(holidays=pd.DataFrame({"day": ["soon"]})), "holidays, line 2: day 'soon'"),
    (Written(holidays=pd.DataFrame({"day": [np.nan]})), "line 2: day nan is not a day"),
    (Written(events=events((5, 4))), "is before the first"),
    (Written(events=events((4, 5), dim="region")), "write all, or series"),
    (Written(events=events((4, 5), dim="series", value="s9")), "there is no series 's9'"),
    (
        Written(level_shifts=pd.DataFrame({"series": ["x"], "week": ["2023-W05"]})),
        "level shifts, line 2: there is no series 'x'",
    ),
    (
        Written(level_shifts=pd.DataFrame({"series": ["s0"], "week": ["soon"]})),
        "'soon' is not a week",
    ),
]


@pytest.mark.parametrize(("written", "said"), NASTY, ids=[said for _, said in NASTY])
def test_what_nobody_can_mean_is_refused_with_its_line(written, said):
    with pytest.raises(MisuseError, match=said):
        assess_series(table(quiet(1, 20)), written=written)


LAST = "2026-W34"
PARTS = (("region", "North"), ("all", "all"))


@pytest.fixture
def desk(tmp_path):
    """A home of thirty quiet weeks, with registers to be written."""
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(LAST, 30)
        (desk.home.path / "registers").mkdir()
        yield desk


def write_register(desk, name, text):
    (desk.home.path / "registers" / f"{name}.csv").write_text(text, "utf-8")
    load_registers(desk.home, desk.con)


def test_the_room_reads_the_register_of_holidays(desk):
    past = Week.parse(LAST).plus(-10)
    desk.write(past, {topic: {"North": 8, "South": 4} for topic in desk.counts})
    days = [past.start, Week.parse(LAST).start]
    write_register(desk, "holidays", "day,name\n" + "".join(f"{day},Some day\n" for day in days))
    detect(desk.home, Week.parse(LAST))
    row = desk.assessment(LAST, 3)
    assert row["note"] == "working days lost to holidays: 1"
    assert row["expected"] < 25
    said = explain_series(desk.home, Week.parse(LAST), 3, "all", "all")
    assert said["p_value"] == row["p_value"]
    assert float(said["calendar_factor"]) < 0.9
    assert "of what is not known of a holiday" in str(said["steps"])
    (doubts, _) = said["doubts"]
    assert sum(doubts.values()) == pytest.approx(said["fit_variance"])
    assert doubts["of_calendar"] > 0


def test_an_event_of_a_region_touches_that_region_alone(desk):
    for ago in (6, 7, 8):
        flooded = {topic: {"North": 60, "South": 10} for topic in desk.counts}
        desk.write(Week.parse(LAST).plus(-ago), flooded)
    first, last = Week.parse(LAST).plus(-8).start, Week.parse(LAST).plus(-5).start
    detect(desk.home, Week.parse(LAST))
    before = {dim: desk.assessment(LAST, 3, *dim)["expected"] for dim in PARTS}
    write_register(
        desk, "known_events",
        f"first_day,last_day,what,slice_dim,slice_value\n{first},{last},Flood,region,North\n",
    )  # fmt: skip
    detect(desk.home, Week.parse(LAST))
    after = {dim: desk.assessment(LAST, 3, *dim)["expected"] for dim in PARTS}
    assert after["region", "North"] == pytest.approx(20, rel=0.15)
    assert after["region", "North"] < before["region", "North"] - 3
    assert after["all", "all"] == pytest.approx(before["all", "all"], rel=0.02)
