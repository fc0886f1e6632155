"""What each choice of the design is worth: its constants changed one at a time, on the same simulated counts.

Run: `python benchmarks/choices.py SCENARIOS.csv [--seeds 501 502] [--quiet 40] [--only drift]`, the scenarios those of
`noufaily.py`; the figures are those of `design.py`. After each change stands the difference from the design, with its
standard error over the series (paired: both judge the same counts).

Found: outbreaks found where 1 in 100 other weeks is flagged, with five years and with 26 weeks of history. Ramp: slow rises to
two deviations found where 1 in 200 quiet weeks is flagged. True: share of the flags at 1 in 100 that lie in an outbreak.
False: share of false alarms at q = .1. Quiet: share of quiet weeks with p <= .01, over all and in the scenario that keeps its word worst.
"""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from design import (
    FOUND_BY,
    NOMINAL,
    SERIES_A_SCENARIO,
    Judged,
    false_share,
    joined,
    judge_panel,
    ramped,
    threshold,
    true_share,
)
from noufaily import Panel, make_panel

from trend_lib.detection import (
    dispersion,
    drift,
    level,
    looks,
    outlier,
    prediction,
    season_doubt,
    seasonal,
    weighing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from trend_lib.detection.weighing import Baseline

    Floats = NDArray[np.float64]
    Change = tuple[Any, str, Any]  # module, constant, another value

SHORT = 26  # weeks of history
NEVER = 1e-12


def times_the_smallest(_: Sequence[float], p_values: Sequence[Floats]) -> Floats:
    """Bonferroni's way to join looks."""
    return np.asarray(np.minimum(len(p_values) * np.min(p_values, axis=0), 1), dtype=float)


def as_if_known(p_value: Floats, _: Floats) -> Floats:
    """Leave p as it is: as if the dispersion were known, or the p even."""
    return p_value


def no_doubt(*_: Floats) -> float:
    """Return no variance: as if each wave were known to be as strong as it was fitted."""
    return 0.0


def mean_twice(baseline: Baseline, mean: Floats) -> tuple[Floats, Floats]:
    """Return the mean week's contacts for both of the weeks that stand for all."""
    size = (baseline.known * mean).sum(1) / baseline.known.sum(1)
    return size, size


CHANGES: tuple[tuple[str, Change], ...] = (
    ("looks: equal weights", (looks, "WEIGHTS_OF_LOOKS", (1 / 3, 1 / 3, 1 / 3))),
    ("looks: this week alone", (looks, "WEIGHTS_OF_LOOKS", (1 - 2 * NEVER, NEVER, NEVER))),
    ("looks: two weeks at most", (looks, "WEIGHTS_OF_LOOKS", (0.2, 0.8 - NEVER, NEVER))),
    ("looks: three times the smallest p", (looks, "harmonic_p", times_the_smallest)),
    ("looks: earlier weeks in full", (looks, "HIGHEST_EARLIER", 99.0)),
    ("looks: an earlier week as 2 at most", (looks, "HIGHEST_EARLIER", 2.0)),
    ("drift: weight 0", (drift, "WEIGHT_OF_DRIFT", NEVER)),
    ("drift: weight .05", (drift, "WEIGHT_OF_DRIFT", 0.05)),
    ("outbreaks: weigh in full", (weighing, "RARE_IN_A_CURVE", NEVER)),
    ("outbreaks: from 2 in 1,000", (weighing, "RARE_IN_A_CURVE", 0.002)),
    ("outbreaks: square", (outlier, "FALL", 2)),
    ("outbreaks: eighth power", (outlier, "FALL", 8)),
    ("season: sure to the day", (season_doubt, "DAYS_OF_DOUBT", 0.0)),
    ("season: 5 days of doubt", (season_doubt, "DAYS_OF_DOUBT", 5.0)),
    ("season: sure of its strength", (seasonal, "doubt_of_strength", no_doubt)),
    ("season: each series alone", (seasonal, "FEWEST", 10**9)),
    ("p: not read again", (seasonal, "read_again", as_if_known)),
    ("scatter: given back as for the mean week", (weighing, "low_and_high", mean_twice)),
    ("scatter: each series alone", (dispersion, "FEWEST_SERIES", 10**9)),
    ("scatter: rare weeks worth as much", (dispersion, "WEIGHT_OF_KURTOSIS", 0.0)),
    ("scatter: rare weeks worth less", (dispersion, "WEIGHT_OF_KURTOSIS", 1.0)),
    ("scatter: taken for known", (prediction, "students_tail", as_if_known)),
    ("level: half-life 2 weeks", (level, "HALF_LIFE_WEEKS", 2.0)),
    ("level: half-life 12 weeks", (level, "HALF_LIFE_WEEKS", 12.0)),
)


@dataclass(frozen=True, slots=True)
class Panels:
    """What every variant of the design judges."""

    with_outbreaks: list[Panel]
    quiet: Panel
    ramps: Panel


@dataclass(frozen=True, slots=True)
class Found:
    """What one variant makes of the panels."""

    outbreaks: Floats  # [outbreaks], 1 where found
    true_share: float  # of the flags that find them
    outbreaks_early: Floats  # the same with a short history
    ramps: Floats
    false_share: float
    quiet: Floats  # [S] share of each quiet series' weeks


@contextmanager
def changed(module: Any, name: str, value: Any) -> Iterator[None]:
    """Give a constant another value for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def hits(judged: Judged) -> Floats:
    """Tell which outbreaks are found at one false alarm in a hundred."""
    flags = (judged.p_value < threshold(judged, 0.01)) & judged.is_outbreak
    is_found = np.any(flags, axis=1)[np.any(judged.is_outbreak, axis=1)]
    return np.asarray(is_found, dtype=float)


def judge(panels: Panels) -> Found:
    """Judge all panels by the design as it now is."""
    parts = [judge_panel(panel) for panel in panels.with_outbreaks]
    early = [judge_panel(panel, SHORT) for panel in panels.with_outbreaks]
    quiet, ramps = judge_panel(panels.quiet), judge_panel(panels.ramps, judged=FOUND_BY)
    return Found(
        outbreaks=hits(joined(parts)),
        true_share=true_share(joined(parts), threshold(joined(parts), 0.01))[0],
        outbreaks_early=hits(joined(early)),
        ramps=(ramps.p_value < threshold(quiet, 0.005)).any(1).astype(float),
        false_share=false_share(parts, 0.1)[0],
        quiet=(quiet.p_value <= NOMINAL).mean(1),
    )


def line_of(found: Found, design: Found, scenario: NDArray[np.int64]) -> str:
    """Return the figures of one variant; differences where it is not the design itself."""
    cells = []
    for name in ("outbreaks", "outbreaks_early", "ramps"):
        own, other = getattr(found, name), getattr(design, name)
        difference = own - other if found is not design else own
        error = difference.std() / np.sqrt(len(difference))
        sign = "+" if found is not design else ""
        cells.append(f"{difference.mean():{sign}.3f} ({error:.3f})")
    worst = max(found.quiet[scenario == one].mean() for one in np.unique(scenario))
    error = found.quiet.std() / np.sqrt(len(found.quiet))
    return " | ".join([*cells, f"{found.true_share:.3f}", f"{found.false_share:.3f}", f"{found.quiet.mean():.4f} ({error:.4f}), worst {worst:.4f}"])  # fmt: skip


def main() -> None:
    """Print one line a change."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[501, 502])
    parser.add_argument("--quiet", type=int, default=40, help="quiet series a scenario")
    parser.add_argument("--only", default="", help="changes whose name begins so")
    asked = parser.parse_args()
    quiet = make_panel(asked.scenarios, asked.quiet, asked.seeds[0], is_quiet=True)
    calm = make_panel(asked.scenarios, SERIES_A_SCENARIO, asked.seeds[-1], is_quiet=True)
    panels = Panels(
        [make_panel(asked.scenarios, SERIES_A_SCENARIO, seed) for seed in asked.seeds],
        quiet,
        ramped(calm, asked.scenarios, asked.seeds[-1]),
    )
    print(
        "| changed | found | found, 26 weeks | ramp | true | false | quiet |\n|---|---|---|---|---|---|---|"
    )
    design = judge(panels)
    print(f"| the design | {line_of(design, design, quiet.scenario)} |", flush=True)
    for name, change in CHANGES:
        if name.startswith(asked.only):
            with changed(*change):
                found = judge(panels)
            print(f"| {name} | {line_of(found, design, quiet.scenario)} |", flush=True)


if __name__ == "__main__":
    main()
