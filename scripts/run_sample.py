"""`make run`: the invented provider, from nothing to a bulletin: run_sample.py HOME.

Makes the provider's home and loads its history the first time; then, every time, lets the
weekly DAG take the last whole week through all rooms and says what it shows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from airflow_environment import ROOT

from trend_lib.base.home import open_home
from trend_lib.sample import settle_kinds

BIN = Path(sys.executable).parent
SAMPLE = ("--weeks", "120", "--contacts-per-week", "2000", "--seed", "7", "--language", "uk,ru,en")


def run_sample(home: Path) -> None:
    """Walk through the steps, each only if it was not done before."""
    started = time.monotonic()
    os.environ["TRENDS_HOME"] = str(home)
    if not (home / "trends.toml").exists():
        say(f"An invented provider, two years of its requests: {home}")
        trends("sample", str(home), *SAMPLE)
    if not (home / "warehouse.duckdb").exists():
        say("Its history: every week but the last")
        trends("backfill", "first", "before-latest")
        say("Invented people settle the kinds of contacts that were drawn")
        print(f"{settle_kinds(open_home(home))} answers")
    say("The last whole week, through the weekly DAG")
    call(sys.executable, str(ROOT / "scripts" / "run_weekly.py"), "latest")
    say("What it shows")
    trends("summary", "latest")
    say(f"{time.monotonic() - started:.0f} seconds. Next: `make up` for Airflow itself.")


def trends(*arguments: str) -> None:
    """Run the command of that name."""
    call(str(BIN / "trends"), *arguments)


def call(*command: str) -> None:
    """Run a command; stop where it fails."""
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


def say(what: str) -> None:
    """Write a heading."""
    print(f"\n== {what}", flush=True)


if __name__ == "__main__":
    run_sample(Path(sys.argv[1]).resolve())
