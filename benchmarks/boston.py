"""Real service requests, judged week by week: which weeks alarm, and is a new name taken for a rise?

    python benchmarks/boston.py DAILY.csv      # columns day, type, n: one line a day and type

Nothing is tuned here: the days are added up to weeks and go through `assess_series` as anybody's
counts would. Weeks of which the table has not all days are part weeks. It prints the alarms, and
what is said of the names that were renamed, beside what the city did in those weeks. Last it says how rare
Space Savers' rise of 2 March was by nothing but the city's own records: in how many of the earlier weeks any type
rose as many times above its level (the ladder's for short histories, of `FEWEST` contacts and more), and whether EARS C1,
which knows seven weeks and nothing else, finds it.
"""

from __future__ import annotations

import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series
from trend_lib.detection.level import LONGEST_GUARD, WEEKS_BEFORE_FIRST_ERROR, rolling_levels

A_WEEK = 7
SURGE = date(2015, 3, 2)
FEWEST = 5.0  # contacts a week; of fewer a few more are many times as many
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


def times_the_level(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of series, week and how many times its level a count is, where that is known and big enough."""
    counts = rows[rows["is_complete"]].pivot_table(index="series", columns="week", values="count")
    known = np.ones(counts.shape)
    rate, _ = rolling_levels(counts.to_numpy(), known, known, LONGEST_GUARD)
    times = np.where(rate >= FEWEST, counts / np.maximum(rate, FEWEST), np.nan)
    times[:, : WEEKS_BEFORE_FIRST_ERROR + LONGEST_GUARD] = np.nan
    found = pd.DataFrame(times, index=counts.index, columns=counts.columns)
    return found.reset_index().melt("series", var_name="week", value_name="times").dropna()


def print_rarity(rows: pd.DataFrame) -> None:
    """Say how often types rose as much as Space Savers did, before that week and in all of the year."""
    times = times_the_level(rows)
    rise = times[(times["series"] == TOLD[0]) & (times["week"] == SURGE)]["times"].iloc[0]
    print(f"\n{TOLD[0]}, {SURGE}: {rise:.1f} times its level")
    for name, part in (("before", times[times["week"] < SURGE]), ("in all the year", times)):
        as_high = part[part["times"] >= rise]
        said = ", ".join(as_high["series"] + " " + as_high["week"].astype(str))
        print(f"as much {name}: {len(as_high)} of {len(part)} series-weeks ({said})")


def main() -> None:
    """Print every alarm, then the told series week by week."""
    rows = weekly(sys.argv[1])
    began = time.process_time()
    found = assess_series(rows, weeks="last:44")
    spent = time.process_time() - began
    alarms = found[found["is_alarm"]]
    print(f"{found['series'].nunique()} types, {found['week'].nunique()} weeks, {spent:.1f} CPU s")
    print(f"{len(alarms)} alarms in {(found['status'] == 'tested').sum()} tests\n")
    shown = ["week", "series", "observed", "expected", "upper", "q_value", "method", "note"]
    print(alarms.sort_values(["week", "series"])[shown].round(4).to_string(index=False))
    for name in TOLD:
        told = found[(found["series"] == name)].dropna(subset=["note"])
        first = found[(found["series"] == name)].head(3)
        print(f"\n{name}")
        shown = ["week", "observed", "expected", "method", "status", "is_alarm", "note"]
        print(pd.concat([first, told])[shown].round(1).to_string(index=False))
    print_rarity(rows)
    ears = assess_series(rows, weeks="last:44", method="ears-c1")
    surge = ears[(ears["series"] == TOLD[0]) & (ears["week"] == str(Week.of_day(SURGE)))].iloc[0]
    print(
        f"EARS C1: {surge['score']:.1f} deviations above the seven weeks before, alarm: {surge['is_alarm']}; "
        f"{ears['is_alarm'].sum()} alarms in all"
    )


if __name__ == "__main__":
    main()
