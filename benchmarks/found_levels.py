"""What finding old changes of level is worth: series whose level changed for good, judged with it and without.

Run: `python benchmarks/found_levels.py SCENARIOS.csv [--seed 1] [--worlds 50]`; SCENARIOS those of `noufaily.py`. It prints two tables.

Changed: eight of 168 series (negative binomial, dispersion 2, no season) change from one level to another for good. Of the
newest week: the share with p of .01 and less, where it is quiet and where it is twice the level; before: as if nothing were found.
Found: how often a change of level is found where there is none: in histories of the 42 scenarios (outbreaks, trends,
seasons), and in series of every size with strong seasons and one outbreak of four weeks at eight deviations.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from design import SERIES_A_SCENARIO
from noufaily import WEEKS, make_panel

from trend_lib.detection.found_level import find_steps, with_found_levels
from trend_lib.detection.history import History
from trend_lib.detection.ladder import Watched, forecast

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

GUARD, MIN_WEEKS = 3, 8
# From level to level, the week of the change, weeks in all.
CHANGES = (
    (20, 20, 100, 264), (60, 20, 100, 264), (60, 20, 160, 264), (60, 20, 230, 264), (60, 20, 30, 100),
    (20, 30, 100, 264), (20, 60, 100, 264), (20, 60, 220, 264), (20, 60, 30, 100), (0.5, 90, 100, 264), (0.5, 90, 14, 45),
)  # fmt: skip
HISTORIES = (263, 104, 60, 40)
OTHERS, CHANGED, DISPERSION = 160, 8, 2.0
P_LIMIT = 0.01


def history_of(counts: Counts) -> History:
    """Return the history of counts that are all known."""
    return History(counts.astype(float), None, np.ones(counts.shape, dtype=bool))


def draw_changed(
    random: np.random.Generator, change: tuple[float, float, int, int], times: float
) -> Counts:
    """Return the counts [S, W] of a world, those with a change first; the newest week is so many times the level."""
    before, after, at, weeks = change
    level = np.where(np.arange(weeks) < at, before, after) * np.ones((CHANGED, 1))
    level[:, -1] *= times
    sizes = np.exp(random.uniform(np.log(0.5), np.log(100), OTHERS))
    mean = np.concatenate([level, np.repeat(sizes[:, None], weeks, axis=1)])
    return random.negative_binomial(mean / (DISPERSION - 1), 1 / DISPERSION)


def share_of_alarms(counts: list[Counts], *, finds: bool) -> float:
    """Return in how many of the changed series the newest week has p of .01 and less."""
    passed = []
    for world in counts:
        history = history_of(world)
        if finds:
            history, _ = with_found_levels(history, GUARD)
        series = len(world)
        watched = Watched(history, np.zeros(series, dtype=np.int64), np.zeros(series, dtype=bool))
        passed.append(forecast(watched, GUARD, MIN_WEEKS).p_value[:CHANGED] <= P_LIMIT)
    return float(np.mean(passed))


def print_changed(seed: int, worlds: int) -> None:
    """Print the first table."""
    print("from -> to, weeks ago, weeks   found   quiet: before  now   twice: before  now")
    for change in CHANGES:
        random = np.random.default_rng(seed)
        quiet, twice = (
            [draw_changed(random, change, times) for _ in range(worlds)] for times in (1.0, 2.0)
        )
        found = np.mean([find_steps(history_of(one), GUARD)[:CHANGED] > 0 for one in quiet])
        shares = [
            share_of_alarms(counts, finds=finds)
            for counts in (quiet, twice)
            for finds in (False, True)
        ]
        before, after, at, weeks = change
        told = "   ".join(f"{share:.3f}" for share in shares)
        print(f"{before:>4} -> {after:>2}, {weeks - at:>3}, {weeks:>3}   {found:.2f}   {told}")


def draw_seasonal(random: np.random.Generator, weeks: int, series: int) -> Counts:
    """Return series of every size with a season of half as much again, a trend and an outbreak of four weeks each."""
    years = np.arange(weeks) / 52.18
    sizes = np.exp(random.uniform(np.log(0.5), np.log(150), series))[:, None]
    phase = random.uniform(0, 2 * np.pi, (series, 1))
    trend = random.normal(0, 0.2, (series, 1))
    mean = sizes * np.exp(0.4 * np.cos(2 * np.pi * years + phase) + trend * years)
    counts = random.negative_binomial(mean / (DISPERSION - 1), 1 / DISPERSION)
    begins = random.integers(0, weeks - 4, series)
    for row, begin, size in zip(counts, begins, mean.mean(1), strict=True):
        row[begin : begin + 4] += random.poisson(8 * np.sqrt(DISPERSION * size))
    return counts


def print_found(scenarios: Path, seed: int, panels: int = 3) -> None:
    """Print the second table."""
    for weeks in HISTORIES:
        drawn = [make_panel(scenarios, SERIES_A_SCENARIO, seed + one) for one in range(panels)]
        ends = (WEEKS, WEEKS - 20, WEEKS - 40)
        parts = [panel.counts[:, end - weeks - 1 : end] for panel in drawn for end in ends]
        found = np.concatenate([find_steps(history_of(part), GUARD) > 0 for part in parts])
        seasonal = draw_seasonal(np.random.default_rng(seed), weeks + 1, 3000)
        taken = find_steps(history_of(seasonal), GUARD) > 0
        print(
            f"{weeks} weeks: {found.sum()} of {len(found)} histories of the scenarios, {taken.sum()} of {len(taken)} with an outbreak"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", type=int, default=50)
    asked = parser.parse_args()
    print_changed(asked.seed, asked.worlds)
    print_found(asked.scenarios, asked.seed)


if __name__ == "__main__":
    main()
