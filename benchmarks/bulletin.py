"""What a bulletin costs: CPU seconds, peak memory and sizes of all faces of one language.

Run: `make bench NAME=bulletin ARGS="HOME WEEK"`, on a home that was built (`make run`). The week is
published twice from copies of the home, in a process of its own each: as it is, and with every count of
contacts multiplied so that the week has 100,000. That scales what the report reads; the rooms before it
are measured by `rooms`. Sizes are of the faces as stored, the mail's HTML as quoted-printable.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trend_lib import report
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report.faces import bytes_as_sent

LARGE = 100_000
REPORT = re.compile(r"^\[report\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
LIMITS = {"cpu_seconds": 10.0, "peak_mb": 600.0, "page_kb": 500.0, "mail_kb": 80.0}
SCALED = {  # columns of counts, in the tables that the report reads
    "episodes.series_weeks": ("observed", "customers", "expected", "lower", "upper"),
    "episodes.episode_weeks": ("observed", "expected", "lower", "upper", "look_observed", "look_expected"),
    "episodes.drivers": ("observed", "expected", "excess"),
    "weekly.topic_weeks": ("contacts", "customers"),
    "quality.repeat_contacts": ("contacts", "customers", "repeats"),
    "quality.first_contact": ("contacts", "solved"),
    "quality.unresolved": ("contacts",),
    "quality.unresolved_kinds": ("contacts",),
    "quality.survey_scores": ("asked", "answered"),
}  # fmt: skip


def main(home: Path, week: str, languages: tuple[str, ...]) -> None:
    """Print a line a size and language."""
    for language in languages:
        for contacts in (0, LARGE):
            with tempfile.TemporaryDirectory() as folder:
                copy = copied(home, Path(folder), language)
                factor = scale(copy, week, contacts) if contacts else 1.0
                command = [sys.executable, __file__, "--publish", str(copy), week]
                found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            print(f"{week} {language} x{factor:.1f}: " + told(found))


def copied(home: Path, folder: Path, language: str) -> Path:
    """Copy what a report needs: the warehouse, the registers, the settings, in one language."""
    target = folder / "home"
    target.mkdir()
    shutil.copytree(home / "registers", target / "registers")
    shutil.copyfile(home / "warehouse.duckdb", target / "warehouse.duckdb")
    settings = (home / "trends.toml").read_text("utf-8")
    others = REPORT.sub("", settings)  # its settings of the report are left to their defaults
    own = f'\n[report]\nlanguages = ["{language}"]\n'
    (target / "trends.toml").write_text(others + own, "utf-8")
    return target


def scale(home: Path, week: str, contacts: int) -> float:
    """Multiply every count so that the week has so many contacts; return by how much."""
    with open_warehouse(open_home(home)) as con:
        (observed,) = con.execute(
            "SELECT observed FROM episodes.series_weeks "
            "WHERE topic_id = 0 AND slice_dim = 'all' AND week_start = ?",
            [Week.parse(week).start],
        ).fetchone() or (contacts,)
        factor = contacts / observed
        for table, columns in SCALED.items():
            changed = ", ".join(f"{column} = {column} * {factor}" for column in columns)
            con.execute(f"UPDATE {table} SET {changed}")
    return factor


def publish(home: Path, week: str) -> None:
    """Publish in this process, and print what it took."""
    folder = report.publish(open_home(home), Week.parse(week)).path.parent
    found = {
        "cpu_seconds": time.process_time(),  # with Python's own start and all imports
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "page_kb": (folder / "index.html").stat().st_size / 1024,
        "mail_kb": bytes_as_sent((folder / "mail.html").read_text("utf-8")) / 1024,
    }
    print(json.dumps(found))


def told(found: dict[str, float]) -> str:
    """Write figures beside their limits."""
    return ", ".join(
        f"{name} {value:.1f} (limit {LIMITS[name]:g})" for name, value in found.items()
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--publish"]:
        publish(Path(sys.argv[2]), sys.argv[3])
    elif len(sys.argv) == 3:
        main(Path(sys.argv[1]), sys.argv[2], ("en", "uk"))
    else:
        sys.exit(__doc__)
