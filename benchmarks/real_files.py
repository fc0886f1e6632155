"""What becomes of real exports: each is landed into a home of its own, its weeks' contacts are built, and counted.

Run: `python benchmarks/real_files.py SHARED_DATA [NAME ...]`; it prints the table of docs/sources.md. Each set is read by
the example of config/examples/ that the table names, unchanged. Reviews have no dates; where the table says `dated`, each
got one that is made up (one an hour), to see what becomes of the texts.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.resources import resource_dir
from trend_lib.base.warehouse import hold_warehouse, open_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trend_lib.base.settings import SourceConfig

FIRST_MADE_UP = datetime(2026, 1, 5)  # noqa: DTZ001 - a Monday of the home's own time
HEAD = (
    "file set",
    "example",
    "source",
    "read",
    "kept",
    "repeated",
    "set aside",
    "built",
    "left out",
    "why",
)
SOURCE_COUNTS = """
SELECT
    coalesce(sum(rows_read), 0), coalesce(sum(rows_kept), 0), coalesce(sum(rows_repeated), 0),
    coalesce(sum(rows_quarantined), 0)
FROM sources.deliveries
WHERE source = $source
"""


@dataclass(frozen=True)
class FileSet:
    """Files that lie in one folder, the example that reads them, and where below drop/ that wants them."""

    name: str
    example: str
    files: Mapping[str, str]  # folder below drop/: pattern below the folder of public data
    is_dated: bool = False  # dates are made up before landing

    def put_into(self, home: Path, shared: Path) -> None:
        """Make a home of the example, with the files in drop/."""
        home.mkdir(parents=True)
        shutil.copy(resource_dir("config") / "examples" / self.example / "trends.toml", home)
        for folder, pattern in self.files.items():
            drop = home / "drop" / folder
            drop.mkdir(parents=True, exist_ok=True)
            for file in sorted(shared.glob(pattern)):
                if self.is_dated:
                    (_date_issues if file.suffix == ".csv" else _date_lines)(file, drop / file.name)
                else:
                    shutil.copy2(
                        file, drop
                    )  # with its time: a file of this minute may still be growing


FILE_SETS = (
    FileSet("comcast_2015", "fcc_complaints_csv", {"complaints": "comcast_2015/*.csv"}),
    FileSet("cfpb_2015q1", "cfpb_complaints_csv", {"complaints": "cfpb_2015q1/*.csv"}),
    FileSet("ccts_canada_2024_25", "ccts_issues_csv", {"issues": "ccts_canada_2024_25/*.csv"}),
    FileSet("ccts_canada_2024_25, dated", "ccts_issues_csv", {"issues": "ccts_canada_2024_25/*.csv"}, is_dated=True),
    FileSet("pwc_call_centre", "call_centre_workbook", {"calls": "pwc_call_centre/*.xlsx"}),
    FileSet("twcs_sample", "threads_csv", {"messages": "twcs_sample/*.csv"}),
    FileSet("boston311_2015", "city_requests_csv", {"requests": "boston311_2015/by_type/*.csv"}),
    FileSet("Asterisk's log", "asterisk_queue_log", {"calls": "real_formats/asterisk_*.log"}),
    FileSet("Connect's records", "amazon_connect", {"connect": "real_formats/amazon_connect_*.json"}),
    FileSet("Zendesk's pages", "zendesk", {"zendesk": "real_formats/zendesk_*.json"}),
    FileSet("Freshdesk's page", "freshdesk", {"freshdesk": "real_formats/freshdesk_*.json"}),
    FileSet("uk_reviews_rozetka", "reviews_jsonl", {"reviews": "uk_reviews_rozetka/*.jsonl"}),
    FileSet("uk_reviews_rozetka, dated", "reviews_jsonl", {"reviews": "uk_reviews_rozetka/*.jsonl"}, is_dated=True),
    FileSet("ru_app_reviews_rosatom", "reviews_jsonl", {"reviews": "ru_app_reviews_rosatom/*.json"}),
    FileSet("ru_app_reviews_rosatom, dated", "reviews_jsonl", {"reviews": "ru_app_reviews_rosatom/*.json"}, is_dated=True),
)  # fmt: skip


def _date_issues(file: Path, dated: Path) -> None:
    """Copy the release of issues with a date for all: its header is below six lines of remarks."""
    *remarks, header = (lines := file.read_bytes().splitlines(keepends=True))[:7]
    rows = [b"2024-09-02," + line for line in lines[7:]]
    dated.write_bytes(b"".join([*remarks, b"Date Received," + header, *rows]))


def _date_lines(file: Path, dated: Path) -> None:
    """Copy JSON lines, each with a date of its own; lines that say the same get the same one."""
    seen: dict[str, str] = {}
    with file.open(encoding="utf-8") as lines, dated.open("w", encoding="utf-8") as out:
        for line in lines:
            said = json.loads(line)
            made_up = FIRST_MADE_UP + timedelta(hours=len(seen))
            said["date"] = seen.setdefault(said["text"], made_up.isoformat())
            out.write(json.dumps(said, ensure_ascii=False) + "\n")


def run_set(files: FileSet, home: Home, shared: Path) -> list[tuple[str, ...]]:
    """Land and build one set; return a line a source."""
    files.put_into(home.path, shared)
    with hold_warehouse(home):
        landed = sources.land(home)
        for week in sources.pending_weeks(home):
            sources.account(home, week)
            contacts.build(home, week)
        return [
            (files.name, files.example, source.name, *_counts(home, source), _why(home, source, landed))
            for source in home.config.sources
        ]  # fmt: skip


def _counts(home: Home, source: SourceConfig) -> Iterator[str]:
    """Yield rows read, kept, repeated, set aside; what was built of them, and left out."""
    asked = {"source": source.name}
    # No example has two sources that hold the same.
    built = f"SELECT count(*) FROM contacts.{source.holds}"
    left_out = "SELECT coalesce(sum(contacts), 0) FROM contacts.left_out WHERE source = $source"
    with open_warehouse(home) as con:
        for query, given in ((SOURCE_COUNTS, asked), (built, None), (left_out, asked)):
            yield from (f"{number:,}" for number in con.execute(query, given).fetchone() or ())


def _why(home: Home, source: SourceConfig, landed: sources.Landed) -> str:
    """Return why rows were set aside, contacts left out, or the whole file refused."""
    with open_warehouse(home) as con:
        reasons = con.execute(
            "SELECT reason, count(*) FROM sources.quarantine WHERE source = $source GROUP BY reason "
            "UNION ALL SELECT reason, sum(contacts) FROM contacts.left_out WHERE source = $source GROUP BY reason "
            "ORDER BY reason",
            {"source": source.name},
        ).fetchall()
    refused = [said.partition(": ")[2] for said in landed.refused if said.startswith(f"{source.name}: ")]  # fmt: skip
    short = ["refused: " + "; ".join(piece for piece in said.split("; ") if not piece.startswith("it has")) for said in refused]  # fmt: skip
    return "; ".join([*(f"{count:,} {reason}" for reason, count in reasons), *short])


def table_of(shared: Path, names: list[str]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|---|---|--:|--:|--:|--:|--:|--:|---|"
    with tempfile.TemporaryDirectory() as folder:
        for number, files in enumerate(FILE_SETS):
            if not names or files.name in names:
                for row in run_set(files, Home(Path(folder) / str(number)), shared):
                    yield f"| {' | '.join(row)} |"


def main() -> None:
    """Print the table."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for line in table_of(Path(sys.argv[1]), sys.argv[2:]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
