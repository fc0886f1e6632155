"""Make the table by which p is read once more (`trend_lib/detection/calibrated.py`), from simulated quiet weeks.

Run: `python benchmarks/calibrating.py [--series 60000] [--seed 1]`; it prints the table, and how even the share of quiet
weeks with p of .01 and less was before and is with it, over groups of other series of like contacts and scatter: what
they deviate by beyond chance.

The series are drawn at large, none is a scenario of Noufaily et al. 2013: .1 to 200 contacts a week, dispersion 1 (a fifth
of them) to 6, none to two yearly waves of up to .6, half of them with a trend, past outbreaks as in `noufaily.py`. The
table's logarithms are fitted by Gauss's and Newton's steps so that each group has .01, bent as little as that allows;
`SHARE` of it is printed. Last, what the addition for rare topics without a season does to those that get all of it.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from noufaily import JUDGED_WEEKS, WEEKS, draw_series, mean_of
from scipy import special

from trend_lib.detection.calibrated import (
    CONTACTS,
    DISPERSIONS,
    OF_RARE_AND_STEADY,
    RARE,
    STEADY,
)
from trend_lib.detection.history import History
from trend_lib.detection.seasonal import forecast_seasonal

if TYPE_CHECKING:
    from noufaily import Scenario
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WINDOW, GUARD, AT_ONCE, EVERY = 263, 3, 4200, 5
NOMINAL = 0.01
SHARE = 0.6
STIFFNESS, SHRINKAGE = 15.0, 0.3  # against bends of the table, and against its size
ROUNDS, LONGEST_STEP, NEAR = 12, 0.1, 0.125  # of a normal quantile
FEWEST_WEEKS = 1500  # in a group
GROUPS_OF_CONTACTS = np.log(
    [0.1, 0.15, 0.22, 0.33, 0.5, 0.75, 1, 1.5, 2.2, 3.3, 5, 7.5, 12, 20, 40, 80]
)
GROUPS_OF_SCATTER = np.log([1, 1.001, 1.15, 1.4, 1.8, 2.4, 3.2, 4.3])


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet weeks [N] of simulated series, each as it was judged and as it was drawn."""

    quantile: Floats  # of p, before it is read again
    expected: Floats
    dispersion: Floats
    season: Floats  # as it was fitted
    group: Ints  # of like true contacts and true scatter


def draw_row(random: np.random.Generator) -> Scenario:
    """Draw what one series is like."""
    height, angle = random.uniform(0, 0.6), random.uniform(0, 2 * np.pi)
    slope = random.choice([0, 1]) * random.normal(0, 0.0012)
    scatter = 1.0 if random.random() < 0.2 else np.exp(random.uniform(np.log(1.05), np.log(6)))
    level = random.uniform(np.log(0.1), np.log(200))
    return {
        "phi": float(scatter),
        "m": float(random.integers(0, 3)),
        "gamma1": height * np.cos(angle),
        "gamma2": height * np.sin(angle),
        "beta": float(slope),
        "theta": level - slope * (WEEKS - JUDGED_WEEKS / 2),
    }


def draw_quiet(random: np.random.Generator, series: int) -> Quiet:
    """Draw series and judge some of their newest weeks, which no outbreak is in."""
    rows = [draw_row(random) for _ in range(series)]
    parts = [draw_series(random, row)[:2] for row in rows]
    counts = np.array([normal + past for normal, past in parts], dtype=float)
    scatter = np.log([row["phi"] for row in rows])
    means = np.log([mean_of(row) for row in rows])
    judged = [
        judge(counts[:, end - WINDOW - 1 : end], means[:, end - 1], scatter)
        for end in range(WEEKS - JUDGED_WEEKS + 1, WEEKS + 1, EVERY)
    ]
    return joined(judged)


def judge(counts: Floats, mean: Floats, scatter: Floats) -> Quiet:
    """Judge the newest week of series whose true log mean and log dispersion are known."""
    found = forecast_seasonal(History(counts, None, np.ones(counts.shape, dtype=bool)), GUARD)
    own = found.dispersion / (1 + found.fit_variance / found.expected)
    sort = np.searchsorted(GROUPS_OF_CONTACTS, mean) * (len(GROUPS_OF_SCATTER) + 1)
    group = sort + np.searchsorted(GROUPS_OF_SCATTER, scatter)
    return Quiet(
        -special.ndtri(found.p_value) / found.stretch, found.expected, own, found.season, group
    )


