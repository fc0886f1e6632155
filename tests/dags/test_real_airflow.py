"""A really started Airflow: log in, trigger over REST, read the bulletin, stop. Minutes."""

import json
import os
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from trend_lib import sample

from .conftest import ROOT

pytestmark = pytest.mark.slow
DAG = "/api/v2/dags/weekly_complaint_trends"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("airflow")
    sample.make(folder / "home", weeks=6, contacts_per_week=120)
    return folder


@pytest.fixture(scope="module")
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def script(place, port):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")
    } | {
        "TRENDS_AIRFLOW": str(place / "state"),
        "TRENDS_HOME": str(place / "home"),
        "PORT": str(port),
    }

    def run(name):
        command = [sys.executable, str(ROOT / "scripts" / name)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    yield run
    run("airflow_down.py")


@pytest.fixture(scope="module")
def airflow(script, place, port):
    said = script("airflow_up.py")
    assert said.returncode == 0, said.stdout + said.stderr
    return Browser(f"http://127.0.0.1:{port}", place / "state", said.stdout)


class Browser:
    """Talks to Airflow as a person's browser or a script would."""

    def __init__(self, address, state, greeting):
        self.address = address
        self.greeting = greeting
        passwords = state / "simple_auth_manager_passwords.json.generated"
        self.mode = passwords.stat().st_mode & 0o777
        self.password = json.loads(passwords.read_text())["admin"]
        _, said = self.ask("/auth/token", body={"username": "admin", "password": self.password})
        self.token = json.loads(said)["access_token"]

    def ask(self, path, *, body=None, logged_in=False):
        headers = {"Content-Type": "application/json"}
        if logged_in:
            headers["Cookie"] = f"_token={self.token}"
        data = json.dumps(body).encode() if body is not None else None
        try:
            with urlopen(Request(self.address + path, data=data, headers=headers)) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def json(self, path, body=None):
        status, said = self.ask(path, body=body, logged_in=True)
        return status, json.loads(said)


def test_the_greeting_says_where_and_how_to_log_in(airflow):
    assert airflow.address in airflow.greeting
    assert f"admin / {airflow.password}" in airflow.greeting
    assert airflow.mode == 0o600


def test_being_up_twice_is_being_up_once(airflow, script):
    again = script("airflow_up.py")
    assert again.returncode == 0
    assert "up already" in again.stdout


def test_starting_surprises_nobody_with_a_run(airflow):
    _, runs = airflow.json(f"{DAG}/dagRuns")
    assert runs["total_entries"] == 0
    _, dag = airflow.json(DAG)
    assert dag["is_paused"] is False
    assert dag["next_dagrun_run_after"]


def test_the_dag_is_read_without_errors_and_its_pool_is_there(airflow):
    _, errors = airflow.json("/api/v2/importErrors")
    assert errors["import_errors"] == []
    _, pool = airflow.json("/api/v2/pools/warehouse")
    assert pool["slots"] == 1


def test_a_week_that_is_none_is_refused_at_once(airflow):
    body = {"logical_date": None, "conf": {"week": "34th of August"}}
    assert airflow.json(f"{DAG}/dagRuns", body)[0] == 400


def test_a_run_over_rest_ends_in_a_bulletin_that_only_readers_see(airflow, place):
    status, run = airflow.json(f"{DAG}/dagRuns", {"logical_date": None, "conf": {"week": "latest"}})
    assert status == 200
    run_path = f"{DAG}/dagRuns/{run['dag_run_id']}"
    give_up = time.monotonic() + 400
    while run["state"] not in {"success", "failed"} and time.monotonic() < give_up:
        time.sleep(2)
        _, run = airflow.json(run_path)
    _, tasks = airflow.json(f"{run_path}/taskInstances")
    states = {task["task_id"]: task["state"] for task in tasks["task_instances"]}
    assert run["state"] == "success", states

    (page,) = (place / "home").glob("bulletins/2026/w46/*/index.html")
    shown = "/" + page.relative_to(place / "home").as_posix()
    assert airflow.ask("/bulletins/")[0] == 401
    assert airflow.ask(shown)[0] == 401
    assert "2026/w46" in airflow.ask("/bulletins/", logged_in=True)[1]
    assert airflow.ask(shown, logged_in=True) == (200, page.read_text("utf-8"))


def test_down_ends_what_up_started_and_twice_is_harmless(airflow, script):
    first, second = script("airflow_down.py"), script("airflow_down.py")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "scheduler" in first.stdout
    assert "not up" in second.stdout
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(airflow.address.rpartition(":")[2]))) != 0
