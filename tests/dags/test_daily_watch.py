"""The daily watch is wired as the flow says, runs every morning but Monday's, and looks up to yesterday."""

import itertools
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from trend_lib import flow

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture(scope="module")
def daily(dagbag):
    return dagbag.dags["daily_watch"]


def test_the_rooms_stand_in_the_order_of_the_flow(daily):
    order = ["land", "name_day", "rehearse", *(room.name for room in flow.WATCHING), "say_done"]
    for before, after in itertools.pairwise(order):
        assert after in daily.get_task(before).downstream_task_ids, f"{before} >> {after}"
    assert set(daily.task_ids) == set(order)


def test_only_tasks_that_touch_the_network_are_tried_again(daily):
    patient = {task.task_id for task in daily.tasks if task.retries}
    assert patient == {"land", "alerts"}


def test_a_source_that_fails_holds_no_warning_back_but_fails_the_run(daily):
    assert daily.get_task("name_day").trigger_rule == "all_done"
    assert {"land", "report", "alerts"} <= daily.get_task("say_done").upstream_task_ids
    assert daily.leaves == [daily.get_task("say_done")]


def test_what_cannot_be_published_holds_no_warning_back(daily):
    alerts = daily.get_task("alerts")
    assert {"episodes", "report"} <= alerts.upstream_task_ids
    assert alerts.trigger_rule == "all_done_min_one_success"


def test_it_runs_every_morning_but_mondays_by_the_clock_of_the_home(daily):
    import pendulum
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DagRunInfo, TimeRestriction

    timetable = coerce_to_core_timetable(daily.timetable)
    anything = TimeRestriction(earliest=None, latest=None, catchup=True)
    sunday = pendulum.datetime(2026, 10, 18, 3, tz="UTC")
    before = DagRunInfo(
        run_after=sunday, data_interval=None, partition_date=None, partition_key=None
    )
    seen = []
    for _ in range(7):
        before = timetable.next_dagrun_info_v2(last_dagrun_info=before, restriction=anything)
        seen.append((f"{before.run_after:%a %H:%M}", before.partition_key))
    assert seen[0] == ("Tue 03:00", "2026-10-20")
    assert seen[5] == ("Sun 04:00", "2026-10-25")  # the clocks went back that night
    assert seen[6] == ("Tue 04:00", "2026-10-27")


@pytest.mark.parametrize(
    ("asked", "partition", "day"),
    [
        ("2026-08-19", "2026-11-18", "2026-08-19"),
        (None, "2026-11-18", "2026-11-17"),
        (None, None, "2026-11-22"),  # 23:30 UTC of the 22nd is the 23rd in Kyiv
    ],
)
def test_it_looks_up_to_the_day_before_unless_asked(daily, asked, partition, day):
    from day_of_run import choose_day

    run = SimpleNamespace(
        partition_key=partition, run_after=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    )
    assert choose_day({"dag_run": run, "params": {"day": asked}}, KYIV) == day


@pytest.mark.parametrize("asked", ["2026-W34", "yesterday", "2026-8-1", "2026-08-19; DROP"])
def test_the_form_takes_nothing_but_a_day(daily, asked):
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        daily.params.get_param("day").resolve(asked)
