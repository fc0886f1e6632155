"""What readers make of spoilt files: how many were read, kept, set aside, refused, and which promises were broken.

Run: `python benchmarks/fuzz_readers.py [--inputs 10000] [--landed 300] [--seed 61] [--only zendesk]`. The files of
`tests/sources/readers/fuzzing.py` are spoilt `--inputs` times a reader, in their bytes and in their structure, and read: a fault is a
reader that raises, does not end within five CPU seconds, counts a piece twice, or says something else when its bytes come
in smaller chunks. `--landed` of them go through the whole landing, twice: rows read = kept + repeated + quarantined, as many
rows as the reader found pieces, and nothing changes the second time. A fault is printed with the number that shows it again.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sources.readers.fuzz_run import fuzz
from tests.sources.readers.fuzzing import SEEDS, share_of
from tests.sources.readers.landed_fuzz import home_of_all, land_spoilt
from tests.sources.readers.neighbours import lost_neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = (
    f"{'reader':24}{'holds':15}{'file':14}{'inputs':>9}{'records':>11}"
    f"{'set aside':>11}{'refused':>9}{'faults':>8}{'CPU s':>8}"
)


def report(step: str, tally_of: Callable[[int], Any], only: str) -> None:
    """Print a step's table, a line for each seed, and its totals."""
    print(f"\n{step}\n{HEAD}")
    totals = [0] * 5
    for number, (reader, holds, file) in enumerate(SEEDS):
        if only in reader:
            began = time.process_time()
            tally = tally_of(number)
            counts = [
                tally.inputs,
                tally.records,
                tally.set_aside,
                tally.refused,
                len(tally.faults),
            ]
            totals = [total + count for total, count in zip(totals, counts, strict=True)]
            told = [reader, holds, file.rpartition("/")[2][:13]]
            print_line(told, counts, time.process_time() - began)
            for fault in tally.faults[:5]:
                print(f"    {fault}", flush=True)
    print_line(["all", "", ""], totals, time.process_time())


def print_line(told: list[str], counts: list[int], seconds: float) -> None:
    """Print one line of a table."""
    inputs, records, set_aside, refused, faults = counts
    reader, holds, file = told
    print(
        f"{reader:24}{holds:15}{file:14}{inputs:>9,}{records:>11,}{set_aside:>11,}{refused:>9,}{faults:>8,}{seconds:>8.0f}",
        flush=True,
    )


def report_neighbours(inputs: int, seed: int, only: str) -> None:
    """Print how often a spoilt piece took another one along."""
    numbers = [number for number, (reader, *_) in enumerate(SEEDS) if only in reader]
    shares = {number: share_of(number, inputs) for number in numbers}
    lost = [
        f"{SEEDS[number]}: {told}"
        for number in numbers
        for told in lost_neighbours(number, shares[number], seed)
    ]
    print(
        f"\nOne piece spoilt, {sum(shares.values()):,} files: {len(lost)} lost another one",
        *lost,
        sep="\n    ",
    )


def main() -> None:
    """Fuzz, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--landed", type=int, default=300)
    parser.add_argument("--seed", type=int, default=61)
    parser.add_argument("--only", default="", help="readers whose name has this in it")
    given = parser.parse_args()
    logging.disable(logging.WARNING)  # one line a refused file
    report(
        "Read", lambda number: fuzz(number, share_of(number, given.inputs), given.seed), given.only
    )
    report_neighbours(given.inputs // 10, given.seed, given.only)
    with tempfile.TemporaryDirectory() as folder, home_of_all(Path(folder)) as home:
        report(
            "Landed",
            lambda number: land_spoilt(home, number, share_of(number, given.landed), given.seed),
            given.only,
        )


if __name__ == "__main__":
    main()
