"""A really started Airflow: log in, hear of an outbreak early, run the week over REST, read the bulletin, stop. Minutes."""

import socket
from datetime import date

import pytest

from tests.alerts.fake_slack import FakeSlack
from tests.provider import NO_TEACHER, make_provider
from tests.storm import tickets, usual_words
from trend_lib.running import run as run_here

from .airflow_client import AirflowClient
from .started import free_port, scripts_for

pytestmark = pytest.mark.slow
DAG = "/api/v2/dags/weekly_complaint_trends"
WEDNESDAY = date(2026, 11, 11)


@pytest.fixture(scope="module")
def slack():
    with FakeSlack() as fake:
        yield fake


@pytest.fixture(scope="module")
def place(tmp_path_factory, slack):
    """A small provider up to the week before last; its newest week is struck on Wednesday by its largest topic."""
    folder = tmp_path_factory.mktemp("airflow")
    home = make_provider(folder / "home", 12, 200, NO_TEACHER)
    run_here(home, "2026-W45")
    tickets(home, "storm.csv", WEDNESDAY, usual_words(home)[1])
    told = f'\n[alerts]\nslack_channel = "#complaints"\nslack_base_url = "{slack.address}"\n'
    with (home / "trends.toml").open("a", encoding="utf-8") as settings:
        settings.write(told)
    return folder


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def script(place, port):
    slack = '{"conn_type": "slack", "password": "xoxb-made-up"}'
    run = scripts_for(place, port, AIRFLOW_CONN_SLACK_API_DEFAULT=slack)
    yield run
    run("airflow_down.py")


@pytest.fixture(scope="module")
def airflow(script, place, port):
    said = script("airflow_up.py")
    assert said.returncode == 0, said.stdout + said.stderr
    return AirflowClient(f"http://127.0.0.1:{port}", place / "state", said.stdout)


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


def test_an_outbreak_reaches_slack_before_monday(airflow, slack):
    state, tasks = airflow.run("daily_watch", {"day": str(WEDNESDAY)})
    assert state == "success", tasks
    (told,) = slack.messages
    assert told["text"].startswith("▲ ")
    assert "so far this week" in told["text"]


def test_the_week_over_rest_goes_on_with_that_message_and_ends_in_a_bulletin_that_only_readers_see(
    airflow, place, slack
):
    early = dict(slack.messages[0])
    state, tasks = airflow.run("weekly_complaint_trends", {"week": "latest"})
    assert state == "success", tasks
    monday = slack.messages[0]
    assert monday["ts"] == early["ts"]
    assert "so far this week" not in monday["text"]

    page = place / "home/bulletins/2026/w46/uk/index.html"
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
