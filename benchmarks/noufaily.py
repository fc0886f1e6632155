"""The simulated weekly counts of Noufaily et al. 2013 (Statistics in Medicine 32:1206), for any seed.

Run: `python benchmarks/noufaily.py SCENARIOS.csv OUT.csv [--repetitions 20] [--seed 1]` writes a table that
`trends assess` reads. A scenario is a row theta, beta, gamma1, gamma2, phi, m: the mean of week t is
exp(theta + beta t + m yearly harmonics), the variance phi times the mean. Four past outbreaks begin in weeks
313 to 575, one current outbreak in weeks 576 to 620; each has Poisson(k x standard deviation) contacts, two or
more, spread over the weeks after its start by a lognormal of deviation one half. The last 49 weeks are judged.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Scenario = dict[str, float]

WEEKS = 624
JUDGED_WEEKS = 49
FIRST_PAST, FIRST_CURRENT, LAST_START = 313, 576, 620  # weeks, counted from 1
PAST_OUTBREAKS = 4
PAST_SIZES = (0, 2, 3, 5, 10)  # standard deviations
LARGEST_CURRENT = 10
FEWEST_CASES = 2
SPREAD = 0.5
MONDAY = date(2005, 1, 3)  # of the first week, wherever a table must name one


@dataclass(frozen=True, slots=True)
class Panel:
    """Simulated series; the newest week is the last column."""

    counts: Ints  # [S, 624], outbreaks included
    current: Ints  # [S, 624] contacts of the outbreak to be found
    past: Ints  # [S, 624] contacts of earlier outbreaks
    scenario: Ints  # [S]


def make_panel(
    scenarios_csv: Path, repetitions: int, seed: int, *, is_quiet: bool = False
) -> Panel:
    """Draw some series of every scenario; a quiet panel has no outbreak to be found."""
    random = np.random.default_rng(seed)
    rows = read_scenarios(scenarios_csv)
    drawn = [draw_series(random, row) for row in rows for _ in range(repetitions)]
    normal, past, current = (np.array(part) for part in zip(*drawn, strict=True))
    if is_quiet:
        current = np.zeros_like(current)
    scenario = np.repeat([int(row["scenario"]) for row in rows], repetitions)
    return Panel(normal + past + current, current, past, scenario)


def read_scenarios(scenarios_csv: Path) -> list[Scenario]:
    """Read the scenarios' parameters."""
    with scenarios_csv.open(encoding="utf-8") as file:
        return [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def draw_series(random: np.random.Generator, row: Scenario) -> tuple[Ints, Ints, Ints]:
    """Return one series' normal contacts, those of past outbreaks, and those of the current one."""
    mean = mean_of(row)
    normal = draw_counts(random, mean, row["phi"])
    deviation = np.sqrt(row["phi"] * mean)
    past = np.zeros(WEEKS, dtype=np.int64)
    size = int(random.choice(PAST_SIZES))
    starts = random.choice(np.arange(FIRST_PAST, FIRST_CURRENT), PAST_OUTBREAKS, replace=False)
    for start in starts:
        past += draw_outbreak(random, size * deviation[start - 1], start, FIRST_CURRENT - 1)
    size = int(random.integers(1, LARGEST_CURRENT + 1))
    start = int(random.integers(FIRST_CURRENT, LAST_START + 1))
    return normal, past, draw_outbreak(random, size * deviation[start - 1], start, WEEKS)


def mean_of(row: Scenario) -> Floats:
    """Return the mean of each week without outbreaks."""
    weeks = np.arange(1, WEEKS + 1)
    season = np.zeros(WEEKS)
    for harmonic in range(1, int(row["m"]) + 1):
        angle = 2 * np.pi * harmonic * weeks / 52
        season += row["gamma1"] * np.cos(angle) + row["gamma2"] * np.sin(angle)
    return np.exp(row["theta"] + row["beta"] * weeks + season)


def draw_counts(random: np.random.Generator, mean: Floats, dispersion: float) -> Ints:
    """Draw negative binomial counts of variance dispersion x mean; Poisson where it is 1."""
    if dispersion > 1:
        mean = random.gamma(mean / (dispersion - 1), dispersion - 1)
    return np.asarray(random.poisson(mean))


def draw_outbreak(random: np.random.Generator, expected: float, start: int, last: int) -> Ints:
    """Return the outbreak's contacts in each week; what falls after its last week is cut off."""
    cases = 0
    while expected > 0 and cases < FEWEST_CASES:
        cases = int(random.poisson(expected))
    weeks = start + np.floor(random.lognormal(0, SPREAD, cases)).astype(int)
    return np.bincount(weeks[weeks <= last] - 1, minlength=WEEKS)


def in_outbreak(panel: Panel) -> NDArray[np.bool_]:
    """Return which weeks [S, 624] lie between the first and the last contact of an outbreak."""
    begun = np.cumsum(panel.current, axis=1) > 0
    goes_on = np.cumsum(panel.current[:, ::-1], axis=1)[:, ::-1] > 0
    return np.asarray(begun & goes_on)


def write_table(panel: Panel, path: Path) -> None:
    """Write series, week, count; a series is named by its number, from 1."""
    mondays = [MONDAY + timedelta(weeks=week) for week in range(WEEKS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["series", "week", "count"])
        for number, counts in enumerate(panel.counts.tolist(), start=1):
            writer.writerows(zip([number] * WEEKS, mondays, counts, strict=True))


def main() -> None:
    """Write a panel for `trends assess`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_table(make_panel(asked.scenarios, asked.repetitions, asked.seed), asked.out)


if __name__ == "__main__":
    main()
