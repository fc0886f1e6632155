"""Daily counts that others labelled: which labelled windows `trends assess` finds, and what else it marks.

Run: python benchmarks/real_data.py FOLDER, which holds nab/ (nyc_taxi.csv, Twitter_volume_*.csv, combined_windows.json), bank_calls_5min/calls.rda
(read by R, where it is installed) and pwc_call_centre/Call-Center-Dataset.xlsx. What is not there is skipped and said so.

Half hours and minutes are added up to days; part days at the ends are left out. Nothing was tuned on these series. A window counts when one of its days was tested;
it is hit when one of them is marked, the delay is from its first day (windows begin before their event). A false mark is a
marked day outside every window. Three marks: q at most .05 (with one series: 1 in 20), and the grades 1 in 200, 1 in 2,000 by p.
The brand series are eight weeks long, of which the first four make the profile.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.detection import assess_days, assess_series

if TYPE_CHECKING:
    from trend_lib.detection.weekday import Direction

    Plans = tuple[tuple[list[pd.DataFrame], tuple[Direction, ...]], ...]

MARKS = {"q <= .05": 0.0, "1 in 200": 1 / 200, "1 in 2,000": 1 / 2000}
CALLS_A_DAY = 169  # five-minute counts from 07:00 to 21:05, on weekdays from 3 March 2003
BANK_HOLIDAYS = tuple(date(2003, *day) for day in ((5, 26), (7, 4), (9, 1), (10, 13)))
# Two more weekdays are absent and unnamed; that they lie here is what lets Mondays be Mondays before and after.
BANK_UNKNOWN = (date(2003, 4, 4), date(2003, 4, 7))


def days_of(path: Path) -> pd.DataFrame:
    """Return the whole days of a series of timestamps as series, day, count."""
    rows = pd.read_csv(path, parse_dates=["timestamp"])
    by_day = rows.groupby(rows["timestamp"].dt.date)["value"].agg(["sum", "size"])
    whole = by_day[by_day["size"] >= 0.9 * by_day["size"].max()]
    counts = whole["sum"].astype(int).to_numpy()
    return pd.DataFrame({"series": path.stem, "day": whole.index, "count": counts})


def windows_of(folder: Path, name: str) -> list[tuple[date, date]]:
    """Return the labelled windows of a series as first and last day."""
    labelled = json.loads((folder / "combined_windows.json").read_text("utf-8"))
    (found,) = [spans for path, spans in labelled.items() if Path(path).stem == name]
    return [
        (date.fromisoformat(first[:10]), date.fromisoformat(last[:10])) for first, last in found
    ]


def compare(found: pd.DataFrame, windows: list[tuple[date, date]], mark: str) -> str:
    """Say hits of the windows that were tested, delays and false marks."""
    tested = found[found["status"] == "tested"]
    days = [date.fromisoformat(day) for day in tested["day"]]
    limit = MARKS[mark]
    is_marked = (tested["p_value"] <= limit) if limit else tested["is_alarm"]
    marked = [day for day, one in zip(days, is_marked, strict=True) if one]
    open_windows = [span for span in windows if any(span[0] <= day <= span[1] for day in days)]
    hits = [[day for day in marked if first <= day <= last] for first, last in open_windows]
    delays = [
        (inside[0] - first).days
        for inside, (first, _) in zip(hits, open_windows, strict=True)
        if inside
    ]
    outside = [day for day in marked if not any(first <= day <= last for first, last in windows)]
    return (
        f"{mark:>10}: {len(delays)} of {len(open_windows)} windows hit, delays {delays}; "
        f"{len(outside)} false marks on {len(days)} tested days"
    )


def nab(folder: Path) -> None:
    """Print taxi (alone) and the ten brands (together), rises, falls and both."""
    taxi = [days_of(folder / "nyc_taxi.csv")]
    brands = [days_of(path) for path in sorted(folder.glob("Twitter_volume_*.csv"))]
    plans: Plans = ((taxi, ("up", "down", "both")), (brands, ("up", "both")))
    for parts, directions in plans:
        table = pd.concat(parts, ignore_index=True)
        for direction in directions:
            found = assess_days(table, days="last:400", direction=direction)
            for name, rows in found.groupby("series"):
                print(f"{name}, {direction}: {len(windows_of(folder, str(name)))} windows")
                for mark in MARKS:
                    print("   ", compare(rows, windows_of(folder, str(name)), mark))


def bank(file: Path) -> None:
    """Print what is said of the bank's calls with its holidays, and without knowing them."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("bank calls: skipped, R is not installed")
        return
    program = f'load("{file}"); writeLines(as.character(as.numeric(calls)))'
    said = subprocess.run([rscript, "-e", program], capture_output=True, text=True, check=True)
    counts = np.array(said.stdout.split(), dtype=float).reshape(-1, CALLS_A_DAY).sum(1)
    weekdays = pd.bdate_range("2003-03-03", "2003-10-24").date
    given = [day for day in weekdays if day not in BANK_HOLIDAYS + BANK_UNKNOWN]
    rows = {"series": "bank", "day": given, "count": counts, "is_complete": True}
    unknown = {"series": "bank", "day": BANK_UNKNOWN, "count": 0, "is_complete": False}
    table = pd.concat([pd.DataFrame(rows), pd.DataFrame(unknown)], ignore_index=True)
    closed = {"series": "bank", "day": BANK_HOLIDAYS, "count": 0, "is_complete": False}
    without = pd.concat([table, pd.DataFrame(closed)], ignore_index=True)
    for said_of, frame, holidays in (("known", table, BANK_HOLIDAYS), ("unknown", without, ())):
        found = assess_days(frame, days="last:400", holidays=holidays)
        tested = found[found["status"] == "tested"]
        print(f"bank calls, holidays {said_of}: {dict(found['status'].value_counts())}")
        for mark, limit in MARKS.items():
            marked = tested[(tested["p_value"] <= limit) if limit else tested["is_alarm"]]
            print(
                f"    {mark:>10}: {len(marked)} of {len(tested)} days: {', '.join(marked['day'])}"
            )
        after = found[found["day"].isin(["2003-05-27", "2003-07-07", "2003-09-02", "2003-10-14"])]
        print(
            after[["day", "observed", "expected", "upper", "p_value", "status"]].to_string(
                index=False
            )
        )


