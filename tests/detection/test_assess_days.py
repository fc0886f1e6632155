"""`trends assess` on daily counts: what is asked of the table, and what comes back."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from trend_lib.base.errors import MisuseError
from trend_lib.detection import assess_days

MONDAY = date(2026, 1, 5)
COLUMNS = ["series", "day", "observed", "expected", "lower", "upper", "p_value", "q_value",
           "method", "status", "is_alarm"]  # fmt: skip


def table(seed=1, series=12, days=70, rate=20.0, closed=()):
    rng = np.random.default_rng(seed)
    dates = [MONDAY + timedelta(days=day) for day in range(days)]
    rows = [
        {"series": f"s{number}", "day": str(day), "count": int(rng.poisson(rate))}
        for number in range(series)
        for day in dates
        if day.weekday() not in closed
    ]
    return pd.DataFrame(rows)


def planted(extra, **shape):
    frame = table(**shape)
    last = frame["day"] == frame["day"].max()
    frame.loc[last & (frame["series"] == "s3"), "count"] += extra
    return frame


def test_each_series_has_one_row_a_day_asked_for():
    found = assess_days(table(), days="last:3")
    assert list(found.columns) == COLUMNS
    assert len(found) == 36
    assert found["day"].unique().tolist() == ["2026-03-13", "2026-03-14", "2026-03-15"]
    span = assess_days(table(), days="2026-03-13..2026-03-15")
    pd.testing.assert_frame_equal(span, found)


def test_a_planted_rise_alarms_and_its_neighbours_do_not():
    found = assess_days(planted(60))
    assert found[found["is_alarm"]]["series"].tolist() == ["s3"]
    assert found["status"].unique().tolist() == ["tested"]
    assert (found["lower"] <= found["upper"]).all()


def test_a_planted_fall_alarms_only_when_falls_are_looked_for():
    frame = planted(0)
    last = frame["day"] == frame["day"].max()
    frame.loc[last & (frame["series"] == "s3"), "count"] = 0
    assert not assess_days(frame)["is_alarm"].any()
    down = assess_days(frame, direction="down")
    assert down[down["is_alarm"]]["series"].tolist() == ["s3"]
    assert assess_days(frame, direction="both")["is_alarm"].sum() == 1


def test_later_days_change_nothing_of_an_earlier_verdict():
    frame = planted(60)
    earlier = frame[frame["day"] <= "2026-03-10"]
    now = assess_days(frame, days="2026-03-10..2026-03-10")
    pd.testing.assert_frame_equal(now, assess_days(earlier))


def test_the_order_of_rows_does_not_matter():
    frame = planted(60)
    mixed = frame.sample(frac=1, random_state=3)
    one, other = assess_days(frame), assess_days(mixed)
    other = other.sort_values("series", key=lambda names: names.str[1:].astype(int))
    pd.testing.assert_frame_equal(one, other.reset_index(drop=True))


def test_three_weeks_are_too_short_and_say_so():
    found = assess_days(table(days=24))
    assert set(found["status"]) == {"baseline_too_short"}
    assert found["p_value"].isna().all()
    assert set(found["method"]) == {"none"}


def test_from_its_very_first_day_on_every_day_has_an_answer():
    found = assess_days(table(series=2, days=40), days="last:400")
    assert len(found) == 80
    assert (found["status"] == "tested").sum() == 2 * (40 - 28)


def test_a_day_of_which_not_all_is_known_is_not_tested():
    frame = table()
    frame["is_complete"] = frame["day"] != frame["day"].max()
    assert set(assess_days(frame)["status"]) == {"source_incomplete"}


def test_a_series_of_nothing_says_that_it_never_had_a_contact():
    frame = table()
    frame.loc[frame["series"] == "s0", "count"] = 0
    status = assess_days(frame).set_index("series")["status"]
    assert status["s0"] == "no_contacts_ever"
    assert status["s1"] == "tested"


def test_weekends_may_be_missing_and_so_may_a_holiday_that_is_named():
    frame = table(closed=(5, 6))
    assert set(assess_days(frame)["status"]) == {"tested"}
    lacking = frame[frame["day"] != "2026-03-12"]
    with pytest.raises(MisuseError, match="lacks day 2026-03-12: write 0 if nobody came"):
        assess_days(lacking)
    found = assess_days(lacking, holidays=[date(2026, 3, 12)])
    assert set(found["status"]) == {"holiday_unknown"}
    assert not found["is_alarm"].any()
    after = assess_days(lacking, holidays=[date(2026, 2, 10), date(2026, 3, 12)])
    assert set(after["status"]) == {"tested"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"count": -1}, "has a negative count"),
        ({"count": 1.5}, "not a whole number"),
        ({"count": np.nan}, "has no count"),
        ({"count": 1e13}, "million million"),
        ({"day": "17.08.2026"}, "is not a day: write it as 2026-08-17"),
        ({"series": None}, "has no series"),
        ({"day": "2026-01-06"}, "is there twice"),
    ],
)
def test_what_cannot_mean_anything_is_refused_with_the_line_or_the_cure(change, says):
    frame = table().astype({"count": float})
    for column, value in change.items():
        frame.loc[0, column] = value
    with pytest.raises(MisuseError, match=says):
        assess_days(frame)


@pytest.mark.parametrize(
    "days", ["last:0", "tomorrow", "2026-03-01..2027-01-01", "2026-03-09..2026-03-01"]
)
def test_days_that_are_not_there_are_refused(days):
    with pytest.raises(MisuseError, match=r"last:|table's days are"):
        assess_days(table(), days=days)


def test_a_table_without_its_columns_or_rows_is_refused():
    with pytest.raises(MisuseError, match="lacks the columns count"):
        assess_days(table().drop(columns="count"))
    with pytest.raises(MisuseError, match="has no rows"):
        assess_days(table().iloc[:0])
