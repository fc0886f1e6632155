"""A renamed series goes on under its new name; a new fault is not taken for one."""

import numpy as np
import pandas as pd
import pytest

from tests.detection.test_assess_series import table
from tests.detection.weekly_rows import provider
from tests.oracles import slow_house
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series, detect
from trend_lib.detection.renames import beginnings, lost_to

OLD, NEW = "Traffic signal repair", "Traffic signal inspection"


def pair(weeks, change, *, ratio=1.0, old=OLD, new=NEW, mean=60, seed=1):
    """One name until the change, the other after it."""
    random = np.random.default_rng(seed)
    counts = random.poisson(mean, weeks)
    before = np.arange(weeks) < change
    parts = [
        table(np.where(before, counts, 0), "2021-W01", old),
        table(np.where(before, 0, (counts * ratio).astype(int)), "2021-W01", new),
        *(table(random.poisson(30, weeks), "2021-W01", f"other fault {n}") for n in range(4)),
    ]
    return pd.concat(parts)


def of(found, name):
    return found[found["series"] == name]


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.3])
@pytest.mark.parametrize("age", [0, 1, 5])
def test_a_new_name_is_no_alarm_whatever_week_it_is(ratio, age):
    found = assess_series(pair(80, 79 - age, ratio=ratio))
    assert of(found, NEW)["status"].tolist() == ["renamed"]
    assert of(found, OLD)["status"].tolist() == ["renamed"]
    assert of(found, NEW)["note"].item().startswith(f"continues {OLD} since")
    assert of(found, OLD)["note"].item().startswith(f"continued as {NEW} since")
    assert not found["is_alarm"].any()


def test_weeks_in_which_both_names_are_used_are_a_renaming_too():
    rows = pair(80, 80)
    counts = {OLD: [35, 13, 10], NEW: [33, 68, 113]}
    for name, three in counts.items():
        rows.loc[(rows["series"] == name) & (rows.index >= 77), "count"] = three
    found = assess_series(rows, weeks="last:3")
    assert set(of(found, NEW)["status"]) == {"renamed"}


def test_after_some_weeks_the_new_name_is_judged_by_season_and_its_own_level():
    found = assess_series(pair(120, 100, ratio=1.8))
    row = of(found, NEW).iloc[0]
    assert (row["method"], row["status"], row["is_alarm"]) == ("seasonal", "tested", False)
    assert row["expected"] == pytest.approx(108, rel=0.1)


def test_a_rise_under_the_new_name_is_found():
    rows = pair(120, 100)
    rows.loc[(rows["series"] == NEW) & (rows.index == 119), "count"] = 130
    assert of(assess_series(rows), NEW)["is_alarm"].all()


def test_a_new_fault_with_other_words_is_an_alarm():
    found = assess_series(pair(80, 78, new="Space savers"))
    assert not of(found, "Space savers")["status"].eq("renamed").any()
    assert of(found, "Space savers")["is_alarm"].all()


def test_a_new_fault_with_like_words_beside_a_living_one_is_an_alarm():
    rows = pair(80, 78)
    rows.loc[rows["series"] == OLD, "count"] = np.random.default_rng(2).poisson(60, 80)
    assert of(assess_series(rows), NEW)["is_alarm"].all()


@pytest.mark.parametrize(
    ("old", "new"), [("Fault 3", "Fault 9"), ("s12", "s7"), ("North line A", "North line B")]
)
def test_names_that_differ_by_a_number_or_a_letter_are_different_names(old, new):
    assert of(assess_series(pair(80, 78, old=old, new=new)), new)["is_alarm"].all()


def test_much_more_than_the_old_name_lost_is_an_alarm():
    assert of(assess_series(pair(80, 78, ratio=5)), NEW)["is_alarm"].all()


def test_what_only_dipped_when_the_other_began_was_no_renaming_after_all():
    rows = pair(84, 78)
    came_back = (rows["series"] == OLD) & (rows.index >= 80)
    rows.loc[came_back, "count"] = 60
    assert of(assess_series(rows), NEW)["status"].tolist() == ["tested"]


def test_beginnings_and_losses_agree_with_plain_loops():
    random = np.random.default_rng(5)
    counts = random.poisson(random.uniform(0, 9, (60, 1)), (60, 40)).astype(float)
    counts[:30] *= np.arange(40) >= random.integers(0, 39, (30, 1))
    counts[30:45] *= np.arange(40) < random.integers(20, 40, (15, 1))
    since, level = beginnings(counts)
    for series in range(60):
        assert (since[series], level[series]) == pytest.approx(
            slow_house.beginning(counts[series].tolist())
        )
    for begin in (20, 33, 37, 39):
        slow = [slow_house.gave_way(row.tolist(), begin, 6.0) for row in counts]
        assert lost_to(counts, begin, 6.0).tolist() == slow


def test_the_room_knows_topics_that_go_on_under_another_name(tmp_path):
    with provider(tmp_path / "home") as desk:
        last = Week.parse("2026-W34")
        counts = desk.write_quiet_weeks(str(last), 30)
        moved = {**counts, 3: {"North": 0, "South": 0}, 9: {"North": 21, "South": 11}}
        desk.write(last, moved)
        desk.con.execute("UPDATE weekly.topic_weeks SET topic_name = 'no picture on channel one' "
                         "WHERE topic_id = 3")  # fmt: skip
        desk.con.execute("UPDATE weekly.topic_weeks SET topic_name = 'no picture on channel two' "
                         "WHERE topic_id = 9")  # fmt: skip
        detect(desk.home, last)
        row = desk.assessment(str(last), 9)
        assert (row["status"], row["is_alarm"]) == ("renamed", False)
        assert row["note"] == "continues no picture on channel one since 2026-W34"
        assert not desk.assessment(str(last), 9, "region", "North")["is_alarm"]
