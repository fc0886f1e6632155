"""The weekly DAG takes a small provider from nothing to a bulletin, and fails as it promises."""

import shutil

import pytest

from tests.provider import NO_TEACHER, make_provider
from trend_lib import flow

pytestmark = [
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
    pytest.mark.filterwarnings("default::DeprecationWarning:airflow"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_provider(tmp_path_factory.mktemp("provider") / "home", 6, 120, NO_TEACHER)


@pytest.fixture
def run_week(home, airflow_database, monkeypatch):
    """Run the DAG as it reads itself from this home; return each task's state, and the run's."""
    from airflow.dag_processing.dagbag import DagBag

    from .conftest import ROOT

    monkeypatch.setenv("TRENDS_HOME", str(home))
    dag = DagBag(dag_folder=str(ROOT / "dags")).dags["weekly_complaint_trends"]
    dag.deadline = None  # `dag.test` of Airflow 3.3 stumbles over one
    for task in dag.tasks:
        task.retries = 0

    def run(week):
        done = dag.test(run_conf={"week": week})
        states = {f"{task.task_id}": str(task.state) for task in done.get_task_instances()}
        return str(done.state), states, done

    return run


@pytest.mark.slow
def test_a_bulletin_that_cannot_be_written_holds_back_no_alert_but_fails_the_run(home, run_week):
    shutil.rmtree(home / "bulletins", ignore_errors=True)
    (home / "bulletins").write_text("somebody put a file where the folder should be", "utf-8")

    state, states, _ = run_week("latest")
    (home / "bulletins").unlink()

    assert states["report"] == "failed"
    assert states["alerts"] == "success"
    assert states["settle"] == "upstream_failed"
    assert state == "failed"
    notices = [file.read_text("utf-8") for file in (home / "outbox").glob("*notice*.eml")]
    assert [notice for notice in notices if "Subject: The weekly run failed" in notice]


def test_a_run_ends_in_a_bulletin_and_hands_over_nothing_but_the_week(home, run_week):
    state, states, run = run_week("latest")

    assert set(states.values()) == {"success"}
    assert set(states) >= {room.name for room in flow.ROOMS}
    assert state == "success"
    written = {page.parent.name for page in home.glob("bulletins/2026/w46/*/index.html")}
    assert written == {"en", "uk", "ru"}
    assert handed_over(run) == {("name_week", "2026-W46")}


def handed_over(run):
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with create_session() as session:
        rows = session.query(XComModel).filter(XComModel.run_id == run.run_id)
        return {(row.task_id, XComModel.deserialize_value(row)) for row in rows}