def joined(parts: list[Quiet]) -> Quiet:
    """Return all weeks as one."""
    names = Quiet.__dataclass_fields__
    return Quiet(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def between(values: Floats, knots: Floats) -> Floats:
    """Return how much each knot says of each value [N, K], straight between two of them."""
    units = np.eye(len(knots))
    return np.stack([np.interp(values, knots, unit) for unit in units], axis=1)


def parts_of(quiet: Quiet) -> Floats:
    """Return how much each cell of the table says of each week [N, cells]."""
    lines = between(np.log(quiet.expected), np.log(CONTACTS))
    columns = between(np.log(np.maximum(quiet.dispersion, 1.0)), np.log(DISPERSIONS))
    return (lines[:, :, None] * columns[:, None, :]).reshape(len(lines), -1)


def bends() -> Floats:
    """Return the second differences of a table along its lines and columns, as rows of a matrix."""
    cells = np.arange(len(CONTACTS) * len(DISPERSIONS)).reshape(len(CONTACTS), len(DISPERSIONS))
    units = np.eye(cells.size)
    runs = [run for grid in (cells, cells.T) for run in grid]
    return np.array([units[a] - 2 * units[b] + units[c] for run in runs for a, b, c in zip(run, run[1:], run[2:], strict=False)])  # fmt: skip


def share_by_group(quiet: Quiet, stretched: Floats) -> tuple[Floats, Floats]:
    """Return the share of weeks with p of .01 and less in each group, and how many weeks it has."""
    weeks = np.bincount(quiet.group).astype(float)
    rare = np.bincount(quiet.group, stretched >= -special.ndtri(NOMINAL), minlength=len(weeks))
    return rare / np.maximum(weeks, 1), weeks


def fit_table(quiet: Quiet, parts: Floats) -> Floats:
    """Return the logarithms of the stretch, cell by cell, that make all groups even."""
    bar, stiff = -special.ndtri(NOMINAL), STIFFNESS * bends()
    table = np.zeros(parts.shape[1])
    for _ in range(ROUNDS):
        stretched = quiet.quantile * np.exp(parts @ table)
        share, weeks = share_by_group(quiet, stretched)
        weight = np.sqrt(weeks / (5 * NOMINAL)) * (weeks >= FEWEST_WEEKS)
        near = np.abs(stretched - bar) < NEAR
        slope = np.zeros((len(weeks), len(table)))
        np.add.at(slope, quiet.group[near], stretched[near, None] / (2 * NEAR) * parts[near])
        slope *= (weight / np.maximum(weeks, 1))[:, None]
        rows = np.vstack([slope, stiff, SHRINKAGE * np.eye(len(table))])
        aims = [weight * (NOMINAL - share), -stiff @ table, -SHRINKAGE * table]
        step = np.linalg.lstsq(rows, np.concatenate(aims), rcond=None)[0]
        table = table + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return table


def print_evenness(name: str, quiet: Quiet, stretched: Floats) -> None:
    """Print the mean share of rare p over the groups, and how far beyond chance they lie from .01."""
    share, weeks = share_by_group(quiet, stretched)
    big = weeks >= FEWEST_WEEKS
    by_chance = (NOMINAL * (1 - NOMINAL) / weeks[big]).mean()
    beyond = ((share[big] - NOMINAL) ** 2).mean() - by_chance
    print(f"{name}: mean {share[big].mean():.4f}, groups deviate by {np.sqrt(max(beyond, 0)):.4f}")


def print_rare_and_steady(quiet: Quiet, stretched: Floats) -> None:
    """Print what the addition for rare topics without a season does to those that get most of it."""
    chosen = (quiet.season <= STEADY[0]) & (quiet.expected <= RARE[0])
    added = stretched * np.exp(OF_RARE_AND_STEADY)
    shares = [(one[chosen] >= -special.ndtri(NOMINAL)).mean() for one in (stretched, added)]
    print(
        f"rare and steady ({chosen.sum():,} weeks): {shares[0]:.4f}, with the addition {shares[1]:.4f}"
    )


def main() -> None:
    """Print the table, and what it changes for series that it was not made of."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random = np.random.default_rng(asked.seed)
    blocks = [AT_ONCE] * (asked.series // AT_ONCE) or [asked.series]
    made_of = joined([draw_quiet(random, size) for size in blocks])
    table = SHARE * fit_table(made_of, parts_of(made_of))
    for contacts, line in zip(CONTACTS, table.reshape(len(CONTACTS), -1), strict=True):
        print(f"{contacts:>5} contacts: " + ", ".join(f"{value:.3f}" for value in line))
    others = joined([draw_quiet(random, size) for size in blocks[: len(blocks) // 3 + 1]])
    print_evenness("as it is", others, others.quantile)
    by_table = others.quantile * np.exp(parts_of(others) @ table)
    print_evenness("read again", others, by_table)
    print_rare_and_steady(others, by_table)


if __name__ == "__main__":
    main()
