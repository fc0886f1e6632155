"""The DAG of every five minutes takes answers in, and costs nothing when there are none."""

from datetime import UTC, datetime

import pytest

from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.warehouse import open_warehouse

pytestmark = [
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
    pytest.mark.filterwarnings("default::DeprecationWarning:airflow"),
]


JUDGED = "INSERT INTO episodes.test_weeks VALUES ('2026-11-09', 9, 9, 0, 0, 0.05, 0, 0)"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    home = Home(tmp_path)
    with open_warehouse(home) as con:  # a week was built
        con.execute(JUDGED)
    return home


@pytest.fixture
def collect(home, airflow_database, monkeypatch):
    """Run the DAG as it reads itself from this home; return the state of its task, and of the run."""
    from airflow.dag_processing.dagbag import DagBag

    from .conftest import ROOT

    monkeypatch.setenv("TRENDS_HOME", str(home.path))
    dags = DagBag(dag_folder=str(ROOT / "dags")).dags

    def once(name="collect_answers"):
        dags[name].deadline = None  # `dag.test` of Airflow 3.3 stumbles over one
        done = dags[name].test()
        (task,) = done.get_task_instances()
        return str(task.state), str(done.state)

    return once


def test_an_answer_is_taken_in_once_and_then_the_run_is_skipped(home, collect):
    answer = Answer(datetime(2026, 11, 17, tzinfo=UTC), "olena", "desk", "take", "2026-W40-T999")
    write_answer(home, answer)
    assert collect() == ("success", "success")
    with open_warehouse(home) as con:
        assert con.execute("SELECT who, why_not FROM episodes.answers").fetchall() == [
            ("olena", "there is no such episode")
        ]
    assert collect()[0] == "skipped"
    assert collect("escalate") == ("success", "success")


@pytest.mark.parametrize(
    ("name", "when"), [("collect_answers", "*/5 * * * *"), ("escalate", "20 * * * *")]
)
def test_answers_are_collected_every_five_minutes_and_escalated_each_hour(dagbag, name, when):
    from airflow.serialization.encoders import coerce_to_core_timetable

    assert coerce_to_core_timetable(dagbag.dags[name].timetable).summary == when


def test_a_failing_run_is_told_once_a_day(dagbag, tmp_path, monkeypatch):
    from types import SimpleNamespace

    import owner_notices

    (tmp_path / "trends.toml").write_text("", "utf-8")
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "recipients.csv").write_text(
        "address,name,recipient_group,language\nowner@example.com,Olena Invented,owners,en\n",
        "utf-8",
    )
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    said = {"dag": SimpleNamespace(dag_id="collect_answers")}
    for day, minute in ((19, 0), (19, 5), (20, 0)):
        at = datetime(2026, 11, day, 9, minute, tzinfo=UTC)
        owner_notices.tell_often_run_failed(said | {"dag_run": SimpleNamespace(run_after=at)})
    notices = sorted((tmp_path / "outbox").glob("*notice*"))
    assert len(notices) == 2
    assert "what to do about it" in notices[0].read_text("utf-8")
