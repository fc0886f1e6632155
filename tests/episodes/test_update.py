"""`episodes.update`: alarms open, continue and close episodes; where they lie adds up."""

import pytest

from tests.episodes.living import LAST, SPIKE, live_through, states
from trend_lib.base.errors import MisuseError
from trend_lib.episodes import explain, update

TABLES = ("series_weeks", "episode_weeks", "drivers", "test_weeks")


def everything(desk):
    return [desk.rows(f"SELECT * FROM episodes.{table} ORDER BY ALL") for table in TABLES]


def test_an_alarm_opens_an_episode_named_after_week_and_topic(desk):
    live_through(desk, {3: SPIKE})
    (row,) = desk.rows("SELECT * FROM episodes.episode_weeks")
    assert row["episode_id"] == "2020-W51-T3"
    assert (row["state"], row["grade"]) == ("open", "exceptional")
    assert (row["topic_name"], row["kind"], row["observed"]) == ("topic 3", "technical", 100)
    assert row["examples"] == ["words about topic 3"]
    assert row["opened_week"] == row["last_alarm_week"] == LAST.start


def test_a_quiet_week_opens_nothing(desk):
    live_through(desk, {})
    assert states(desk) == []
    assert desk.rows("SELECT series_watched, alarms FROM episodes.test_weeks") == [
        {"series_watched": 21, "alarms": 0}
    ]


def test_an_episode_lives_from_open_over_recovering_to_closed_across_week_53(desk):
    live_through(desk, {3: SPIKE}, {3: SPIKE}, {}, {}, {})
    assert states(desk) == [
        ("2020-W51-T3", "open"),
        ("2020-W51-T3", "open"),
        ("2020-W51-T3", "recovering"),
        ("2020-W51-T3", "closed"),
    ]


def test_an_alarm_while_recovering_opens_the_same_episode_again(desk):
    live_through(desk, {3: SPIKE}, {}, {3: {"North": 300, "South": 10}})
    assert states(desk)[-1] == ("2020-W51-T3", "open")


def test_an_alarm_after_closing_opens_a_new_episode(desk):
    live_through(desk, {3: SPIKE}, {}, {}, {3: {"North": 300, "South": 10}})
    assert states(desk)[2:] == [("2020-W51-T3", "closed"), ("2021-W01-T3", "open")]


def test_a_part_week_changes_no_state_and_is_no_quiet_week(desk):
    live_through(desk, {3: SPIKE}, None, {}, None, {})
    assert [state for _, state in states(desk)] == [
        "open", "open", "recovering", "recovering", "closed",
    ]  # fmt: skip


def test_a_topic_that_vanished_counts_as_quiet(desk):
    live_through(desk, {3: SPIKE})
    del desk.counts[3]
    live_through(desk, {}, {}, first=LAST.plus(1))
    assert [state for _, state in states(desk)] == ["open", "recovering", "closed"]


def test_twice_gives_the_same_rows(desk):
    live_through(desk, {3: SPIKE}, {})
    once = everything(desk)
    for number in range(2):
        update(desk.home, LAST.plus(number))
    assert everything(desk) == once


def test_a_rise_within_one_region_belongs_to_its_topics_episode(desk):
    live_through(desk, {3: {"North": 10, "South": 34}})
    (alarm,) = desk.rows("SELECT * FROM detection.assessments WHERE is_alarm AND topic_id > 0")
    assert alarm["slice_dim"] == "region"
    assert states(desk) == [("2020-W51-T3", "open")]


def test_regions_add_up_to_the_spike(desk):
    live_through(desk, {3: {"North": 80, "South": 12, "East": 8}})
    (episode,) = desk.rows("SELECT * FROM episodes.episode_weeks WHERE topic_id = 3")
    drivers = desk.rows("SELECT * FROM episodes.drivers WHERE episode_id = '2020-W51-T3'")
    assert {row["slice_value"] for row in drivers} == {"North", "South", "East"}
    assert sum(row["observed"] for row in drivers) == episode["observed"] == 100
    assert sum(row["expected"] for row in drivers) == episode["expected"]
    assert sum(row["excess_share"] for row in drivers) == pytest.approx(1)
    assert max(drivers, key=lambda row: row["excess"])["slice_value"] == "North"


def test_all_contacts_get_an_episode_when_no_topic_explains_their_rise(desk):
    raised = {topic: {"North": 34, "South": 18} for topic in desk.counts}
    live_through(desk, raised)
    assert desk.assessment(str(LAST), 0)["is_alarm"]
    found = states(desk, topic=0)
    explained = desk.rows(
        "SELECT count(*) AS topics FROM episodes.episode_weeks WHERE topic_id > 0"
    )
    assert found == [("2020-W51-T0", "open")] or explained[0]["topics"] > 2


def test_all_contacts_get_none_when_a_topic_explains_their_rise(desk):
    live_through(desk, {3: {"North": 400, "South": 10}})
    assert desk.assessment(str(LAST), 0)["is_alarm"]
    assert states(desk, topic=0) == []


def test_the_playbook_goes_from_topic_over_kind_to_any(desk):
    desk.con.execute(
        "INSERT INTO registers.playbook VALUES (NULL, NULL, 'anyone', 'look', NULL), "
        "(NULL, 'technical', 'network', 'restart', NULL), (3, NULL, 'billing', 'call', 'https://x')"
    )
    spikes = dict.fromkeys((1, 3, 6), SPIKE)
    live_through(desk, spikes)
    owners = desk.rows("SELECT topic_id, owner FROM episodes.episode_weeks ORDER BY topic_id")
    found = {row["topic_id"]: row["owner"] for row in owners}
    assert (found[1], found[3], found[6]) == ("anyone", "billing", "network")


