"""The DAG of retention forgets what trends.toml says, before the weekly run."""

import duckdb
import pytest

from tests.provider import NO_TEACHER, make_provider
from trend_lib.running import run

pytestmark = [
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
    pytest.mark.filterwarnings("default::DeprecationWarning:airflow"),
]
TEXTS = "SELECT count(*) FILTER (WHERE text <> ''), count(*) FROM contacts.contacts"


def ask(home, sql):
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchone()


def test_a_run_forgets_old_texts_and_keeps_the_contacts(tmp_path, airflow_database, monkeypatch):
    from airflow.dag_processing.dagbag import DagBag

    from .conftest import ROOT

    home = make_provider(tmp_path / "home", 6, 60, NO_TEACHER)
    run(home, "latest")
    settings = home / "trends.toml"
    settings.write_text(
        settings.read_text("utf-8") + "\n[privacy.retention]\ntexts = 14\n", "utf-8"
    )
    monkeypatch.setenv("TRENDS_HOME", str(home))
    dag = DagBag(dag_folder=str(ROOT / "dags")).dags["retention"]
    dag.deadline = None  # `dag.test` of Airflow 3.3 stumbles over one
    with_text, contacts = ask(home, TEXTS)
    done = dag.test(run_conf={"day": "2026-11-16"})
    assert str(done.state) == "success"
    left, still = ask(home, TEXTS)
    assert 0 < left < with_text
    assert still == contacts


def test_it_runs_on_mondays_before_the_weekly_run(dagbag, weekly):
    import pendulum
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DagRunInfo, TimeRestriction

    anything = TimeRestriction(earliest=None, latest=None, catchup=True)
    moment = pendulum.datetime(2026, 10, 12, 5, tz="UTC")
    before = DagRunInfo(
        run_after=moment, data_interval=None, partition_date=None, partition_key=None
    )
    ahead, judged = (
        coerce_to_core_timetable(dag.timetable).next_dagrun_info_v2(
            last_dagrun_info=before, restriction=anything
        )
        for dag in (dagbag.dags["retention"], weekly)
    )
    assert (judged.run_after - ahead.run_after).total_hours() == 2
