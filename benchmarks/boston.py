"""Real service requests, judged week by week: which weeks alarm, and is a new name taken for a rise?

    python benchmarks/boston.py DAILY.csv      # columns day, type, n: one line a day and type

Nothing is tuned here: the days are added up to weeks and go through `assess_series` as anybody's
counts would. Weeks of which the table has not all days are part weeks. It prints the alarms, and
what is said of the names that were renamed, beside what the city did in those weeks.
"""

from __future__ import annotations

import sys
import time

import pandas as pd

from trend_lib.detection import assess_series

A_WEEK = 7
TOLD = ("Space Savers", "Traffic Signal Repair", "Traffic Signal Inspection")


def weekly(path: str) -> pd.DataFrame:
    """Return counts by type and week; a type without a line on some day had none."""
    days = pd.read_csv(path, parse_dates=["day"])
    days["week"] = days["day"] - pd.to_timedelta(days["day"].dt.day_of_week, unit="D")
    counts = days.pivot_table(index="week", columns="type", values="n", aggfunc="sum", fill_value=0)
    rows = counts.reset_index().melt("week", var_name="series", value_name="count")
    per_week = days.groupby("week")["day"].nunique()
    rows["is_complete"] = rows["week"].map(per_week == A_WEEK)
    rows["week"] = rows["week"].dt.date
    return rows


def main() -> None:
    """Print every alarm, then the told series week by week."""
    rows = weekly(sys.argv[1])
    began = time.process_time()
    found = assess_series(rows, weeks="last:44")
    spent = time.process_time() - began
    alarms = found[found["is_alarm"]]
    print(f"{found['series'].nunique()} types, {found['week'].nunique()} weeks, {spent:.1f} CPU s")
    print(f"{len(alarms)} alarms in {(found['status'] == 'tested').sum()} tests\n")
    shown = ["week", "series", "observed", "expected", "upper", "q_value", "method"]
    print(alarms.sort_values(["week", "series"])[shown].round(4).to_string(index=False))
    for name in TOLD:
        told = found[(found["series"] == name)].dropna(subset=["note"])
        first = found[(found["series"] == name)].head(3)
        print(f"\n{name}")
        shown = ["week", "observed", "expected", "method", "status", "is_alarm", "note"]
        print(pd.concat([first, told])[shown].round(1).to_string(index=False))


if __name__ == "__main__":
    main()
