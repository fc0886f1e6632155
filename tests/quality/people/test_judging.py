"""The tables of persons: the guilty found, the innocent left alone, and silence where there is too little."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality.measured_home import NOON, WEEK, MeasuredHome
from tests.quality.people.centre import HARD, LENIENT, RUDE, fill, measure_quarter
from trend_lib import quality
from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import hold_warehouse, open_warehouse, replace_rows
from trend_lib.quality.listening.review import shift_of
from trend_lib.quality.people.operator_values import _shifts, read_values


def of(rows, **wanted):
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    made = MeasuredHome(tmp_path_factory.mktemp("centre"))
    with hold_warehouse(made.home):
        fill(made)
        made.all_weeks = measure_quarter(made)
        made.tables = {
            name: of(rows, week_start=WEEK.start) for name, rows in made.all_weeks.items()
        }
        yield made


def test_the_rude_operator_stands_out_of_politeness_and_nobody_else_of_anything(centre):
    apart = [row for row in centre.tables["operator_scores"] if row["stands_out"]]
    assert [(row["operator_id"], row["measure"], row["stands_out"]) for row in apart] == [
        (RUDE, "survey:politeness", "worse")
    ]
    assert apart[0]["adjusted"] < apart[0]["funnel_lower"] < apart[0]["typical"]


def test_who_has_the_hard_cases_is_told_what_to_expect_of_them(centre):
    (solved,) = of(centre.tables["operator_scores"], operator_id=HARD, measure="solved_by_status")
    (length,) = of(centre.tables["operator_scores"], operator_id=HARD, measure="handle_seconds")
    assert solved["observed"] < 0.6
    assert solved["typical"] > 0.7
    assert solved["expected"] == pytest.approx(solved["observed"], abs=0.08)
    assert solved["lower"] < solved["typical"] < solved["upper"]
    assert length["observed"] > 1.3 * length["typical"]
    assert length["expected"] == pytest.approx(length["observed"], rel=0.15)
    assert 100 < length["typical"] < 260  # seconds, not their logarithm


def test_everybody_with_enough_contacts_is_compared(centre):
    assert {row["status"] for row in centre.tables["operator_scores"]} == {"compared"}
    assert all(row["adjusted"] is not None for row in centre.tables["operator_scores"])


def test_the_lenient_reviewer_is_found_and_nobody_called_strict_for_it(centre):
    bias = {
        row["reviewer_id"]: row
        for row in centre.tables["reviewer_bias"]
        if row["week_start"] == WEEK.start
    }
    assert {who: row["verdict"] for who, row in bias.items()} == {
        "rv-1": None, "rv-2": None, LENIENT: "lenient", "rv-4": None,
    }  # fmt: skip
    assert bias[LENIENT]["bias"] == pytest.approx(0.2, abs=0.06)
    assert bias[LENIENT]["lower"] > 0


def test_agreement_is_told_of_all_and_of_each_beside_the_others(centre):
    rows = centre.tables["agreement"]
    (everyone,) = of(rows, reviewer_id="(all)", criterion="(form)")
    kappas = {
        row["reviewer_id"]: row["value"]
        for row in of(rows, criterion="(form)", statistic="weighted_kappa")
    }
    assert everyone["lower"] < everyone["value"] < everyone["upper"]
    assert min(kappas, key=kappas.get) == LENIENT
    assert len(of(rows, criterion="tone")) == 5


def test_forms_that_contradict_the_subscriber_are_listed(centre):
    for row in centre.tables["audit"]:
        assert 0 <= row["score"] <= 1
        fair = row["score"] - (row["bias"] or 0)
        if row["disagreement"] == "praised_unhappy":
            assert fair >= 0.8
            assert row["survey_score"] <= 0.33
        if row["disagreement"] == "blamed_happy":
            assert fair <= 0.5
            assert row["survey_score"] >= 0.9


def test_measured_again_the_tables_are_the_same(centre):
    assert centre.measured() == centre.all_weeks


def test_a_home_of_one_operator_compares_nobody(measured_home):
    for number in range(3):
        measured_home.contact(f"a{number}", channel="call", operator_id="op-0", handle_seconds=60)
    rows = measured_home.measured()["operator_scores"]
    assert {row["status"] for row in rows} == {"too_few_contacts"}
    assert all(row["adjusted"] is row["stands_out"] is None for row in rows)
    assert rows[0]["contacts"] == 3


def test_a_home_without_operators_and_forms_has_no_persons(measured_home):
    measured_home.contact("a")
    tables = measured_home.measured()
    assert tables["operator_scores"] == tables["agreement"] == tables["reviewer_bias"] == []


@pytest.mark.parametrize(
    ("query", "spoilt"),
    [
        ("7_quality/80_operator_scores", {"stands_out": "worse"}),
        ("7_quality/82_reviewer_bias", {"verdict": "strict"}),
        ("7_quality/81_agreement", {"value": 1.5}),
    ],
)
def test_a_verdict_without_a_ground_is_refused(centre, query, spoilt):
    table = "quality." + query.partition("_")[2].partition("_")[2]
    with open_warehouse(centre.home) as con:
        rows = con.execute(f"SELECT * FROM {table} WHERE week_start = ?", [WEEK.start]).df()
        with pytest.raises(DataCheckError):
            replace_rows(con, query, WEEK, rows.assign(**spoilt))


@given(st.lists(st.integers(0, 366 * 24 * 3600), min_size=1, max_size=20))
def test_shifts_of_many_are_those_of_each(seconds):
    moments = [NOON + timedelta(seconds=each) for each in seconds]
    zone, begins = ZoneInfo("Europe/Kyiv"), (6, 14, 22)
    one_by_one = [shift_of(moment, zone, begins) for moment in moments]
    assert _shifts(pd.Series(moments), zone.key, begins).tolist() == one_by_one


def test_where_a_transcript_tells_it_the_quarters_of_a_talk_are_measures_of_their_own(
    measured_home,
):
    quarters = {f"tone_quarter_{number}": (number - 3) / 4 for number in (1, 2, 3, 4)}
    measured_home.contact("told", operator_id="op-1", **quarters)
    measured_home.contact("untold", operator_id="op-2", tone=0.5)
    with open_warehouse(measured_home.home) as con:
        measures = read_values(con, measured_home.home, WEEK).measures
    told = {one.name: one.value.tolist() for one in measures if one.name.startswith("tone")}
    assert told == {
        "tone": [0.5], "tone_quarter_2": [-0.25], "tone_quarter_3": [0.0], "tone_quarter_4": [0.25], "tone_change": [0.75],
    }  # fmt: skip


def test_who_came_back_is_counted_for_the_operator_who_had_the_first_contact_and_a_storm_once(
    measured_home,
):
    week = WEEK.plus(-1)  # its days to come back are over
    for name, days in (("first", -7), ("again", -6), ("once more", -5)):
        passed_on = {"first_operator_id": "op-1"} if name == "first" else {}
        measured_home.contact(name, days, customer_id="c", operator_id="op-2", **passed_on)
        measured_home.topic(name, 5, days)
    measured_home.contact("calm", -7, customer_id="d", operator_id="op-1")
    measured_home.contact("newest", 6)
    quality.measure(measured_home.home, week)
    quality.measure(measured_home.home, WEEK)
    (row,) = of(measured_home.rows("operator_repeats"), week_start=WEEK.start)
    counted = (row["operator_id"], row["contacts"], row["customers"], row["repeats"])
    assert counted == ("op-1", 2, 2, 1)
    assert 0 < row["repeat_lower"] < row["repeat_share"] == 0.5 < row["repeat_upper"] < 1
    with open_warehouse(measured_home.home) as con:
        values = read_values(con, measured_home.home, WEEK)
    came_back = next(one for one in values.measures if one.name == "came_back")
    whose = [values.operators[number] for number in came_back.operator]
    assert sorted(zip(whose, came_back.value.tolist(), strict=True)) == [
        ("op-1", 0.0),
        ("op-1", 1.0),
    ]
