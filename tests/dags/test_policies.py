"""Every DAG keeps the house rules, and the weekly one is wired as the flow says."""

import ast
import itertools
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from trend_lib import flow

DAGS = Path(__file__).parents[2] / "dags"
LIGHT = {"__future__", "tomllib", "zoneinfo", "airflow", "trend_lib"}
LIGHT_PARTS_OF_OURS = {"trend_lib", "trend_lib.base.home", "trend_lib.base.weeks"}
OUR_PLUGINS = {path.stem for path in (DAGS.parent / "plugins").glob("*.py")}


def imports_of(file):
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_every_dag_imports(dagbag):
    assert dagbag.import_errors == {}
    assert "weekly_complaint_trends" in dagbag.dags


def test_every_dag_has_an_owner_a_text_and_tags(dagbag):
    for dag in dagbag.dags.values():
        assert {task.owner for task in dag.tasks} == {"complaint-trends"}, dag.dag_id
        assert dag.doc_md, f"{dag.dag_id}: give it doc_md=__doc__"
        assert dag.tags, f"{dag.dag_id}: give it tags"


def test_every_dag_tells_somebody_when_it_fails_or_is_late(dagbag):
    for dag in dagbag.dags.values():
        assert dag.on_failure_callback, dag.dag_id
        assert dag.deadline, dag.dag_id


def test_no_dag_runs_twice_at_once_or_catches_up_by_itself(dagbag):
    for dag in dagbag.dags.values():
        assert dag.max_active_runs == 1, dag.dag_id
        assert dag.catchup is False, dag.dag_id


def test_every_task_waits_for_the_one_writer_of_the_warehouse(dagbag):
    for dag in dagbag.dags.values():
        for task in dag.tasks:
            assert (task.pool, task.pool_slots) == ("warehouse", 1), f"{dag.dag_id}.{task.task_id}"


def test_the_pool_of_one_slot_is_what_make_up_imports():
    pools = json.loads((DAGS.parent / "scripts" / "pools.json").read_text("utf-8"))
    assert {name: pool["slots"] for name, pool in pools.items()} == {"warehouse": 1}


def test_only_tasks_that_touch_the_network_are_tried_again(weekly):
    patient = {task.task_id for task in weekly.tasks if task.retries}
    assert patient == {"land"} | {room.name for room in flow.ROOMS if room.network}


def test_what_waiting_does_not_heal_is_not_tried_again(weekly):
    from airflow.sdk import RetryAction

    from trend_lib.base import errors

    policy = weekly.get_task("alerts").retry_policy

    def decide(error):
        return policy.evaluate(error, try_number=1, max_tries=3).action

    assert decide(errors.ConfigError("a typing error")) is RetryAction.FAIL
    assert decide(errors.MisuseError("no such week")) is RetryAction.FAIL
    assert decide(errors.DataCheckError("some.check.sql", 3)) is RetryAction.FAIL
    assert decide(errors.DeliveryError("503")) is RetryAction.DEFAULT
    assert decide(ConnectionResetError()) is RetryAction.DEFAULT


def test_all_tries_end_before_the_bulletin_is_late(weekly):
    task = weekly.get_task("land")
    waits = sum((task.retry_delay * 2**tries for tries in range(task.retries)), timedelta())
    assert waits < weekly.deadline[0].interval / 2


def test_the_rooms_stand_in_the_order_of_the_flow(weekly):
    order = [
        "land", "name_week", "catch_up", *(room.name for room in flow.ROOMS), "settle",
    ]  # fmt: skip
    for before, after in itertools.pairwise(order):
        assert after in weekly.get_task(before).downstream_task_ids, f"{before} >> {after}"
    assert set(weekly.task_ids) == set(order)


def test_a_failed_bulletin_or_source_holds_nobody_back_but_fails_the_run(weekly):
    assert weekly.get_task("name_week").trigger_rule == "all_done"
    assert weekly.get_task("alerts").trigger_rule == "all_done_min_one_success"
    assert weekly.get_task("alerts").upstream_task_ids == {"episodes", "report"}
    assert {"land", "report", "alerts"} <= weekly.get_task("settle").upstream_task_ids
    assert weekly.leaves == [weekly.get_task("settle")]


def test_it_runs_on_mondays_at_six_by_the_clock_of_the_home_all_year(weekly):
    import pendulum
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DagRunInfo, TimeRestriction

    timetable = coerce_to_core_timetable(weekly.timetable)
    anything = TimeRestriction(earliest=None, latest=None, catchup=True)
    monday = pendulum.datetime(2026, 10, 12, 3, tz="UTC")
    before = DagRunInfo(
        run_after=monday, data_interval=None, partition_date=None, partition_key=None
    )
    seen = []
    for _ in range(12):
        before = timetable.next_dagrun_info_v2(last_dagrun_info=before, restriction=anything)
        seen.append((f"{before.run_after:%m-%d %H:%M}", before.partition_key))
    assert seen[0] == ("10-19 03:00", "2026-W42")  # summer time in Kyiv
    assert seen[1] == ("10-26 04:00", "2026-W43")  # the clocks went back the day before
    assert seen[-1] == ("01-04 04:00", "2026-W53")  # a year with 53 weeks


def test_switching_it_on_for_the_first_time_waits_for_the_next_monday(weekly):
    from airflow.sdk import timezone
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import TimeRestriction

    timetable = coerce_to_core_timetable(weekly.timetable)
    never_ran = TimeRestriction(earliest=weekly.start_date, latest=None, catchup=weekly.catchup)
    first = timetable.next_dagrun_info_v2(last_dagrun_info=None, restriction=never_ran)
    assert first.run_after > timezone.utcnow() - timedelta(minutes=10)


@pytest.mark.parametrize("file", sorted(DAGS.glob("*.py")), ids=lambda file: file.stem)
def test_top_level_imports_are_light(file):
    for module in imports_of(file):
        assert module.split(".")[0] in LIGHT | OUR_PLUGINS, module
        if module.startswith("trend_lib"):
            assert module in LIGHT_PARTS_OF_OURS, module


@pytest.mark.parametrize("file", sorted(DAGS.glob("*.py")), ids=lambda file: file.stem)
def test_a_dag_file_fits_a_hundred_lines(file):
    assert len(file.read_text("utf-8").splitlines()) <= 100


def test_reading_the_dags_loads_no_heavy_library():
    said = (
        "import sys; from airflow.dag_processing.dagbag import DagBag; before = set(sys.modules);"
        f"assert DagBag({str(DAGS)!r}).dags;"
        "print({'duckdb', 'pandas', 'sklearn', 'scipy', 'altair'} & (set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_dag_survives_being_stored_and_read_again(dagbag):
    from airflow.serialization.serialized_objects import DagSerialization

    for dag in dagbag.dags.values():
        again = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
        assert set(again.task_ids) == set(dag.task_ids)
        assert {task.pool for task in again.tasks} == {"warehouse"}
