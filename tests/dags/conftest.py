"""Airflow for tests: its own state in a temporary folder, set before anything imports Airflow."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from .desk_client import ORIGIN, Browser

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


@pytest.fixture
def empty_inbox(home, monkeypatch):
    """The desk shows the home of the test's file, in which nobody has said anything yet."""
    monkeypatch.setenv("TRENDS_HOME", str(home.path))
    for event in home.folder("inbox").iterdir():
        event.unlink()


@pytest.fixture
def enter(dagbag, airflow_database):
    """Somebody with a role of Airflow's simple auth manager, at the desk."""
    from airflow.api_fastapi.app import create_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from airflow.api_fastapi.core_api.security import get_user
    from starlette.testclient import TestClient
    from trend_desk.desk import app

    create_auth_manager()

    def as_role(role, name="vera"):
        somebody = SimpleAuthManagerUser(username=name, role=role)
        app.dependency_overrides[get_user] = lambda: somebody
        return Browser(TestClient(app, base_url=ORIGIN))

    yield as_role
    app.dependency_overrides.clear()
