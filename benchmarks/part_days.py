"""Real daily counts: which days look like part of a delivery, and which newest days still fill up?

    python benchmarks/part_days.py COUNTS.csv [DAY VALUE [FORMAT]]   # columns' names, else day and n

Rows of a day are added up. Every day named should be a holiday, a catastrophe, or a cut file: the
rules know of no holidays here. The tail is judged as on each evening from the ninetieth day on.
"""

from __future__ import annotations

import sys

import pandas as pd

from trend_lib.sources.shortfall import filling_from, short_days

FIRST_EVENING = 90


def daily(path: str, day: str, value: str, written: str | None) -> pd.Series:
    """Return one count a calendar day; a file of single rows counts them."""
    table = pd.read_csv(path)
    days = pd.to_datetime(table[day], format=written).dt.normalize()
    counts = table[value] if value in table else pd.Series(1, index=table.index)
    return counts.groupby(days).sum().asfreq("D").astype(float)


def main() -> None:
    """Print the days."""
    path, day, value, written = [*sys.argv[1:], *("", "day", "n", None)[len(sys.argv[1:]) :]]
    counts = daily(path, day, value, written)
    brought = counts.to_numpy()
    print(f"{len(brought)} days from {counts.index[0]:%Y-%m-%d}")
    for place, usual in short_days(brought, range(len(brought))).items():
        print(f"short    {counts.index[place]:%Y-%m-%d %a}  {brought[place]:.0f} of {usual:.0f}")
    evenings = [end for end in range(FIRST_EVENING, len(brought)) if filling_from(brought[:end])]
    print(f"filling  on {len(evenings)} evenings before the last")
    tail = filling_from(brought)
    print("filling  now: " + ("no" if tail is None else f"since {counts.index[tail]:%Y-%m-%d}"))


if __name__ == "__main__":
    main()
