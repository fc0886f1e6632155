"""The published methods on made-up counts: R's digits where there are any, and what a user would expect."""

import numpy as np
import pandas as pd
import pytest

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series
from trend_lib.detection.references import NAMES

FIRST = Week.parse("2012-W01")
FLEXIBLE = "farrington-flexible"
PAPER = {"periods": 10, "exclude_weeks": 26}


def invented():
    """Counts that a formula gives, with a past outbreak and a new one."""
    week = np.arange(330)
    counts = (7 * week) % 11 + week // 26 % 2 * 6 + week // 60
    counts[149:152] = 40
    counts[327] = 38
    return counts


def table(counts, series="calls"):
    weeks = [str(FIRST.plus(number)) for number in range(len(counts))]
    return pd.DataFrame({"series": series, "week": weeks, "count": counts})


def noise(series, weeks=330, seed=5):
    counts = np.random.default_rng(seed).negative_binomial(10, 0.5, (series, weeks))
    return pd.concat([table(row, f"s{number}") for number, row in enumerate(counts)])


DIGITS_OF_R = [  # settings; then upper and p of the last four weeks, as R's surveillance 1.20.3 gave them
    (
        {**PAPER, "threshold": "nbPlugin", "alpha": 0.005},
        [19, 20, 21, 19],
        [0.38408854126923980, 1.0851986900577568e-08, 0.22344433161079855, 0.49939684607882479],
    ),
    (
        {**PAPER, "threshold": "muan", "alpha": 0.05},
        [15, 16, 17, 15],
        [0.43425119483100538, 2.3336917252901677e-08, 0.26428128391576866, 0.54961530530409730],
    ),
    (
        {**PAPER, "threshold": "delta", "alpha": 0.05},
        [14.988362822167263, 15.286364975364791, 16.475004421340962, 14.943188516739589],
        [0.36202592625268609, 3.0008234740198548e-10, 0.20754173796527242, 0.47327700085184926],
    ),
    (
        {"periods": 1, "exclude_weeks": 3, "threshold": "delta", "alpha": 0.05, "power": "1/2"},
        [16.152584718896549, 18.361907981686240, 17.962098024928242, 17.113849509336777],
        [0.44076255498628958, 3.9175912357020260e-06, 0.28915733111284736, 0.60207804066126869],
    ),
    (
        {"periods": 5, "exclude_weeks": 3, "threshold": "delta", "alpha": 0.05, "power": "none",
         "reweight": False},
        [15.112467082212184, 15.442903258357845, 16.783264448496165, 15.445518835004435],
        [0.35035134725669592, 7.9185645049910837e-13, 0.21257733688578323, 0.45056332365065982],
    ),
    (
        {"periods": 7, "exclude_weeks": 10, "threshold": "muan", "alpha": 0.01,
         "weights_threshold": 1.5, "trend_p": 1},
        [19, 18, 20, 18],
        [0.45130216867779305, 9.5237471271228385e-10, 0.26531163411611197, 0.56227667693014149],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "upper", "p_value"), DIGITS_OF_R)
def test_farrington_flexible_gives_the_digits_of_r_on_invented_counts(settings, upper, p_value):
    found = assess_series(table(invented()), weeks="last:4", method=FLEXIBLE, **settings)
    assert found["upper"].tolist() == pytest.approx(upper, rel=1e-9)
    assert found["p_value"].tolist() == pytest.approx(p_value, rel=1e-9)
    assert found["is_alarm"].tolist() == [False, True, False, False]
    assert found["trend"].tolist() == [1] * 4


@pytest.mark.parametrize("method", NAMES)
def test_what_comes_with_a_series_does_not_change_what_is_said_of_it(method):
    rows = noise(6)
    alone = assess_series(rows[rows["series"] == "s3"], weeks="last:3", method=method)
    together = assess_series(rows, weeks="last:3", method=method)
    own = together[together["series"] == "s3"].reset_index(drop=True)
    columns = ["expected", "upper", "p_value", "score", "is_alarm", "status"]
    pd.testing.assert_frame_equal(own[columns], alone[columns], rtol=1e-12)


@pytest.mark.parametrize("method", NAMES)
def test_what_comes_after_a_week_does_not_change_its_verdict(method):
    rows = table(invented())
    later = assess_series(rows, weeks="last:20", method=method).iloc[[0]]
    earlier = assess_series(rows.iloc[:-19], method=method)
    pd.testing.assert_frame_equal(later.reset_index(drop=True), earlier)


