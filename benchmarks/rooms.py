"""Where the time goes: CPU seconds of every room over a sample provider's history.

Run: `make bench`, or `python benchmarks/rooms.py [WEEKS] [CONTACTS_PER_WEEK]`. Compare ratios
within one run; the seconds depend on the machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from trend_lib import flow, sample, sources
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse


def measure(weeks: int, contacts_per_week: int) -> Counter[str]:
    """Return CPU seconds by room; `land` and `sample` are measured beside them."""
    spent: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        clock = time.process_time()
        sample.make(Path(folder) / "home", weeks=weeks, contacts_per_week=contacts_per_week)
        spent["sample"], clock = time.process_time() - clock, time.process_time()
        home = open_home(Path(folder) / "home")
        flow.land(home)
        spent["land"] = time.process_time() - clock
        waiting = sources.pending_weeks(home)
        with hold_warehouse(home):
            for room in flow.BUILDING:
                clock = time.process_time()
                for week in waiting:
                    flow.enter(room, home, week)
                spent[room.name] = time.process_time() - clock
    return spent


def main() -> None:
    """Print a line a room."""
    weeks, contacts = (int(word) for word in (*sys.argv[1:3], *("26", "2000")[len(sys.argv) - 1 :]))
    spent = measure(weeks, contacts)
    whole = sum(spent.values())
    print(f"{weeks} weeks of {contacts} contacts: {whole:.1f} CPU-s")
    for name, seconds in spent.most_common():
        print(
            f"{name:10} {seconds:7.2f} CPU-s  {seconds / whole:4.0%}  {seconds / weeks:.3f} a week"
        )


if __name__ == "__main__":
    main()
