"""Airflow for tests: its own state in a temporary folder, set before anything imports Airflow."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATE = tempfile.mkdtemp(prefix="trends-airflow-")
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
os.environ |= {
    "AIRFLOW_HOME": STATE,
    "AIRFLOW_CONFIG": str(ROOT / "airflow.cfg"),
    "CT_ROOT": str(ROOT),
    "AIRFLOW__API_AUTH__JWT_SECRET": "t" * 64,
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
}


@pytest.fixture(scope="session")
def dagbag():
    from airflow.dag_processing.dagbag import DagBag

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TRENDS_HOME", f"{STATE}/no-home-yet")
        return DagBag(dag_folder=str(ROOT / "dags"))


@pytest.fixture(scope="session")
def weekly(dagbag):
    return dagbag.dags["weekly_complaint_trends"]


@pytest.fixture(scope="session")
def airflow_database():
    from airflow.utils.db import initdb

    initdb()
