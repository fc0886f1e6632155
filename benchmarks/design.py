"""What the ladder finds and how often it cries wolf, on the simulated counts of `noufaily.py`; how fast it is.

Run: `python benchmarks/design.py SCENARIOS.csv [--seeds 201 202] [--quiet 40]` for the figures, each with its
standard error over the series; `--speed` for CPU seconds and memory at 1,000, 10,000 and 100,000 series of five
years, on one thread (`OPENBLAS_NUM_THREADS=1`).

Found: share of the current outbreaks flagged in at least one of their weeks, where the threshold of p is the one
that flags 1 % (or .5 %) of the other weeks. PPV: share of the flags that lie in an outbreak. Quiet: series without
a current outbreak, weeks with p of .01 and less; two standard errors decide whether a scenario lies outside
.008 to .012. FDP: share of false alarms among the ladder's q <= .1 over all series of a week (Benjamini-Hochberg).
Drift: a ramp over 16 weeks to two standard deviations, flagged by its 20th week; by the ladder's one p, and by the
drift's own, each with the threshold that flags .5 % of quiet weeks.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from noufaily import JUDGED_WEEKS, WEEKS, Panel, in_outbreak, make_panel, mean_of, read_scenarios
from scipy import stats

from trend_lib.detection.found_level import with_found_levels
from trend_lib.detection.history import Forecast, History
from trend_lib.detection.ladder import Watched, forecast

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

WINDOW = 263  # weeks, the setting's default
SHORT_HISTORIES = (8, 12, 26, 52)
SERIES_A_SCENARIO = 20
RAMP_WEEKS, FOUND_BY, RAMP_HEIGHT = 16, 20, 2.0
NOMINAL = 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """The p-values [S, J] of the judged weeks, and which of these an outbreak holds."""

    p_value: Floats
    is_outbreak: Bools


def judge_last_week(counts: NDArray[np.int64]) -> Forecast:
    """Return the ladder's forecast of the newest week."""
    series = len(counts)
    whole = History(counts.astype(float), None, np.ones(counts.shape, dtype=bool))
    whole, _ = with_found_levels(whole, guard_weeks=3)
    began, known = np.zeros(series, dtype=np.int64), np.zeros(series, dtype=bool)
    return forecast(Watched(whole, began, known), guard_weeks=3, min_weeks=8)


def judge_panel(
    panel: Panel, window: int = WINDOW, judged: int = JUDGED_WEEKS, which: str = "p_value"
) -> Judged:
    """Judge each of the last weeks by the weeks of the window before it."""
    ends = range(WEEKS - judged + 1, WEEKS + 1)
    found = [judge_last_week(panel.counts[:, end - window - 1 : end]) for end in ends]
    p_value = np.stack([getattr(one, which) for one in found], axis=1)
    return Judged(np.where(np.isnan(p_value), 1.0, p_value), in_outbreak(panel)[:, -judged:])


def joined(parts: list[Judged]) -> Judged:
    """Return the judged weeks of several panels as one."""
    return Judged(
        np.concatenate([part.p_value for part in parts]),
        np.concatenate([part.is_outbreak for part in parts]),
    )


def threshold(judged: Judged, false_alarms: float) -> float:
    """Return the p-value under which that share of the weeks without outbreak lies."""
    return float(np.quantile(judged.p_value[~judged.is_outbreak], false_alarms))


def found_share(judged: Judged, limit: float) -> tuple[float, float]:
    """Return the share of outbreaks found, and its standard error."""
    flags = judged.p_value < limit
    has_one = judged.is_outbreak.any(1)
    found = (flags & judged.is_outbreak).any(1)[has_one]
    return float(found.mean()), standard_error(found)


def true_share(judged: Judged, limit: float) -> tuple[float, float]:
    """Return the share of flags that lie in an outbreak, and its standard error over the series (a ratio's)."""
    flags = judged.p_value < limit
    true, all_flags = (flags & judged.is_outbreak).sum(1), flags.sum(1)
    share = true.sum() / all_flags.sum()
    return float(share), standard_error(true - share * all_flags) / float(all_flags.mean())


def standard_error(values: NDArray[np.generic]) -> float:
    """Return the standard error of a mean."""
    return float(np.std(values) / np.sqrt(len(values)))


def false_share(parts: list[Judged], rate: float) -> tuple[float, int]:
    """Return the share of false ones among all alarms of Benjamini and Hochberg's, week by week."""
    false, alarms = 0, 0
    for part in parts:
        q_value = stats.false_discovery_control(part.p_value, axis=0)
        false += int(((q_value <= rate) & ~part.is_outbreak).sum())
        alarms += int((q_value <= rate).sum())
    return false / max(alarms, 1), alarms