@pytest.mark.parametrize("method", [name for name in NAMES if name not in {"ears-c3", "cusum"}])
def test_a_fourfold_week_alarms_and_an_ordinary_one_does_not(method):
    found = assess_series(table(invented()), weeks="last:4", method=method)
    assert found["is_alarm"].tolist() == [False, True, False, False]
    assert (found["observed"] > found["upper"]).tolist() == [False, True, False, False]


def test_c3_alarms_in_the_two_weeks_after_an_outbreak():
    found = assess_series(table(invented()), weeks="last:4", method="ears-c3")
    assert found["is_alarm"].tolist() == [False, False, True, True]


def test_cusum_finds_a_rise_that_no_single_week_shows():
    counts = np.random.default_rng(9).poisson(40, 200)
    counts[-8:] += 9
    by_sum, by_week = (
        assess_series(table(counts), weeks="last:8", method=method)["is_alarm"].any()
        for method in ("cusum", "z-score")
    )
    assert by_sum
    assert not by_week


@pytest.mark.parametrize("method", NAMES)
def test_a_part_week_is_neither_judged_nor_compared_with(method):
    rows = table(invented()).assign(is_complete=True)
    rows.loc[rows.index[[200, 300, 329]], "is_complete"] = False
    spoilt = rows.copy()
    spoilt.loc[spoilt.index[[200, 300, 329]], "count"] = 10**6
    clean, dirty = (assess_series(part, weeks="last:3", method=method) for part in (rows, spoilt))
    columns = ["expected", "upper", "p_value", "status"]
    pd.testing.assert_frame_equal(clean[columns].iloc[:2], dirty[columns].iloc[:2])
    assert dirty["status"].tolist()[2] == "source_incomplete"
    assert np.isnan(dirty["p_value"].iloc[2])
    assert not dirty["is_alarm"].iloc[2]


SHORTEST = {
    FLEXIBLE: 262, "farrington": 262, "ears-c1": 8, "ears-c2": 10, "ears-c3": 12, "cusum": 53,
    "z-score": 53, "poisson": 53, "negative-binomial": 53,
}  # fmt: skip


@pytest.mark.parametrize(("method", "weeks"), SHORTEST.items())
def test_a_history_too_short_says_so_and_one_week_more_is_judged(method, weeks):
    counts = invented()[:weeks]
    counts[-4:] += 5
    short, enough = (
        assess_series(table(counts[start:]), method=method).iloc[0] for start in (1, 0)
    )
    assert (short["status"], short["is_alarm"]) == ("baseline_too_short", False)
    assert np.isnan(short["p_value"])
    assert enough["status"] == "tested"


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("weeks", [1, 2, 4])
def test_a_few_weeks_are_too_short_for_every_method(method, weeks):
    found = assess_series(table([7] * weeks), weeks=f"last:{weeks}", method=method)
    assert found["status"].tolist() == ["baseline_too_short"] * weeks


@pytest.mark.parametrize("method", NAMES)
def test_a_series_that_ended_has_no_count(method):
    rows = pd.concat([table(invented(), "lives"), table(invented()[:320], "ended")])
    row = assess_series(rows, method=method).iloc[1]
    assert (row["series"], row["status"], row["is_alarm"]) == ("ended", "source_incomplete", False)
    assert row["observed"] is pd.NA


@pytest.mark.parametrize("method", NAMES)
def test_a_series_that_began_late_is_too_short_beside_one_that_did_not(method):
    rows = pd.concat([table(invented(), "old"), table(invented(), "young").iloc[325:]])
    found = assess_series(rows, method=method)
    assert found["status"].tolist() == ["tested", "baseline_too_short"]


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("count", [0, 1, 10**9])
def test_constant_and_huge_series_crash_nothing(method, count):
    found = assess_series(table(np.full(330, count)), weeks="last:2", method=method)
    assert not found["is_alarm"].any()
    assert len(found) == 2


@pytest.mark.parametrize("method", NAMES)
def test_nothing_but_zeros_is_said_in_words(method):
    found = assess_series(table(np.zeros(330, dtype=int)), method=method)
    assert found["status"].tolist() == ["no_contacts_ever"]


def test_a_regression_of_zeros_that_has_no_end_says_nothing_as_in_r():
    counts = np.zeros(301, dtype=int)
    counts[-2:] = [4, 9]
    found = assess_series(table(counts), method=FLEXIBLE).iloc[0]
    assert (found["expected"], found["status"], found["is_alarm"]) == (0, "too_few_contacts", False)
    assert found[["upper", "p_value", "phi"]].isna().all()


