"""`trends assess`: any weekly counts in, verdicts out; nasty input gets a clear word."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series

COLUMNS = [
    "series", "week", "observed", "expected", "lower", "upper", "p_value", "q_value", "method",
    "status", "is_alarm", "why_no_alarm", "note",
]  # fmt: skip
ELEVEN_WEEKS = [120, 78, 150, 199, 130, 110, 140, 95, 160, 170, 125]


def table(counts, first="2015-W15", series="calls"):
    weeks = [str(Week.parse(first).plus(number)) for number in range(len(counts))]
    return pd.DataFrame({"series": series, "week": weeks, "count": counts})


def quiet(weeks=120, mean=20, series="quiet", seed=1):
    return table(np.random.default_rng(seed).poisson(mean, weeks), "2024-W01", series)


def test_a_fivefold_week_after_eleven_ordinary_ones_alarms():
    found = assess_series(table([*ELEVEN_WEEKS, 657]))
    assert list(found.columns) == COLUMNS
    row = found.iloc[0]
    assert (row["series"], row["week"], row["observed"]) == ("calls", "2015-W26", 657)
    assert (row["method"], row["status"], row["is_alarm"]) == ("level", "tested", True)
    assert row["lower"] < 130 < row["upper"] < 657


def test_an_ordinary_week_after_eleven_ordinary_ones_does_not():
    row = assess_series(table([*ELEVEN_WEEKS, 180])).iloc[0]
    assert not row["is_alarm"]
    assert row["p_value"] > 0.05


def test_longer_histories_get_the_method_they_allow():
    found = assess_series(quiet(60), weeks="last:60")
    assert found["method"].tolist() == ["none"] * 8 + ["level"] * 44 + ["seasonal"] * 8
    assert set(found["status"][:8]) == {"baseline_too_short"}


def test_weeks_may_be_chosen_by_name_across_the_turn_of_a_year_of_53_weeks():
    rows = table([9] * 60, "2020-W01")
    found = assess_series(rows, weeks="2020-W52..2021-W01")
    assert found["week"].tolist() == ["2020-W52", "2020-W53", "2021-W01"]


@pytest.mark.parametrize("write", [str, lambda day: day, pd.Timestamp])
def test_a_week_may_be_named_by_its_monday(write):
    plain = table([*ELEVEN_WEEKS, 657])
    dated = plain.assign(week=[write(Week.parse(week).start) for week in plain["week"]])
    pd.testing.assert_frame_equal(assess_series(dated), assess_series(plain))


def test_the_order_of_rows_does_not_matter():
    rows = pd.concat([quiet(series="a", seed=2), quiet(series="b", seed=3)])
    mixed = rows.sample(frac=1, random_state=4)
    first, second = assess_series(rows), assess_series(mixed)
    second = second.set_index("series").loc[first["series"]].reset_index()
    pd.testing.assert_frame_equal(first, second)


def test_what_comes_after_a_week_does_not_change_its_verdict():
    rows = quiet(100)
    later = assess_series(rows, weeks="last:10").iloc[[0]]
    alone = assess_series(rows.iloc[:91])
    pd.testing.assert_frame_equal(later.reset_index(drop=True), alone)


def test_a_part_week_is_not_tested_and_enters_no_baseline():
    rows = quiet(100).assign(is_complete=True)
    rows.loc[50, ["count", "is_complete"]] = [9000, False]
    rows.loc[99, ["count", "is_complete"]] = [9000, False]
    found = assess_series(rows, weeks="last:2")
    assert found["status"].tolist() == ["tested", "source_incomplete"]
    assert found["expected"].tolist() == pytest.approx([20, 20], rel=0.2)
    assert not found["is_alarm"].any()
    assert np.isnan(found["p_value"].iloc[1])


def test_a_series_that_ended_is_there_without_a_count():
    rows = pd.concat([quiet(100, series="lives"), quiet(90, series="ended")])
    row = assess_series(rows).iloc[1]
    assert (row["series"], row["status"]) == ("ended", "source_incomplete")
    assert row["observed"] is pd.NA


def test_nothing_but_zeros_is_said_in_words_and_never_alarms():
    row = assess_series(table([0] * 30)).iloc[0]
    assert (row["status"], row["is_alarm"]) == ("no_contacts_ever", False)


def test_one_week_is_too_short():
    assert assess_series(table([5])).iloc[0]["status"] == "baseline_too_short"


def test_growth_of_the_exposure_is_no_rise():
    rows = quiet(100).assign(exposure=1000.0)
    rows.loc[99, ["count", "exposure"]] = [60, 3000.0]
    assert not assess_series(rows)["is_alarm"].any()
    assert assess_series(rows.drop(columns="exposure"))["is_alarm"].all()


def test_a_thousand_million_contacts_a_week_can_be_assessed():
    rows = table([10**9] * 70)
    assert not assess_series(rows, weeks="last:30")["is_alarm"].any()


NASTY = [
    (table([1, 2]).drop(columns="count"), "lacks the columns count"),
    (table([]), "no rows"),
    (table([1, np.nan]), "line 3 .* has no count"),
    (table([1, np.inf]), "has the count 'inf', which is no number"),
    (table(["1", "many"]), "line 3 .* has the count 'many', which is no number"),
    (table([1, -2]), "negative count"),
    (table([1, 2.5]), "not a whole number"),
    (table([1, 10**13]), "over a million million"),
    (pd.concat([table([1, 2]), table([3])]), "is there twice"),
    (table([1, 2, 3]).drop(index=1), "series calls lacks week 2015-W16"),
    (table([1]).assign(series=None), "has no series"),
    (table([1]).assign(week="2015-W54"), "has no week"),
    (table([1]).assign(week="last week"), r"line 2 \(series calls\): 'last week' is not a week"),
    (table([1]).assign(week="2015-04-07"), "is not a Monday; that of its week is 2015-04-06"),
    (table([1]).assign(week=date(2015, 4, 7)), "is not a Monday"),
    (table([1]).assign(week=pd.NaT), "has no week$"),
    (table([1]).assign(week=np.nan), "has no week$"),
    (table([1, 2]).assign(exposure=[1.0, 0.0]), "not above 0"),
    (table([1, 2]).assign(exposure=[1.0, np.nan]), "has no exposure"),
    (table([1]).assign(is_complete="maybe"), "neither true nor false"),
]


@pytest.mark.parametrize(("rows", "said"), NASTY, ids=[said for _, said in NASTY])
def test_what_cannot_mean_anything_is_refused_with_the_reason(rows, said):
    with pytest.raises(MisuseError, match=said):
        assess_series(rows)


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ("last:0", "asks for no week"),
        ("newest", "write last:N"),
        ("2015-W15..2016-W01", "the table's weeks are 2015-W15..2015-W17"),
        ("2015-W17..2015-W15", "the table's weeks are"),
        ("2015-W15..", "is not a week"),
    ],
)
def test_weeks_that_cannot_be_meant_are_refused(weeks, said):
    with pytest.raises(MisuseError, match=said):
        assess_series(table([1, 2, 3]), weeks=weeks)


def test_an_unknown_method_is_refused_with_those_there_are():
    with pytest.raises(MisuseError, match="there is: design"):
        assess_series(table([1]), method="magic")


def test_a_setting_out_of_range_is_refused():
    with pytest.raises(MisuseError, match="false_discovery_rate"):
        assess_series(table([1]), false_discovery_rate=2)


def test_a_rise_to_the_double_says_why_it_is_no_alarm_however_common():
    surging = table([3, 1, 17, 82, 47, 22, 43, 13, 173], "2026-W26", "surging")
    random = np.random.default_rng(1)
    steady = [table(random.poisson(20, 9), "2026-W26", f"steady {n}") for n in range(8)]
    found = assess_series(pd.concat([surging, *steady]), unprecedented_by=0).set_index("series")
    assert found.loc["surging", "p_value"] > 0.05
    assert found.loc["surging", "why_no_alarm"].startswith("not rare in this series: p = 0.")
    others = found.drop("surging")["why_no_alarm"].dropna()
    assert not others.str.startswith("not rare").any()