def print_at(name: str, judged: Judged) -> None:
    """Print what is found, and how much of it is true, at both shares of false alarms."""
    for share in (0.01, 0.005):
        limit = threshold(judged, share)
        figures = (found_share(judged, limit), true_share(judged, limit))
        found, true = (f"{one:.3f} ({error:.3f})" for one, error in figures)
        print(f"{name}: at {share:.1%} false alarms (p < {limit:.4f}) {found} found, PPV {true}")


def print_found(scenarios: Path, seeds: list[int]) -> None:
    """Print what is found with five years of history and with short ones."""
    panels = [make_panel(scenarios, SERIES_A_SCENARIO, seed) for seed in seeds]
    parts = [judge_panel(panel) for panel in panels]
    for name, window in [
        ("5 years", WINDOW),
        *((f"{weeks} weeks", weeks) for weeks in SHORT_HISTORIES),
    ]:
        if window != WINDOW:
            parts = [judge_panel(panel, window) for panel in panels]
        judged = joined(parts)
        print_at(name, judged)
        print(
            f"{name}: p <= .01 in {(judged.p_value[~judged.is_outbreak] <= NOMINAL).mean():.4f} of other weeks"
        )
        if window == WINDOW:
            proportion, alarms = false_share(parts, 0.1)
            print(f"{name}: false among alarms at q = .1: {proportion:.3f} of {alarms}")


def print_quiet(scenarios: Path, repetitions: int, seed: int) -> None:
    """Print each scenario's share of quiet weeks with p of .01 and less."""
    panel = make_panel(scenarios, repetitions, seed, is_quiet=True)
    flags = judge_panel(panel).p_value <= NOMINAL
    outside = 0
    for row in read_scenarios(scenarios):
        own = flags[panel.scenario == row["scenario"]].mean(1)
        error = standard_error(own)
        is_outside = bool(abs(own.mean() - NOMINAL) > 0.2 * NOMINAL + 2 * error)
        outside += is_outside
        size = mean_of(row)[-JUDGED_WEEKS:].mean()
        print(
            f"scenario {row['scenario']:.0f}: mean {size:.2f}, phi {row['phi']:g}: {own.mean():.4f} ({error:.4f}){' outside' * is_outside}"
        )
    print(f"all: {flags.mean():.4f}; surely outside .008 to .012: {outside}")


def ramped(panel: Panel, scenarios: Path, seed: int) -> Panel:
    """Return a panel of `SERIES_A_SCENARIO` series a scenario with a slow rise at the end of each."""
    rows = read_scenarios(scenarios)
    means = np.repeat([mean_of(row) for row in rows], SERIES_A_SCENARIO, axis=0)
    spread = np.repeat([row["phi"] for row in rows], SERIES_A_SCENARIO)[:, None]
    height = RAMP_HEIGHT * np.minimum(np.arange(1, FOUND_BY + 1) / RAMP_WEEKS, 1)
    counts = panel.counts.copy()
    added = height * np.sqrt(spread * means[:, -FOUND_BY:])
    counts[:, -FOUND_BY:] += np.random.default_rng(seed).poisson(added)
    return Panel(counts, panel.current, panel.past, panel.scenario)


def print_drift(scenarios: Path, seeds: list[int]) -> None:
    """Print the share of ramps found, the threshold from the same panels without a ramp."""
    quiet = [make_panel(scenarios, SERIES_A_SCENARIO, seed, is_quiet=True) for seed in seeds]
    risen = [ramped(panel, scenarios, seed) for panel, seed in zip(quiet, seeds, strict=True)]
    for which in ("p_value", "p_drift"):
        normal = joined([judge_panel(panel, which=which) for panel in quiet])
        limit = threshold(normal, 0.005)
        judged = joined([judge_panel(panel, judged=FOUND_BY, which=which) for panel in risen])
        found = (judged.p_value < limit).any(1)
        print(
            f"drift by {which}: at .5% false alarms (p < {limit:.4f}) {found.mean():.3f} "
            f"({standard_error(found):.3f}) found by week {FOUND_BY}"
        )


def print_speed(sizes: tuple[int, ...] = (1_000, 10_000, 100_000)) -> None:
    """Print CPU seconds for one week of so many series, and the most memory held so far."""
    random = np.random.default_rng(1)
    for size in sizes:
        mean = random.gamma(2, 10, (size, 1)).astype(np.float32)
        counts = random.poisson(mean, (size, WINDOW + 1))
        started = time.process_time()
        judge_last_week(counts)
        seconds = time.process_time() - started
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size} series: {seconds:.2f} CPU seconds, {megabytes:.0f} MB held at most")


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--quiet", type=int, default=40, help="quiet series a scenario")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if asked.speed or asked.scenarios is None:
        print_speed()
        return
    print_found(asked.scenarios, asked.seeds)
    print_drift(asked.scenarios, asked.seeds)
    if asked.quiet:
        print_quiet(asked.scenarios, asked.quiet, asked.seeds[0])


if __name__ == "__main__":
    main()