@pytest.mark.parametrize("method", [FLEXIBLE, "farrington", "poisson", "negative-binomial"])
def test_growth_of_the_population_is_no_rise_where_it_is_asked_for(method):
    rows = table(np.full(330, 40) + np.arange(330) % 7).assign(exposure=1000.0)
    rows.loc[329, ["count", "exposure"]] = [120, 3000.0]
    assert assess_series(rows, method=method)["is_alarm"].all()
    found = assess_series(rows, method=method, population_offset=True)
    assert not found["is_alarm"].any()
    assert found["expected"].iloc[0] == pytest.approx(129, rel=0.05)


def test_calendar_meets_week_1_with_week_1_after_a_year_of_53_weeks():
    rows = table(np.full(330, 10))
    at_new_year = rows["week"].str.endswith("W01")
    rows.loc[at_new_year, "count"] = 90
    rows = rows[rows["week"] <= "2018-W01"]  # 2015 has 53 weeks
    settings = {"half_window": 0, "periods": 1, "threshold": "delta"}
    calendar, cycles = (
        assess_series(rows, method=FLEXIBLE, look_back=way, **settings).iloc[0]
        for way in ("calendar", "periods")
    )
    assert calendar["expected"] == pytest.approx(90, rel=0.01)
    assert cycles["expected"] < 60


def test_months_and_plain_numbers_may_stand_for_weeks():
    rows = table(invented()[:120])
    months = [f"{2010 + number // 12}-{number % 12 + 1:02d}" for number in range(120)]
    settings = {"half_window": 1, "periods": 1, "exclude_weeks": 1, "frequency": 12}
    dated = assess_series(rows.assign(week=months), method=FLEXIBLE, **settings)
    cycles = assess_series(
        rows.assign(week=months), method=FLEXIBLE, look_back="periods", **settings
    )
    numbered = assess_series(rows.assign(week=range(120)), method=FLEXIBLE, **settings)
    assert dated["week"].tolist() == ["2019-12-01"]
    assert numbered["week"].tolist() == ["119"]
    assert numbered["upper"].tolist() == cycles["upper"].tolist()
    assert dated["expected"].iloc[0] == pytest.approx(numbered["expected"].iloc[0], rel=0.02)


def test_weeks_may_be_chosen_by_the_names_the_table_has():
    rows = table(invented()).assign(week=range(1, 331))
    found = assess_series(rows, weeks="328..330", method="z-score")
    assert found["week"].tolist() == ["328", "329", "330"]
    with pytest.raises(MisuseError, match=r"the table's weeks are 1\.\.330"):
        assess_series(rows, weeks="328..331", method="z-score")


def test_a_gap_is_named_as_the_table_names_it():
    rows = table(invented()).assign(week=range(1, 331)).drop(index=40)
    with pytest.raises(MisuseError, match="series calls lacks week 41"):
        assess_series(rows, method=FLEXIBLE)


MISUSES = [
    ("ears-c1", {"years_back": 5}, "ears-c1 has no --years-back; it reads --alpha"),
    (FLEXIBLE, {"alpha": 0.7}, "--alpha 0.7"),
    (FLEXIBLE, {"threshold": "best"}, "--threshold best"),
    (FLEXIBLE, {"limit": "5"}, "--limit"),
    (FLEXIBLE, {"limit": "5,0"}, "write CONTACTS,WEEKS"),
    (FLEXIBLE, {"frequency": 26}, "use --look-back periods"),
    (FLEXIBLE, {"frequency": 12}, "is not a month"),
    (FLEXIBLE, {"frequency": 12, "half_window": 6}, "use at most 5"),
    (FLEXIBLE, {"population_offset": True}, "needs a column exposure"),
]


@pytest.mark.parametrize(
    ("method", "settings", "said"), MISUSES, ids=[said for *_, said in MISUSES]
)
def test_a_setting_that_cannot_be_meant_is_refused_with_the_cure(method, settings, said):
    with pytest.raises(MisuseError, match=said):
        assess_series(table(invented()), method=method, **settings)


def test_months_without_their_frequency_and_numbers_with_a_calendar_are_refused():
    months = table([1, 2]).assign(week=["2012-01", "2012-02"])
    with pytest.raises(MisuseError, match="are months: use --frequency 12"):
        assess_series(months, method=FLEXIBLE)
    with pytest.raises(MisuseError, match="plain numbers have no calendar"):
        assess_series(table([1, 2]).assign(week=[1, 2]), method=FLEXIBLE, look_back="calendar")
    assert assess_series(months, method="z-score")["week"].tolist() == ["2012-02-01"]
