"""A database with invented tickets, and a PostgreSQL that a test starts for itself."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from trend_lib.base.home import Home

SETTINGS = """
[[sources]]
name = "desk"
[sources.columns]
source_id = "id"
opened_at = "opened_at"
updated_at = "changed_at"
text = "words"
[sources.query]
url = "{url}"
sql = '''{sql}'''
page_size = 7
{keys}
"""
SELECT = "SELECT id, opened_at, changed_at, words FROM tickets"
BY_CHANGE = 'since_column = "changed_at"\noverlap_seconds = 0'
TABLE = "CREATE TABLE tickets (id INTEGER, opened_at {moment}, changed_at {moment}, words TEXT)"
ROW = "INSERT INTO tickets VALUES (:id, :at, :at, :words)"


class Desk:
    """A database with tickets, and a home that fetches them."""

    def __init__(self, folder, url, moment, password=None):
        self.folder, self.url = folder, url
        self.engine = create_engine(url if password is None else url.replace("@", f":{password}@"))
        self.run("DROP TABLE IF EXISTS tickets")
        self.run(TABLE.format(moment=moment))

    def run(self, sql, rows=None):
        with self.engine.begin() as con:
            con.execute(text(sql), rows or {})

    def add(self, *numbers, day=3):
        words = ["it's down: 100% :loss", 'half "of" it', "інтернет\nне працює"]
        self.run(
            ROW,
            [
                {"id": n, "at": f"2026-08-{day:02} 10:{n % 60:02}:00", "words": words[n % 3]}
                for n in numbers
            ],
        )

    def home(self, sql=SELECT, keys=BY_CHANGE):
        (self.folder / "trends.toml").write_text(
            SETTINGS.format(url=self.url, sql=sql, keys=keys), "utf-8"
        )
        return Home(self.folder)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of its own on loopback; its address, the password apart."""
    found = [shutil.which("initdb"), *map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    initdb = next((Path(one).resolve() for one in found if one), None)
    if initdb is None:
        pytest.skip("no PostgreSQL here: initdb is not found")
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, socket.socket() as free:
        as_user = {}
        if os.geteuid() == 0:  # it refuses to run as root
            as_user = {"user": "nobody", "extra_groups": [], "cwd": folder}
            shutil.chown(folder, "nobody")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        (Path(folder) / "password").write_text("invented\n")
        data, password = f"{folder}/data", f"--pwfile={folder}/password"
        made = subprocess.run(
            [initdb, "-D", data, "-U", "reader", "-A", "scram-sha-256", password, "-N", "-E", "UTF8"],
            capture_output=True, text=True, check=False, **as_user,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        free.close()
        server = subprocess.Popen(
            [initdb.with_name("postgres"), "-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off",
             "-c", "listen_addresses=127.0.0.1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user,
        )  # fmt: skip
        try:
            yield _once_it_answers(f"postgresql+psycopg://reader@127.0.0.1:{port}/postgres")
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _once_it_answers(address):
    """Wait until a log-in succeeds."""
    engine = create_engine(address.replace("@", ":invented@"), poolclass=NullPool)
    for _ in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            time.sleep(0.1)
        else:
            break
    return address
