"""Both DAGs draw themselves from the home's settings, and land each of its sources by the same task."""

import pytest

SETTINGS = """[home]
timezone = "Europe/Riga"
[[sources]]
name = "desk"
[[sources]]
name = "calls"
"""
A_DESK = """[[sources]]
name = "desk"
path = "drop/*.csv"
settle_seconds = 0
[sources.columns]
source_id = "Ticket"
opened_at = "Opened"
text = "Words"
"""


@pytest.fixture
def landing(dagbag):  # the bag puts the plugins' folder on the path
    import landing_task

    return landing_task


def test_every_dag_lands_by_the_same_task(dagbag, landing):
    others = {"retention", "collect_answers", "escalate", "remind_teams"}
    for dag in dagbag.dags.values():
        if dag.dag_id in others:
            continue
        lands = dag.get_task("land").python_callable
        assert lands.__code__ == landing.land.function.__code__, (
            dag.dag_id
        )  # Airflow may load it twice


def test_clock_and_sources_are_those_of_the_home_at_each_reading(landing, tmp_path, monkeypatch):
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    assert (landing.time_zone().key, landing.source_names()) == ("Europe/Kyiv", [])
    (tmp_path / "trends.toml").write_text(SETTINGS, "utf-8")
    assert landing.time_zone().key == "Europe/Riga"
    assert landing.source_names() == ["desk", "calls"]


def test_a_file_that_was_refused_fails_the_task_at_once_and_is_named(
    landing, tmp_path, monkeypatch
):
    from airflow.sdk.exceptions import AirflowFailException
    from airflow.sdk.execution_time.context import set_current_context

    (tmp_path / "trends.toml").write_text(A_DESK, "utf-8")
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "week.csv").write_text("Ticket;Words\n1;invented\n", "utf-8")
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    with (
        set_current_context({}),
        pytest.raises(AirflowFailException, match=r"week\.csv.* lacks .*Opened"),
    ):
        landing.land.function("desk")


A_FETCHED_DESK = """[[sources]]
name = "desk"
reader = "zendesk"
[sources.live]
url = "{url}"
since = 2026-07-01
connection = "our_desk"
patience_seconds = 0
"""


def test_a_source_is_fetched_with_its_connections_token_and_what_it_gave_is_landed_before_it_fails(
    landing, tmp_path, monkeypatch
):
    import os

    from airflow.sdk.execution_time.context import set_current_context

    from tests.sources.fake_api import TOKEN, FakeApi
    from trend_lib.base.errors import SourceError

    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    connection = f'{{"conn_type": "http", "login": "a@example.com", "password": "{TOKEN}"}}'
    monkeypatch.setenv("AIRFLOW_CONN_OUR_DESK", connection)
    with FakeApi() as fake, set_current_context({}):
        (tmp_path / "trends.toml").write_text(A_FETCHED_DESK.format(url=fake.address), "utf-8")
        fake.add(150)
        fake.faults = iter([None, "503"])
        with pytest.raises(SourceError, match=r"desk: .*status 503"):
            landing.land.function("desk")
        assert len(list((tmp_path / "landing" / "desk").glob("*.json"))) == 1
        assert fake.calls[0][2]["Authorization"].startswith("Basic ")
        landing.land.function("desk")
        assert len(list((tmp_path / "landing" / "desk").glob("*.json"))) == 2
    assert "TRENDS_DESK_TOKEN" not in os.environ
