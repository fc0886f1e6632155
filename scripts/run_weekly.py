"""Run the weekly DAG once for one week, in this process, without a scheduler: run_weekly.py WEEK.

Its metadata database lies in `.airflow/single`, apart from that of `make up`, whose scheduler
would otherwise take the tasks away.
"""
# ruff: noqa: PLC0415 - Airflow reads its environment when it is imported

from __future__ import annotations

import logging
import os
import sys
import time
import traceback
import warnings
from typing import Any

from airflow_environment import ROOT, STATE, airflow_environment
from pluggy import HookimplMarker

from trend_lib.base.errors import TrendError

DAG_ID = "weekly_complaint_trends"
hookimpl = HookimplMarker("airflow")  # Airflow's own, but without importing Airflow yet


def run_weekly(week: str) -> bool:
    """Run all tasks of the DAG for a week; return whether every one succeeded."""
    os.environ |= airflow_environment(STATE / "single")
    os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "CRITICAL"  # the narrator says what matters
    warnings.simplefilter("ignore")  # Airflow's own, about its dependencies
    from airflow.dag_processing.dagbag import DagBag
    from airflow.sdk.listener import get_listener_manager
    from airflow.utils.db import initdb

    logging.disable(logging.ERROR)  # set when a level above does not reach, as with the migrations
    initdb()
    bag = DagBag(dag_folder=str(ROOT / "dags"))
    for file, error in bag.import_errors.items():
        print(f"{file}: {error}")
    dag = bag.dags[DAG_ID]
    dag.deadline = None  # `dag.test` of Airflow 3.3 stumbles over one, and a person is watching
    for step in dag.tasks:
        step.retries = 0  # say at once what failed
    get_listener_manager().add_listener(Narrator())
    run = dag.test(run_conf={"week": week})
    return str(run.state) == "success"


class Narrator:
    """Tells the person at the terminal what each task did, in one line."""

    def __init__(self) -> None:
        """Start the clock."""
        self.started = time.monotonic()

    @hookimpl
    def on_task_instance_running(self) -> None:
        """Start the clock of a task."""
        self.started = time.monotonic()

    @hookimpl
    def on_task_instance_success(self, task_instance: Any) -> None:
        """Say that a task is done."""
        self.say("done", task_instance)

    @hookimpl
    def on_task_instance_failed(self, task_instance: Any, error: Any) -> None:
        """Say that a task failed, and why."""
        from airflow.sdk.exceptions import AirflowFailException

        self.say("FAILED", task_instance)
        if isinstance(error, (TrendError, AirflowFailException)):
            print(f"         {error}", flush=True)
        else:  # a bug: its traceback is what helps
            traceback.print_exception(error)

    def say(self, outcome: str, task_instance: Any) -> None:
        """Write one line."""
        seconds = time.monotonic() - self.started
        says = task_instance.task.doc_md or task_instance.rendered_map_index or ""
        print(f"  {outcome:6} {task_instance.task_id:10} {seconds:6.1f} s   {says}", flush=True)


if __name__ == "__main__":
    sys.exit(0 if run_weekly(sys.argv[1]) else 1)
