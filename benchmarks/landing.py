"""What landing and contacts cost beside a bare read of the same CSV file by DuckDB, and by pandas.

Run: `python benchmarks/landing.py [ROWS] [--seed 1]`; 1,000,000 rows unless told. The file is drawn: texts of the sample
provider (uk, ru, en), each with a number of up to three digits behind, so that hardly two are equal; two years, in the
order of time. Each part runs in a process of its own. Redaction and language are part of contacts, and reported apart:
what is left of landing and contacts is held against DuckDB's read_csv + CREATE TABLE (promise: at most 2.5 times).
CPU seconds of all threads; compare ratios within one run.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from trend_lib import contacts, sample, sources
from trend_lib.base.home import Home, open_home
from trend_lib.base.warehouse import hold_warehouse
from trend_lib.contacts import contact_rows

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = ("Ticket", "Opened", "Closed", "Text", "Channel", "Customer", "Region", "Product", "Operator", "Status", "Handle")  # fmt: skip
SETTINGS = """
[home]
timezone = "Europe/Kyiv"
[[sources]]
name = "desk"
path = "drop/desk/*.csv"
settle_seconds = 0
[sources.columns]
source_id = "Ticket"
opened_at = "Opened"
closed_at = "Closed"
text = "Text"
channel = "Channel"
customer = "Customer"
region = "Region"
product = "Product"
operator = "Operator"
status = "Status"
handle_seconds = "Handle"
"""
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - of the desk's own clocks
MINUTES = 104 * 7 * 24 * 60
CHUNK = 50_000
PROMISE = 2.5


def draw_file(path: Path, rows: int, seed: int) -> None:
    """Write the CSV file."""
    random = np.random.default_rng(seed)
    texts = sample_texts(seed)
    minutes = np.sort(random.integers(0, MINUTES, rows))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for first in range(0, rows, CHUNK):
            out.writerows(_rows(random, texts, minutes[first : first + CHUNK], first))


def _rows(
    random: np.random.Generator, texts: list[str], minutes: np.ndarray[Any, Any], first: int
) -> zip[tuple[Any, ...]]:
    """Return the rows of one chunk."""
    count = len(minutes)
    opened = [FIRST + timedelta(minutes=int(minute)) for minute in minutes]
    took = random.integers(1, 3000, count)
    closed = [one + timedelta(minutes=int(lasts)) for one, lasts in zip(opened, took, strict=True)]
    which, numbers = random.integers(0, len(texts), count), random.integers(0, 1000, count)
    return zip(
        range(first + 1, first + count + 1), opened, closed,
        (f"{texts[one]} {number}" for one, number in zip(which, numbers, strict=True)),
        random.choice(["Phone", "Web", "Chat", "E-mail"], count),
        (f"+38050{number:07}" for number in random.integers(0, 300_000, count)),
        random.choice([f"Region {number}" for number in range(25)], count),
        random.choice(["Internet", "TV", "Mobile"], count),
        (f"operator-{number}" for number in random.integers(1, 90, count)),
        random.choice(["Closed", "Open"], count, p=[0.9, 0.1]),
        random.integers(20, 1800, count),
        strict=True,
    )  # fmt: skip


def sample_texts(seed: int) -> list[str]:
    """Return what subscribers of the sample provider wrote."""
    with tempfile.TemporaryDirectory() as folder:
        sample.make(Path(folder) / "home", weeks=12, contacts_per_week=3000, seed=seed)
        home = open_home(Path(folder) / "home")
        sources.land(home)
        landed = f"{home.path}/landing/desk/*.parquet"
        found = duckdb.sql(
            f"SELECT DISTINCT text FROM read_parquet('{landed}') WHERE text <> '' ORDER BY text"
        )
        return [text for (text,) in found.fetchall()]


def read_with_duckdb(folder: Path) -> dict[str, float]:
    """Read the file into a table on disk."""
    with duckdb.connect(str(folder / "bare.duckdb")) as con:
        con.execute(f"CREATE TABLE desk AS FROM read_csv('{folder}/home/drop/desk/desk.csv')")
    return {}


def read_with_pandas(folder: Path) -> dict[str, float]:
    """Read the file and count by day and region, as scripts do."""
    import pandas as pd  # noqa: PLC0415 - its memory is its own part's

    frame = pd.read_csv(folder / "home/drop/desk/desk.csv", parse_dates=["Opened"])
    frame.groupby([frame["Opened"].dt.date, "Region"]).size()
    return {}


def land(folder: Path) -> dict[str, float]:
    """Land the file."""
    landed = sources.land(Home(folder / "home"))
    return {"rows kept": landed.rows_kept}


def build(folder: Path) -> dict[str, float]:
    """Build the contacts of every week; say what redaction and language took of it."""
    spent = {"redaction": 0.0, "language": 0.0}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measure(*given: Any) -> Any:
            started = time.process_time()
            done = work(*given)
            spent[name] += time.process_time() - started
            return done

        return measure

    contact_rows.redact_texts = timed("redaction", contact_rows.redact_texts)
    contact_rows.languages_of = timed("language", contact_rows.languages_of)
    home = Home(folder / "home")
    with hold_warehouse(home):
        weeks = sources.pending_weeks(home)
        contacts.build_all(home, weeks, lambda _: None)
    return {**spent, "weeks": len(weeks)}


PARTS = {"duckdb": read_with_duckdb, "pandas": read_with_pandas, "land": land, "contacts": build}


def peak_gib() -> float:
    """Return the most memory this process held; `getrusage` would begin with what its parent held (Linux)."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) / 1024**2 if found else float("nan")


