"""Does p keep its word? Quiet weeks with p of .01 and less, scenario by scenario, beside what knowing the truth gives.

Run: `python benchmarks/calibration.py SCENARIOS.csv [--quiet 600] [--seed 1]`, the scenarios those of `noufaily.py`; it prints the
tables of `docs/calibration.md`. The series have past outbreaks but none in the 49 weeks judged. Three columns, each with its standard error:

design: the ladder with five years of history, as `trends assess` judges.
truth: the same looks at the newest weeks, given each week's true mean and dispersion. What is still amiss is due to whole
numbers: of few contacts no count has a mid-p just under .01.
drawn: the same, each week's p drawn evenly from the stretch that its count covers (Dunn & Smyth 1996, Journal of Computational and
Graphical Statistics 5:236), which is exact for one week. What is still amiss is due to joining the looks, and to chance.

`--found 601 602` prints instead, for panels of those seeds with an outbreak to be found (20 series a scenario), what the design finds and
how many of its flags are true, beside who knows the truth: so much is there to find.

Last, the weeks of the scenarios that have a season, in four quarters from those with fewest contacts to those with most: a season
that is held to 0 leaves p too small at its peak and too large at its foot.

"Outside" is a share under .008 or over .012; "surely" one that is still there after two standard errors.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from design import (
    NOMINAL,
    SERIES_A_SCENARIO,
    Judged,
    joined,
    judge_panel,
    print_at,
    standard_error,
)
from noufaily import JUDGED_WEEKS, in_outbreak, make_panel, mean_of, read_scenarios

from trend_lib.detection.looks import WEIGHTS_OF_LOOKS, NewestWeeks, p_of_all_looks, p_of_looks
from trend_lib.detection.tail import SMALLEST_P, mid_p, tail_at_least

if TYPE_CHECKING:
    from collections.abc import Callable

    from noufaily import Panel, Scenario
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOOKS = len(WEIGHTS_OF_LOOKS)
ALLOWED = 0.2  # of the nominal share, either way
COLUMNS = ("design", "truth", "drawn")


def p_of_truth(panel: Panel, rows: list[Scenario], tail: Callable[..., Floats]) -> Floats:
    """Return p [S, J] of the judged weeks where mean and dispersion need no fitting."""
    repetitions = len(panel.counts) // len(rows)
    weeks = JUDGED_WEEKS + LOOKS - 1
    counts = panel.counts[:, -weeks:].astype(float)
    mean = np.repeat([mean_of(row)[-weeks:] for row in rows], repetitions, axis=0)
    dispersion = np.repeat([row["phi"] for row in rows], repetitions)[:, None]
    p_weeks = tail(counts, mean, np.broadcast_to(dispersion, counts.shape))
    found = []
    for column in range(LOOKS - 1, weeks):
        newest = p_weeks[:, column - LOOKS + 1 : column + 1][:, ::-1]
        whole = np.ones(newest.shape, dtype=bool)
        rises = counts[:, column] > mean[:, column]
        p_looks = p_of_looks(NewestWeeks(newest, np.zeros(newest.shape), whole), rises)
        found.append(p_of_all_looks(p_looks, whole))
    return np.stack(found, axis=1)


def drawn_tail(seed: int) -> Callable[..., Floats]:
    """Return a tail that draws p evenly between P(more) and P(as many or more)."""
    random = np.random.default_rng(seed)

    def drawn(observed: Floats, mean: Floats, dispersion: Floats) -> Floats:
        at_least = tail_at_least(observed, mean, dispersion)
        above = tail_at_least(observed + 1, mean, dispersion)
        p_value = above + (at_least - above) * random.random(observed.shape)
        return np.asarray(np.maximum(p_value, SMALLEST_P))

    return drawn


def print_scenario(row: Scenario, flags: list[NDArray[np.bool_]]) -> list[tuple[float, float]]:
    """Print a scenario's line; return each column's share of flagged weeks and its standard error."""
    shares = [one.mean(1) for one in flags]
    found = [(float(own.mean()), standard_error(own)) for own in shares]
    said = " | ".join(f"{share:.4f} ({error:.4f})" for share, error in found)
    size = mean_of(row)[-JUDGED_WEEKS:].mean()
    print(f"| {row['scenario']:.0f} | {size:.2f} | {row['phi']:g} | {said} |")
    return found


def print_summary(found: Floats) -> None:
    """Print, of each column of [scenarios, columns, 2], how many scenarios lie outside."""
    share, error = found[..., 0], found[..., 1]
    off = np.abs(share - NOMINAL) - ALLOWED * NOMINAL
    for number, name in enumerate(COLUMNS):
        below = int(((off > 0) & (share < NOMINAL))[:, number].sum())
        above = int(((off > 0) & (share > NOMINAL))[:, number].sum())
        surely = int((off > 2 * error)[:, number].sum())
        mean = share[:, number].mean()
        print(f"{name}: mean {mean:.4f}; below {below}, above {above}, surely outside {surely}")


def print_quarters(rows: list[Scenario], flags: list[list[NDArray[np.bool_]]]) -> None:
    """Print the share of rare p from the weeks with fewest contacts to those with most, of scenarios with a season."""
    seasonal = [number for number, row in enumerate(rows) if row["m"] > 0]
    print("from the fewest contacts of the year to the most:")
    for name, of_scenarios in zip(COLUMNS, zip(*flags, strict=True), strict=True):
        shares = np.array([by_quarter(rows[one], of_scenarios[one]) for one in seasonal])
        most = shares[:, -1].argmax()
        told = ", ".join(f"{share:.4f}" for share in shares.mean(0))
        print(
            f"{name}: {told}; at most {shares[most, -1]:.4f} ({rows[seasonal[most]]['scenario']:.0f})"
        )


def by_quarter(row: Scenario, flags: NDArray[np.bool_]) -> list[float]:
    """Return the share [4] of flags [S, J] in the quarters of the judged weeks, by their true mean."""
    order = np.argsort(mean_of(row)[-JUDGED_WEEKS:])
    return [float(flags[:, weeks].mean()) for weeks in np.array_split(order, 4)]


def print_found(scenarios: Path, seeds: list[int]) -> None:
    """Print what the design finds, and what who knows the truth."""
    rows = read_scenarios(scenarios)
    panels = [make_panel(scenarios, SERIES_A_SCENARIO, seed) for seed in seeds]
    print_at("design", joined([judge_panel(panel) for panel in panels]))
    known = [
        Judged(p_of_truth(panel, rows, mid_p), in_outbreak(panel)[:, -JUDGED_WEEKS:])
        for panel in panels
    ]
    print_at("truth", joined(known))


def main() -> None:
    """Print the table and its sum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("--quiet", type=int, default=600, help="quiet series a scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=int, nargs="+", help="seeds of panels with an outbreak")
    asked = parser.parse_args()
    if asked.found:
        print_found(asked.scenarios, asked.found)
        return
    rows = read_scenarios(asked.scenarios)
    panel = make_panel(asked.scenarios, asked.quiet, asked.seed, is_quiet=True)
    tails = (mid_p, drawn_tail(asked.seed + 1))
    p_values = [judge_panel(panel).p_value, *(p_of_truth(panel, rows, tail) for tail in tails)]
    print(f"| scenario | contacts | phi | {' | '.join(COLUMNS)} |\n{'|---' * (3 + len(COLUMNS))}|")
    flags = [
        [one[panel.scenario == row["scenario"]] <= NOMINAL for one in p_values] for row in rows
    ]
    found = [print_scenario(row, own) for row, own in zip(rows, flags, strict=True)]
    print_summary(np.array(found))
    print_quarters(rows, flags)


if __name__ == "__main__":
    main()
