"""`trends alive` is silent while all is well, and names each fault with its cure."""

import json
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from zoneinfo import ZoneInfo

import pytest

from tests.cli.test_cli import call
from tests.loopback import Loopback
from trend_lib.aliveness import look

KYIV = ZoneInfo("Europe/Kyiv")
WELL = {
    part: {"status": "healthy"}
    for part in ("metadatabase", "scheduler", "dag_processor", "triggerer")
}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    page = tmp_path / "bulletins" / "2026" / "w33" / "uk" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("", "utf-8")
    return tmp_path


@contextmanager
def airflow(said):
    """An Airflow that answers with these bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/api/v2/monitor/health" else 404)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    with Loopback(Handler) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    ("moment", "wrong"),
    [
        ("2026-08-23 23:59", []),
        ("2026-08-24 08:59", []),  # its Monday: not due yet
        ("2026-08-24 09:00", ["2026-W34 has no bulletin"]),
        ("2026-08-30 12:00", ["2026-W34 has no bulletin"]),
    ],
)
def test_a_bulletin_is_missed_from_monday_at_nine(home, moment, wrong):
    found = look(home, "", datetime.fromisoformat(moment).replace(tzinfo=KYIV))
    assert [fault[:24] for fault in found["wrong"]] == wrong
    assert found["is_alive"] is not bool(wrong)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (WELL, ""),
        (WELL | {"scheduler": {"status": "unhealthy"}}, "Airflow's scheduler is unhealthy"),
        (WELL | {"triggerer": {"status": None}}, "Airflow's triggerer is not running"),
        ({"status": "ok"}, "does not say how it is"),
        ([], "does not say how it is"),
    ],
)
def test_airflows_parts_are_asked(home, said, wrong):
    with airflow(json.dumps(said).encode()) as address:
        found = look(home, address, datetime(2026, 8, 20, tzinfo=KYIV))
    assert (wrong in "".join(found["wrong"])) is True
    assert len(found["wrong"]) == bool(wrong)


def test_a_port_where_nobody_answers_is_a_fault(home):
    with airflow(b"") as address:
        pass
    (fault,) = look(home, address, datetime(2026, 8, 20, tzinfo=KYIV))["wrong"]
    assert "start it" in fault


def test_the_command_fails_with_the_cure_and_refuses_what_is_no_address(home):
    done = call("alive", "--home", home, code=1)
    assert "has no bulletin: is the scheduler running?" in done.stdout
    call("alive", "--airflow", "file:///etc/passwd", "--home", home, code=2)