def call_centre(file: Path) -> None:
    """Print what is said of a call centre whose data are synthetic and uniform, week by week and each morning."""
    rows = pd.read_excel(file, engine="calamine")
    days = pd.to_datetime(rows["Date"], dayfirst=False, format="mixed").dt.date
    for what in ("Topic", "Agent"):
        print_weeks(what, days, rows[what])
        calendar = pd.date_range(days.min(), days.max()).date
        counted = pd.crosstab(days, rows[what]).reindex(calendar, fill_value=0)
        table = (
            counted.rename_axis("day")
            .reset_index()
            .melt("day", var_name="series", value_name="count")
        )
        found = assess_days(table, days="last:400", direction="both")
        tested = found[found["status"] == "tested"]
        rare = [
            f"{mark} {int((tested['p_value'] <= limit).sum())}"
            for mark, limit in MARKS.items()
            if limit
        ]
        print(
            f"call centre by {what}: {int(tested['is_alarm'].sum())} alarms in {len(tested)} tests; "
            f"rarer than {', '.join(rare)}"
        )


def print_weeks(what: str, days: pd.Series, names: pd.Series) -> None:
    """Print how many weekly tests alarm; the first and last week are parts."""
    mondays = days.map(lambda day: day - timedelta(days=day.weekday()))
    counted = pd.crosstab(mondays, names).iloc[1:-1]
    table = counted.rename_axis("week").reset_index().melt("week", var_name="series", value_name="count")  # fmt: skip
    for direction in ("up", "both"):
        found = assess_series(table, weeks="last:20", direction=direction)
        tested = found[found["status"] == "tested"]
        print(
            f"call centre by {what}, weeks, {direction}: {int(tested['is_alarm'].sum())} alarms in {len(tested)} tests, "
            f"smallest q {tested['q_value'].min():.3f}"
        )


def main() -> None:
    """Print all that the folder holds."""
    if len(sys.argv) < 2:
        print("skipped: name the folder of the public data sets")
        return
    folder = Path(sys.argv[1])
    for part, read in (
        ("nab", nab),
        ("bank_calls_5min/calls.rda", bank),
        ("pwc_call_centre/Call-Center-Dataset.xlsx", call_centre),
    ):
        if (folder / part).exists():
            read(folder / part)
        else:
            print(f"{part}: skipped, not in {folder}")


if __name__ == "__main__":
    main()
