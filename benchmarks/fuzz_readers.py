"""What readers make of spoilt files: how many were read, kept, set aside, refused, and which promises were broken.

Run: `python benchmarks/fuzz_readers.py [--inputs 10000] [--landed 300] [--seed 61] [--only zendesk]`. The files of
`tests/sources/readers/fuzzing.py` are spoilt `--inputs` times a reader, in their bytes and in their structure, and read: a fault is a
reader that raises, does not end within five CPU seconds, counts a piece twice, or says something else when its bytes come
in smaller chunks. `--landed` of them go through the whole landing, twice: rows read = kept + repeated + quarantined, as many
rows as the reader found pieces, and nothing changes the second time. Tables are read as landing reads them. A fault is printed with the number that shows it again.
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
from tests.sources.readers.table_fuzz import FORMATS, fuzz_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    Kind = tuple[int, tuple[str, str, str]]  # number, and (reader, holds, file)

WIDTHS = (9, 11, 11, 9, 8)
HEAD = (
    f"{'reader':24}{'holds':15}{'file':14}{'inputs':>9}{'records':>11}"
    f"{'set aside':>11}{'refused':>9}{'faults':>8}{'CPU s':>8}"
)


def report(step: str, kinds: list[Kind], tally_of: Callable[[int], Any]) -> None:
    """Print a step's table, a line for each kind of file, and its totals."""
    print(f"\n{step}\n{HEAD}")
    totals, all_began = [0] * 5, time.process_time()
    for number, kind in kinds:
        began = time.process_time()
        tally = tally_of(number)
        counts = [tally.inputs, tally.records, tally.set_aside, tally.refused, len(tally.faults)]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        print_line(kind, counts, time.process_time() - began)
        for fault in tally.faults[:5]:
            print(f"    {fault}", flush=True)
    print_line(("all", "", ""), totals, time.process_time() - all_began)


def print_line(kind: tuple[str, str, str], counts: list[int], seconds: float) -> None:
    """Print one line of a table."""
    reader, holds, file = kind
    name = file.rpartition("/")[2][:13]
    numbers = "".join(f"{count:>{width},}" for count, width in zip(counts, WIDTHS, strict=True))
    print(f"{reader:24}{holds:15}{name:14}{numbers}{seconds:>8.0f}", flush=True)


def report_neighbours(numbers: list[int], inputs: int, seed: int) -> None:
    """Print how often a spoilt piece took another one along."""
    shares = {number: share_of(number, inputs) for number in numbers}
    lost = [
        f"{SEEDS[number]}: {told}"
        for number, share in shares.items()
        for told in lost_neighbours(number, share, seed)
    ]
    said = f"\nOne piece spoilt, {sum(shares.values()):,} files: {len(lost)} lost another piece"
    print(said, *lost, sep="\n    ", flush=True)


def main() -> None:
    """Fuzz, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="spoilt files a reader")
    parser.add_argument("--landed", type=int, default=300, help="of which so many land, too")
    parser.add_argument("--workbooks", type=int, default=500, help="each costs a process")
    parser.add_argument("--seed", type=int, default=61)
    parser.add_argument("--only", default="", help="readers whose name has this in it")
    given = parser.parse_args()
    seed = given.seed
    logging.disable(logging.WARNING)  # one line a refused file
    kinds = [(number, kind) for number, kind in enumerate(SEEDS) if given.only in kind[0]]
    report("Read", kinds, lambda number: fuzz(number, share_of(number, given.inputs), seed))
    report_neighbours([number for number, _ in kinds], given.inputs // 10, seed)
    tables = [(number, ("table", "contacts", form)) for number, form in enumerate(FORMATS)]
    shares = [-(-given.inputs // len(FORMATS))] * (len(FORMATS) - 1) + [given.workbooks]
    with tempfile.TemporaryDirectory() as folder, home_of_all(Path(folder)) as home:
        if given.only in "table":
            report(
                "Tables",
                tables,
                lambda number: fuzz_tables(home, FORMATS[number], shares[number], seed),
            )
        report(
            "Landed",
            kinds,
            lambda number: land_spoilt(home, number, share_of(number, given.landed), seed),
        )


if __name__ == "__main__":
    main()
