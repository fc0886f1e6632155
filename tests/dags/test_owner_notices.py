"""The owners hear of a run that failed or is late, in words that say what to do."""

import asyncio
import email
import subprocess
import sys
from email import policy
from types import SimpleNamespace

import pytest

from trend_lib.base.home import Home
from trend_lib.base.registers import load_registers
from trend_lib.base.warehouse import open_warehouse

RECIPIENTS = """address,name,recipient_group,language
owner@example.com,Olena Invented,owners,en
manager@example.com,Ivan Invented,management,en
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "recipients.csv").write_text(RECIPIENTS, "utf-8")
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    with open_warehouse(Home(tmp_path)) as con:
        load_registers(Home(tmp_path), con)
    return tmp_path


@pytest.fixture
def notices(dagbag):
    import owner_notices

    return owner_notices


def mails(home):
    files = sorted((home / "outbox").rglob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def fail(notices, run_id):
    notices.tell_run_failed(
        {
            "dag": SimpleNamespace(dag_id="weekly_complaint_trends"),
            "run_id": run_id,
            "reason": "task_failure",
        }
    )


def test_a_failed_run_is_told_to_the_owners_alone(home, notices):
    fail(notices, "scheduled__2026-W47")
    (mail,) = mails(home)
    assert "owner@example.com" in mail["To"]
    assert "manager@example.com" not in str(mail)
    assert "failed" in mail["Subject"]
    said = mail.get_body().get_content()
    assert "/dags/weekly_complaint_trends/runs/scheduled__2026-W47" in said
    assert "clear the task" in said


def test_a_run_is_told_once_and_another_run_again(home, notices):
    fail(notices, "scheduled__2026-W47")
    fail(notices, "scheduled__2026-W47")
    assert len(mails(home)) == 1
    fail(notices, "scheduled__2026-W48")
    assert len(mails(home)) == 2


def test_a_late_bulletin_is_told_as_airflow_hands_it_over(home, notices):
    run = {"dag_id": "weekly_complaint_trends", "dag_run_id": "scheduled__2026-W47"}
    asyncio.run(notices.tell_bulletin_is_late(context={"dag_run": run, "deadline": {"id": "1"}}))
    (mail,) = mails(home)
    assert "late" in mail["Subject"]
    assert "runs/scheduled__2026-W47" in mail.get_body().get_content()


def test_a_late_notice_waits_for_the_task_that_holds_the_warehouse(home, notices, monkeypatch):
    monkeypatch.setattr("trend_lib.base.warehouse.LOCK_PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(notices, "SECONDS_BETWEEN", 0.5)
    holding = "import duckdb, sys, time; con = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(2)"
    command = [sys.executable, "-c", holding, str(home / "warehouse.duckdb")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as late_task:
        late_task.stdout.readline()
        run = {"dag_id": "weekly_complaint_trends", "dag_run_id": "scheduled__2026-W47"}
        asyncio.run(notices.tell_bulletin_is_late(context={"dag_run": run}))
    assert len(mails(home)) == 1