def run_part(name: str, folder: Path) -> None:
    """Run one part in this process; print what it took as JSON."""
    cpu, wall = time.process_time(), time.perf_counter()
    more = PARTS[name](folder)
    peak = peak_gib()
    print(
        json.dumps({
            "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "GiB": peak, **more,
        })
    )  # fmt: skip


def measure_all(folder: Path) -> dict[str, dict[str, float]]:
    """Run every part in a process of its own."""
    measured = {}
    for name in PARTS:
        done = subprocess.run(
            [sys.executable, __file__, "--part", name, "--folder", str(folder)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        measured[name] = json.loads(done.stdout.splitlines()[-1])
    return measured


def report(measured: dict[str, dict[str, float]], rows: int) -> None:
    """Print the table, and the ratio that is promised."""
    bare = measured["duckdb"]["cpu"]
    for name, took in measured.items():
        print(f"{name:10} {took['cpu']:7.1f} CPU-s {took['wall']:7.1f} s  {took['GiB']:5.2f} GiB at most")  # fmt: skip
    apart = {name: measured["contacts"][name] for name in ("redaction", "language")}
    for name, seconds in apart.items():
        print(
            f"  {name:10} {seconds:5.1f} CPU-s, {seconds / rows * 1e6:.1f} microseconds a contact"
        )
    ours = measured["land"]["cpu"] + measured["contacts"]["cpu"] - sum(apart.values())
    print(f"landing + contacts without these two: {ours:.1f} CPU-s = {ours / bare:.2f} x DuckDB's read_csv (promise {PROMISE})")  # fmt: skip
    print(f"with them: {(ours + sum(apart.values())) / bare:.2f} x; pandas' read and groupby: {measured['pandas']['cpu'] / bare:.2f} x")  # fmt: skip


def main() -> None:
    """Draw the file, measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.part:
        run_part(asked.part, asked.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        drop = Path(folder) / "home" / "drop" / "desk"
        drop.mkdir(parents=True)
        (Path(folder) / "home" / "trends.toml").write_text(SETTINGS, "utf-8")
        draw_file(drop / "desk.csv", asked.rows, asked.seed)
        size = (drop / "desk.csv").stat().st_size / 1024**2
        print(f"{asked.rows:,} rows, {size:.0f} MiB, seed {asked.seed}", flush=True)
        report(measure_all(Path(folder)), asked.rows)


if __name__ == "__main__":
    main()
