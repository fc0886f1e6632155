"""Lands files of several readers in processes that are killed, each at a moment drawn anew, until all are landed.

A process of its own: it forks the ones that land, so it must never have a database open itself.
Run: `python -m tests.sources.killed_landing FOLDER SEED KILLS`; prints what was left of it as JSON.
"""

import json
import logging
import os
import shutil
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import duckdb

from tests.sources.readers.fuzz_run import spoilt_file
from tests.sources.readers.fuzzing import SEEDS, settings_of
from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.privacy import redact_texts
from trend_lib.base.settings import PrivacyConfig
from trend_lib.sources import landing

FILES_OF = (0, 3, 4, 9, 14, 17, 23, 29)  # of eight readers
FILES = 3  # spoilt ones of each
ANSWERS = 60
TABLES = {
    "deliveries": "* EXCLUDE (received_at, sequence)",
    "records": "*",
    "quarantine": "*",
    "touched_weeks": "week_start",
}


def main(folder, seed, kills):
    """Land undisturbed once, then with kills; print both ends and how often was killed."""
    logging.disable(logging.WARNING)
    redact_texts(
        ["warm up"], PrivacyConfig()
    )  # so that a child lands at once, and kills hit landing
    began = time.monotonic()
    _run(_home(folder / "undisturbed", seed), None)
    longest = time.monotonic() - began
    expected = state_of(folder / "undisturbed")
    random, killed, homes, wrong = Random(seed), 0, 0, []
    while killed < kills:
        homes += 1
        home = _home(folder / f"home_{homes}", seed)
        while killed < kills and _run(home, random.uniform(0, longest / 2)):
            killed += 1
        _run(home, None)
        state = state_of(home)
        wrong += [f"home {homes}: {part}" for part in expected if state[part] != expected[part]]
        shutil.rmtree(home)
    rows = {part: len(found) for part, found in expected.items()}
    sys.stdout.write(json.dumps({"killed": killed, "homes": homes, "rows": rows, "wrong": wrong}))


def state_of(folder):
    """Return what landing left: its tables but for the clock, and its files."""
    told = folder / "state.json"
    if not (child := os.fork()):
        told.write_text(json.dumps(_tables(folder)), "utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    names = [file.relative_to(folder) for file in (folder / "landing").rglob("*")]
    kept = sorted(str(name) for name in names if name.name != "known_files.json")
    return {**json.loads(told.read_text("utf-8")), "landing": kept}


def _tables(folder):
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as con:
        lost = "rows_read <> rows_kept + rows_repeated + rows_quarantined"
        return {
            **{
                table: sorted(
                    repr(row)
                    for row in con.execute(f"SELECT {kept} FROM sources.{table}").fetchall()
                )
                for table, kept in TABLES.items()
            },
            "lost": con.execute(
                f"SELECT delivery_id FROM sources.deliveries WHERE {lost}"
            ).fetchall(),
        }


def _answers(folder):
    """Write what people answered, signed by a home whose key and inbox all others get."""
    folder.mkdir(parents=True)
    home = Home(folder)
    for number in range(ANSWERS):
        said_at = datetime(2026, 8, 20, 12, tzinfo=UTC) + timedelta(minutes=number)
        write_answer(home, Answer(said_at, "olha", "command", "useful", f"2026-W34-T{number % 40}"))
    (home.folder("inbox") / "broken.json").write_text("{", "utf-8")


def _home(folder, seed):
    """Make a home in which files of all sources wait, and people's answers."""
    settings = "".join(f"[[sources]]\n{settings_of(number)}" for number in FILES_OF)
    if not (folder.parent / "answers").exists():
        _answers(folder.parent / "answers")
    shutil.copytree(folder.parent / "answers", folder)
    (folder / "trends.toml").write_text(settings, "utf-8")
    for number in FILES_OF:
        drop = folder / "drop" / f"seed_{number}"
        drop.mkdir(parents=True)
        for spoilt in range(FILES):
            content = spoilt_file(number, spoilt, seed)
            (drop / f"{spoilt}_{SEEDS[number][2].rpartition('/')[2]}").write_bytes(content)
    return folder


def _run(folder, seconds):
    """Land in a child and kill it after so long, or wait for it; tell whether it was killed."""
    child = os.fork()
    if not child:
        sources.land(Home(folder))
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if status not in {0, signal.SIGKILL}:
        raise SystemExit(f"landing ended with {status}")
    return status == signal.SIGKILL


if __name__ == "__main__":
    assert landing.land_files  # imported before any child needs it
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
