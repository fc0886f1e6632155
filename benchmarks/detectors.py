"""The design and every published method on the 42 scenarios of Noufaily et al. 2013: what each finds, at which price.

Run: `python benchmarks/detectors.py [SCENARIOS.csv] [--repetitions 20] [--seed 1] [--panel PANEL.parquet]`. A panel's file
(columns series, week from 1, count, current_outbreak) is judged instead of drawing one. Each method is judged by its own
bound, then at the price at which 1 in 200 and 1 in 100 quiet series-weeks alarm, so that a method that cries often
is not taken for one that sees well. FPR: share of quiet series-weeks that alarm. POD: share of outbreaks with an
alarm in one of their weeks. Delay: weeks to the first, of those found. PPV: share of alarms in an outbreak.
After +-, the standard error over series (bootstrap of whole series). Quiet: no week from an outbreak's first to its last contact.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from noufaily import JUDGED_WEEKS, MONDAY, WEEKS, Panel, in_outbreak, make_panel

from trend_lib.detection import assess_series

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

BESIDE = Path(__file__).parents[2] / "shared" / "fixtures" / "simulation" / "scenarios42.csv"
PRICES = (0.005, 0.01)
RESAMPLES = 200
FLEXIBLE = "farrington-flexible"
CONTENDERS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("design, p <= .01", "design", {}),
    ("farrington-flexible nbPlugin .005", FLEXIBLE, {}),
    ("farrington-flexible nbPlugin .05", FLEXIBLE, {"alpha": 0.05}),
    ("farrington-flexible muan .05", FLEXIBLE, {"threshold": "muan", "alpha": 0.05}),
    ("farrington-flexible delta .05", FLEXIBLE, {"threshold": "delta", "alpha": 0.05}),
    ("farrington", "farrington", {}),
    ("ears-c1", "ears-c1", {}),
    ("ears-c2", "ears-c2", {}),
    ("ears-c3", "ears-c3", {}),
    ("cusum", "cusum", {}),
    ("z-score, 52 weeks, 3 sd", "z-score", {}),
    ("z-score, 8 weeks, 2 sd", "z-score", {"baseline_weeks": 8, "alpha": 0.0228}),
    ("poisson against last year", "poisson", {}),
    ("negative-binomial, 52 weeks", "negative-binomial", {}),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a method says of the judged weeks; both [S, 49]."""

    alarms: Bools
    oddness: Floats  # the more unusual the higher; minus infinity where nothing is said


@dataclass(frozen=True, slots=True)
class Truth:
    """What there is to be found."""

    is_on: Bools  # [S, 49]

    @property
    def starts(self) -> Ints:
        """First week of each outbreak."""
        return np.asarray(self.is_on.argmax(1))

    def rows(self, chosen: Ints) -> Truth:
        """Return the truth of some of the series, which may come twice."""
        return Truth(self.is_on[chosen])


def table_of(panel: Panel) -> pd.DataFrame:
    """Return series, week, count."""
    mondays = pd.date_range(MONDAY, periods=WEEKS, freq="7D").strftime("%Y-%m-%d")
    series = len(panel.counts)
    return pd.DataFrame(
        {
            "series": np.repeat(np.arange(series), WEEKS),
            "week": np.tile(mondays, series),
            "count": panel.counts.ravel(),
        }
    )


def judge(table: pd.DataFrame, method: str, settings: dict[str, Any]) -> tuple[Judged, float]:
    """Judge the newest weeks; return also the CPU seconds for 1,000 series-weeks."""
    began = time.process_time()
    found = assess_series(table, weeks=f"last:{JUDGED_WEEKS}", method=method, **settings)
    seconds = (time.process_time() - began) / len(found) * 1000
    wide = (-1, JUDGED_WEEKS)
    has_p = found["p_value"].notna().any()
    oddness = -np.log(found["p_value"]) if has_p else found["score"]
    oddness = oddness.where(found["status"] == "tested").fillna(-np.inf)
    alarms = found["p_value"] <= 0.01 if method == "design" else found["is_alarm"]
    return Judged(
        alarms.to_numpy(dtype=bool).reshape(wide), oddness.to_numpy(dtype=float).reshape(wide)
    ), seconds


def measures(judged: Judged, truth: Truth) -> list[float]:
    """Return FPR, POD, delay, PPV, and POD at each price."""
    alarms, is_on = judged.alarms, truth.is_on
    hits = alarms & is_on
    there = is_on.any(1)
    found = hits.any(1)
    delay = (hits.argmax(1) - truth.starts)[found]
    own = [
        alarms[~is_on].mean(),
        found[there].mean(),
        delay.mean() if len(delay) else np.nan,
        hits.sum() / max(alarms.sum(), 1),
    ]
    return own + [detected_at(price, judged.oddness, truth) for price in PRICES]


def detected_at(price: float, oddness: Floats, truth: Truth) -> float:
    """Return the POD where so large a share of quiet series-weeks alarms."""
    bar = np.quantile(oddness[~truth.is_on], 1 - price, method="higher")
    hits = ((oddness > bar) & truth.is_on).any(1)
    return float(hits[truth.is_on.any(1)].mean())


def with_errors(judged: Judged, truth: Truth) -> list[tuple[float, float]]:
    """Return each measure with its standard error, whole series drawn with repetition."""
    random = np.random.default_rng(0)
    series = len(truth.is_on)
    again = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, series, series)
        part = Judged(judged.alarms[rows], judged.oddness[rows])
        again.append(measures(part, truth.rows(rows)))
    errors = np.nanstd(np.array(again), axis=0, ddof=1)
    return list(zip(measures(judged, truth), errors.tolist(), strict=True))


def read_panel(path: Path) -> Panel:
    """Read a panel from its file."""
    rows = pd.read_parquet(path).sort_values(["series", "week"])
    counts, current = (
        rows[name].to_numpy(dtype=np.int64).reshape(-1, WEEKS)
        for name in ("count", "current_outbreak")
    )
    nothing = np.zeros_like(counts)
    return Panel(counts, current, nothing, nothing[:, 0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path, nargs="?", default=BESIDE)
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--panel", type=Path)
    asked = parser.parse_args()
    if asked.panel is None and not asked.scenarios.is_file():
        print(f"skipped: {asked.scenarios} is not there; name the file of the 42 scenarios")
        return
    panel = (
        read_panel(asked.panel)
        if asked.panel
        else make_panel(asked.scenarios, asked.repetitions, asked.seed)
    )
    of_what = asked.panel.name if asked.panel else f"seed {asked.seed}"
    print(f"{len(panel.counts)} series, weeks {WEEKS - JUDGED_WEEKS + 1} to {WEEKS}, {of_what}\n")
    truth = Truth(in_outbreak(panel)[:, -JUDGED_WEEKS:])
    table = table_of(panel)
    print(
        "| method | FPR | POD | delay | PPV | POD at FPR .5 % | POD at FPR 1 % | CPU s per 1,000 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, method, settings in CONTENDERS:
        judged, seconds = judge(table, method, settings)
        measured = with_errors(judged, truth)
        cells = [f"{value:.4f} +- {error:.4f}" for value, error in measured[:1]]
        cells += [f"{value:.3f} +- {error:.3f}" for value, error in measured[1:]]
        print(f"| {name} | {' | '.join(cells)} | {seconds:.3f} |", flush=True)


if __name__ == "__main__":
    main()