def test_what_was_known_beforehand_is_said(desk):
    monday, sunday = LAST.start, LAST.last_day
    desk.con.execute("INSERT INTO registers.holidays VALUES (?, 'Winter day')", [sunday])
    desk.con.execute(
        "INSERT INTO registers.known_events VALUES (?, ?, 'Maintenance', 'region', 'North')",
        [LAST.plus(-1).start, monday],
    )
    desk.con.execute(
        "INSERT INTO registers.known_events VALUES (?, ?, 'Over', 'all', 'all')",
        [LAST.plus(-1).start, LAST.plus(-1).last_day],
    )
    live_through(desk, {3: SPIKE})
    (row,) = desk.rows("SELECT known_events FROM episodes.episode_weeks")
    assert row["known_events"] == ["Maintenance (North)", "Winter day"]


def test_an_event_of_another_region_explains_nothing(desk):
    desk.con.execute(
        "INSERT INTO registers.known_events VALUES (?, ?, 'Maintenance', 'region', 'South')",
        [LAST.start, LAST.last_day],
    )
    live_through(desk, {3: SPIKE, 5: {"North": 20, "South": 60}})
    rows = desk.rows("SELECT topic_id, known_events FROM episodes.episode_weeks WHERE grade <> ''")
    known = {row["topic_id"]: row["known_events"] for row in rows}
    assert known == {3: [], 5: ["Maintenance (South)"]}


def test_the_grade_pays_for_every_look_at_the_topic(desk):
    live_through(desk, {3: {"North": 40, "South": 10}})
    (episode,) = desk.rows("SELECT * FROM episodes.episode_weeks WHERE topic_id = 3")
    alarms = desk.rows("SELECT * FROM detection.assessments WHERE topic_id = 3 AND is_alarm")
    assert min(row["p_value"] for row in alarms) < alarms[0]["topic_p_value"] < 1 / 200
    limits = {"exceptional": 1 / 2000, "very_unusual": 1 / 200}
    found = next(g for g, limit in limits.items() if alarms[0]["topic_p_value"] < limit)
    assert episode["grade"] == found


def test_alarms_expect_so_many_false_ones(desk):
    live_through(desk, {3: SPIKE})
    (row,) = desk.rows("SELECT * FROM episodes.test_weeks")
    assert row["alarms"] > row["topics_alarming"] == 1
    assert row["expected_false_alarms"] == pytest.approx(2 * 0.05)  # and all contacts


def test_later_rooms_see_totals_topics_and_silent_rises(desk):
    live_through(desk, {3: SPIKE, 5: {"North": 33, "South": 10}})
    rows = desk.rows("SELECT * FROM episodes.series_weeks")
    assert {row["topic_id"] for row in rows if row["slice_dim"] == "all"} == set(range(7))
    slices = [row for row in rows if row["slice_dim"] == "region"]
    assert slices
    assert all(row["is_alarm"] or row["why_no_alarm"] for row in slices)


def test_an_episode_explains_itself_to_the_last_number(desk):
    live_through(desk, {3: SPIKE}, {})
    live_through(desk, {3: {"North": 70, "South": 12}}, first=LAST.plus(2))
    said = explain(desk.home, "2020-W51-T3")
    assert said["week"] == "2020-W53"
    assert said["agrees_with_record"]
    assert said["is_alarm"]
    assert list(said["states"]) == ["2020-W51", "2020-W52", "2020-W53"]
    assert said["states"]["2020-W52"].startswith("recovering")


def test_a_closed_episode_explains_its_last_week(desk):
    live_through(desk, {3: SPIKE}, {}, {})
    said = explain(desk.home, "2020-W51-T3")
    assert (said["series"], said["is_alarm"]) == ("topic 3, all all", False)


def test_counts_that_changed_since_are_told(desk):
    live_through(desk, {3: SPIKE})
    desk.con.execute("UPDATE weekly.topic_weeks SET contacts = contacts + 1 WHERE topic_id = 3")
    assert not explain(desk.home, "2020-W51-T3")["agrees_with_record"]


@pytest.mark.parametrize("name", ["", "2020-W51-T4", "'; DROP TABLE episodes.drivers"])
def test_an_episode_that_is_not_there_cannot_be_explained(desk, name):
    with pytest.raises(MisuseError, match="there is no episode"):
        explain(desk.home, name)


def test_an_episode_of_a_merged_topic_goes_on_with_the_survivor(desk):
    live_through(desk, {3: SPIKE})
    week = LAST.plus(1)
    desk.con.execute("INSERT INTO weekly.merged_topics VALUES (?, 3, 5)", [week.start])
    live_through(desk, {5: {"North": 150, "South": 40}, 3: {"North": 0, "South": 0}}, first=week)
    rows = desk.rows(
        "SELECT episode_id, topic_id, state, grade FROM episodes.episode_weeks WHERE week_start = ?",
        week.start,
    )
    assert [(row["episode_id"], row["topic_id"], row["state"]) for row in rows] == [
        (f"{LAST}-T3", 5, "open")
    ]
    assert rows[0]["grade"]


def test_of_two_episodes_that_merge_the_survivors_own_goes_on_and_the_other_ends(desk):
    live_through(desk, {3: SPIKE, 5: SPIKE})
    weeks = [LAST.plus(number) for number in (1, 2, 3)]
    for week in weeks:
        desk.con.execute("INSERT INTO weekly.merged_topics VALUES (?, 3, 5)", [week.start])
        live_through(desk, {3: {"North": 0, "South": 0}}, first=week)
    told = {
        row["episode_id"]: row["state"]
        for row in desk.rows("SELECT episode_id, state FROM episodes.episodes ORDER BY episode_id")
    }
    assert told == {f"{LAST}-T3": "closed", f"{LAST}-T5": "closed"}
