"""The DAG of each working day starts when the home's working day opens, and is skipped where there are no teams."""

from zoneinfo import ZoneInfo

import pytest

from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse

pytestmark = [
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
    pytest.mark.filterwarnings("default::DeprecationWarning:airflow"),
]


@pytest.mark.parametrize(
    ("settings", "when"),
    [
        ({}, "0 9 * * *"),
        ({"unresolved": {"opens": "08:30"}}, "30 8 * * *"),
        ({"report": {}}, "0 9 * * *"),
    ],
)
def test_teams_are_told_when_the_working_day_opens_by_the_clock_of_the_home(dagbag, settings, when):
    from airflow.serialization.encoders import coerce_to_core_timetable
    from day_of_run import when_it_opens

    timetable = coerce_to_core_timetable(when_it_opens(settings, ZoneInfo("Europe/Riga")))
    assert timetable.summary == when
    assert timetable._timezone.name == "Europe/Riga"
    assert dagbag.dags["remind_teams"].task_ids == ["remind"]


@pytest.mark.parametrize(
    ("teams", "state"), [("", "skipped"), ("[alerts.teams.callers]\n", "success")]
)
def test_a_home_without_teams_is_left_alone(tmp_path, airflow_database, monkeypatch, teams, state):
    from airflow.dag_processing.dagbag import DagBag

    from .conftest import ROOT

    (tmp_path / "trends.toml").write_text(teams, "utf-8")
    with open_warehouse(Home(tmp_path)) as con:  # a week was built
        con.execute("INSERT INTO episodes.test_weeks VALUES ('2026-11-09', 9, 9, 0, 0, 0.05, 0, 0)")
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    dag = DagBag(dag_folder=str(ROOT / "dags" / "remind_teams.py")).dags["remind_teams"]
    dag.deadline = None  # `dag.test` of Airflow 3.3 stumbles over one
    (task,) = dag.test().get_task_instances()
    assert str(task.state) == state
