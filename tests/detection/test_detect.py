"""`detection.detect`: every series of a week gets one assessment, with an alarm or a reason."""

import copy

import pytest

from tests.detection.weekly_rows import provider
from trend_lib.base.errors import MisuseError
from trend_lib.base.weeks import Week
from trend_lib.detection import detect, explain_series

LAST = "2026-W34"
ALL_ROWS = "SELECT * FROM detection.assessments ORDER BY ALL"


@pytest.fixture
def desk(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(LAST, 30)
        yield desk


def detect_with(desk, changes, week=LAST, **kwargs):
    """Change some topics' counts in the week, and detect."""
    counts = copy.deepcopy(desk.counts)
    for topic, by_region in changes.items():
        counts[topic] = by_region
    desk.write(week, counts, **kwargs)
    detect(desk.home, Week.parse(week))


def test_every_series_of_the_week_has_one_assessment(desk):
    detect(desk.home, Week.parse(LAST))
    counted = desk.rows("SELECT count(*) AS series FROM weekly.topic_weeks WHERE week_start = ?",
                        Week.parse(LAST).start)[0]  # fmt: skip
    assert len(desk.rows(ALL_ROWS)) == counted["series"] == 21


def test_a_quiet_week_has_no_alarm(desk):
    detect(desk.home, Week.parse(LAST))
    assert not [row for row in desk.rows(ALL_ROWS) if row["is_alarm"]]


def test_a_rise_in_one_region_alarms_there_and_in_its_topic(desk):
    detect_with(desk, {3: {"North": 80, "South": 10}})
    assert desk.assessment(LAST, 3)["is_alarm"]
    assert desk.assessment(LAST, 3, "region", "North")["is_alarm"]
    assert not desk.assessment(LAST, 3, "region", "South")["is_alarm"]
    assert not desk.assessment(LAST, 2)["is_alarm"]


def test_twice_gives_the_same_rows(desk):
    detect_with(desk, {3: {"North": 80, "South": 10}})
    once = desk.rows(ALL_ROWS)
    detect(desk.home, Week.parse(LAST))
    assert desk.rows(ALL_ROWS) == once


def test_later_weeks_do_not_change_an_earlier_one(desk):
    detect(desk.home, Week.parse("2026-W30"))
    before = desk.rows(ALL_ROWS)
    detect_with(desk, {3: {"North": 800, "South": 10}}, week="2026-W35")
    detect(desk.home, Week.parse("2026-W30"))
    assert desk.rows(ALL_ROWS + " LIMIT 21") == before


def test_zero_contacts_never_alarm(desk):
    detect_with(desk, {topic: {"North": 0, "South": 0} for topic in range(1, 7)})
    assert not [row for row in desk.rows(ALL_ROWS) if row["is_alarm"]]


def test_a_brand_new_topic_alarms_in_its_first_week(desk):
    detect_with(desk, {9: {"North": 8, "South": 0}})
    row = desk.assessment(LAST, 9)
    assert (row["method"], row["is_alarm"]) == ("novelty", True)


def test_a_new_topic_that_stays_is_its_own_level_after_some_weeks(desk):
    for number in range(12):
        week = str(Week.parse(LAST).plus(number))
        detect_with(desk, {9: {"North": 8 + number % 3, "South": 0}}, week=week)
    row = desk.assessment(str(Week.parse(LAST).plus(11)), 9)
    assert (row["method"], row["is_alarm"]) == ("level", False)


def test_a_region_never_recorded_before_is_no_rise(desk):
    detect_with(desk, {3: {"North": 20, "South": 10, "East": 30}})
    assert desk.assessment(LAST, 3, "region", "East")["status"] == "baseline_too_short"
    assert desk.assessment(LAST, 0, "region", "East")["status"] == "baseline_too_short"


def test_a_part_week_is_not_tested_and_says_so(desk):
    detect_with(desk, {3: {"North": 80, "South": 10}}, is_complete=False)
    row = desk.assessment(LAST, 3)
    assert (row["status"], row["p_value"], row["q_value"]) == ("source_incomplete", None, None)
    assert row["why_no_alarm"].startswith("part week")
    assert row["expected"] == pytest.approx(30, rel=0.3)


def test_a_part_week_is_in_no_later_baseline(desk):
    empty = {topic: {"North": 0, "South": 0} for topic in range(1, 7)}
    desk.write("2026-W32", empty, is_complete=False)
    desk.write("2026-W31", empty, is_complete=False)
    detect(desk.home, Week.parse(LAST))
    assert desk.assessment(LAST, 3)["expected"] == pytest.approx(30, rel=0.3)


def test_a_week_that_was_never_counted_is_in_no_baseline(desk):
    desk.con.execute("DELETE FROM weekly.topic_weeks WHERE week_start = DATE '2026-08-03'")
    detect(desk.home, Week.parse(LAST))
    assert desk.assessment(LAST, 3)["expected"] == pytest.approx(30, rel=0.3)


def test_one_customer_calling_all_week_is_no_alarm_and_says_why(desk):
    normal = sum(desk.counts[3].values())
    detect_with(desk, {3: {"North": 100, "South": 10}}, customers={3: normal})
    row = desk.assessment(LAST, 3)
    assert not row["is_alarm"]
    usual = f"{row['expected_customers']:.0f} expected"
    assert row["why_no_alarm"] == f"mostly the same customers again: {normal} came, {usual}"
    assert (row["customers"], row["observed"]) == (normal, 110)
    assert row["p_value"] < 1e-6
    assert row["p_customers"] > 0.05


def test_many_new_customers_are_an_alarm_though_some_call_twice(desk):
    detect_with(desk, {3: {"North": 100, "South": 10}}, customers={3: 80})
    row = desk.assessment(LAST, 3)
    assert (row["is_alarm"], row["why_no_alarm"]) == (True, None)
    assert row["p_value"] < row["p_customers"] < row["q_value"]


def test_customers_are_not_blamed_where_most_of_the_rise_is_theirs(desk):
    normal = sum(desk.counts[3].values())
    detect_with(desk, {3: {"North": 52, "South": 10}}, customers={3: normal + 24})
    row = desk.assessment(LAST, 3)
    assert row["p_value"] < 1e-4 < row["p_customers"]
    assert row["why_no_alarm"].startswith("q = ")


def test_without_customers_every_contact_is_one(desk):
    detect_with(desk, {3: {"North": 60, "South": 10}})
    for row in desk.rows(ALL_ROWS):
        assert row["p_customers"] == row["p_value"]
        assert row["expected_customers"] == row["expected"]


def test_topics_with_their_slices_are_corrected_together(desk):
    detect_with(desk, {3: {"North": 80, "South": 10}})
    rows = [row for row in desk.rows(ALL_ROWS) if row["p_value"] is not None]
    for topic in range(7):
        own = [row for row in rows if row["topic_id"] == topic]
        assert len({row["topic_p_value"] for row in own}) == 1
        assert own[0]["topic_p_value"] >= min(row["p_value"] for row in own)


def test_a_small_rise_says_which_floor_it_is_under(desk):
    weeks = [Week.parse(LAST).plus(-number) for number in range(30)]
    desk.first_week[8] = weeks[-1].start
    desk.insert([desk.row(week, 8, "all", "all", 4 * (week == weeks[0])) for week in weeks])
    detect(desk.home, Week.parse(LAST))
    assert desk.assessment(LAST, 8)["why_no_alarm"] == "below the floor of 5 contacts"


def test_tiny_slices_are_watched_but_not_tested(desk):
    weeks = [Week.parse(LAST).plus(-number) for number in range(30)]
    for topic in (0, 3):
        desk.insert([desk.row(week, topic, "region", "Isle", week.number % 2) for week in weeks])
    detect(desk.home, Week.parse(LAST))
    row = desk.assessment(LAST, 3, "region", "Isle")
    assert (row["status"], row["p_value"]) == ("too_few_contacts", None)


def test_the_first_weeks_are_too_early_to_say(tmp_path):
    with provider(tmp_path / "young") as desk:
        desk.write_quiet_weeks(LAST, 5)
        detect(desk.home, Week.parse(LAST))
        assert {row["status"] for row in desk.rows(ALL_ROWS)} == {"baseline_too_short"}


def test_a_week_without_any_counts_has_no_assessments(desk):
    detect(desk.home, Week.parse("2027-W01"))
    assert desk.rows(ALL_ROWS) == []


def test_the_turn_of_a_year_with_53_weeks_is_a_week_like_any(tmp_path):
    with provider(tmp_path / "long_year") as desk:
        desk.counts = desk.write_quiet_weeks("2021-W01", 40)
        detect(desk.home, Week.parse("2020-W53"))
        detect(desk.home, Week.parse("2021-W01"))
        rows = desk.rows("SELECT DISTINCT status FROM detection.assessments")
        assert rows == [{"status": "tested"}]


def test_the_arithmetic_can_be_redone_by_hand(desk):
    detect_with(desk, {3: {"North": 80, "South": 10}})
    row = desk.assessment(LAST, 3)
    said = explain_series(desk.home, Week.parse(LAST), 3, "all", "all")
    for name in ("observed", "expected", "lower", "upper", "p_value", "q_value", "is_alarm"):
        assert said[name] == row[name]
    assert said["variance"] == pytest.approx(row["expected"] * row["dispersion"])
    assert len(said["baseline"]) == 28
    both = 0.9 / (0.2 / said["p_one_week"] + 0.7 / said["p_two_weeks"])
    assert said["p_value"] == pytest.approx(both)
    assert said["larger_p"] == max(said["p_value"], said["p_customers"])
    share = said["tests_in_family"] / said["rank_in_family"]
    assert said["p_in_family"] <= said["larger_p"] / said["weight"] * share * (1 + 1e-9)
    assert said["topic_p_value"] == row["topic_p_value"] <= said["p_in_family"]
    at_q = said["q_value"] * said["topics_selected"] / said["topics"]
    assert at_q >= said["p_in_family"] * (1 - 1e-9)


@pytest.mark.parametrize("weeks", [4, 30, 70])
def test_every_method_explains_itself(tmp_path, weeks):
    with provider(tmp_path / f"home{weeks}") as desk:
        desk.counts = desk.write_quiet_weeks(LAST, weeks)
        detect_with(desk, {9: {"North": 8, "South": 0}})
        for topic in (3, 9):
            said = explain_series(desk.home, Week.parse(LAST), topic, "all", "all")
            assert said["expected_from"]


def test_a_series_that_is_not_there_cannot_be_explained(desk):
    with pytest.raises(MisuseError, match="no counts of topic 77"):
        explain_series(desk.home, Week.parse(LAST), 77, "all", "all")
