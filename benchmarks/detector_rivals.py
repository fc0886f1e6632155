"""The same work by other people's tools, timed: R's `surveillance`, statsmodels, statsforecast and Prophet.

Run: `python benchmarks/detector_rivals.py [SCENARIOS.csv] [--series 100] [--weeks 5] [--seed 1]`. What is not installed is
skipped, with the reason. All see the same simulated series and judge the same newest weeks; the seconds are CPU seconds of one
process, start-up left out. R's bounds are compared with ours, digit by digit; of the forecasters only time and the
share of quiet weeks above their 99 % bound are told, since they promise no more.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from detectors import BESIDE, table_of
from noufaily import WEEKS, Panel, make_panel
from scipy import stats

from trend_lib.detection import assess_series

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

R_SCRIPT = Path(__file__).with_name("farrington_flexible.R")
WINDOW = 260  # weeks that the forecasters learn from
SHARE = 0.99
YEAR = 52


class Told(NamedTuple):
    """What a tool's run came to."""

    upper: Floats  # [S, weeks]
    seconds: float
    judged: int  # series-weeks


def ours(panel: Panel, weeks: int) -> Told:
    """Run our Farrington Flexible."""
    table = table_of(panel)
    began = time.process_time()
    found = assess_series(
        table, weeks=f"last:{weeks}", method="farrington-flexible", look_back="periods"
    )
    seconds = time.process_time() - began
    return Told(found["upper"].to_numpy(dtype=float).reshape(-1, weeks), seconds, len(found))


def design(panel: Panel, weeks: int) -> Told:
    """Run the design."""
    table = table_of(panel)
    began = time.process_time()
    found = assess_series(table, weeks=f"last:{weeks}")
    seconds = time.process_time() - began
    return Told(found["upper"].to_numpy(dtype=float).reshape(-1, weeks), seconds, len(found))


def surveillance(panel: Panel, weeks: int) -> Told:
    """Run R's farringtonFlexible, with the same settings."""
    if shutil.which("Rscript") is None:
        raise ImportError("R is not installed")
    with tempfile.TemporaryDirectory() as folder:
        counts, bounds = Path(folder, "counts.csv"), Path(folder, "bounds.csv")
        np.savetxt(counts, panel.counts.T, fmt="%d", delimiter=",")
        said = subprocess.run(
            ["Rscript", R_SCRIPT, counts, bounds, str(weeks)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if said.returncode:
            raise ImportError(said.stderr.strip().splitlines()[-1])
        upper = np.genfromtxt(bounds, delimiter=",").reshape(weeks, -1).T
    return Told(upper, float(said.stdout.split()[-1]), upper.size)


def statsmodels(panel: Panel, weeks: int) -> Told:
    """Fit a quasi-Poisson GLM with trend and two harmonics to each series and week."""
    import statsmodels.api as sm  # noqa: PLC0415 - may not be installed

    time_of = np.arange(WINDOW) - WINDOW
    angle = 2 * np.pi * np.arange(-WINDOW, 1) / YEAR
    waves = [wave(k * angle) for k in (1, 2) for wave in (np.cos, np.sin)]
    matrix = np.column_stack([np.ones(WINDOW + 1), np.append(time_of, 0) / YEAR, *waves])
    upper = np.empty((len(panel.counts), weeks))
    began = time.process_time()
    for series, week in np.ndindex(upper.shape):
        end = WEEKS - weeks + week
        counts = panel.counts[series, end - WINDOW : end]
        fit = sm.GLM(counts, matrix[:-1], family=sm.families.Poisson()).fit(scale="X2")
        mean, phi = fit.predict(matrix[-1:])[0], max(fit.scale, 1 + 1e-9)
        upper[series, week] = stats.nbinom.ppf(SHARE, mean / (phi - 1), 1 / phi)
    return Told(upper, time.process_time() - began, upper.size)


def statsforecast(panel: Panel, weeks: int) -> Told:
    """Forecast each series by exponential smoothing, one week ahead."""
    from statsforecast.models import AutoETS  # noqa: PLC0415 - may not be installed

    upper = np.empty((len(panel.counts), weeks))
    began = time.process_time()
    for series, week in np.ndindex(upper.shape):
        end = WEEKS - weeks + week
        counts = panel.counts[series, end - WINDOW : end].astype(float)
        said = AutoETS(season_length=1).forecast(y=counts, h=1, level=[98])
        upper[series, week] = said["hi-98"][0]
    return Told(upper, time.process_time() - began, upper.size)


def prophet(panel: Panel, weeks: int) -> Told:
    """Forecast each series by Prophet, one week ahead."""
    from prophet import Prophet  # noqa: PLC0415 - may not be installed

    logging.getLogger("cmdstanpy").disabled = True
    dates = pd.date_range("2005-01-03", periods=WEEKS, freq="7D")
    upper = np.empty((len(panel.counts), weeks))
    began = time.process_time()
    for series, week in np.ndindex(upper.shape):
        end = WEEKS - weeks + week
        past = slice(end - WINDOW, end)
        model = Prophet(interval_width=0.98, weekly_seasonality=False, daily_seasonality=False)
        model.fit(pd.DataFrame({"ds": dates[past], "y": panel.counts[series, past]}))
        upper[series, week] = model.predict(pd.DataFrame({"ds": dates[[end]]}))["yhat_upper"][0]
    return Told(upper, time.process_time() - began, upper.size)


def tell(name: str, tool: Callable[[Panel, int], Told], panel: Panel, weeks: int) -> Told | None:
    """Run a tool and print its line, or why it was skipped."""
    first = Panel(panel.counts[:1], panel.current[:1], panel.past[:1], panel.scenario[:1])
    try:
        tool(first, 1)  # start-up is not timed
        told = tool(panel, weeks)
    except ImportError as error:
        print(f"| {name} | skipped: {error} | |", flush=True)
        return None
    above = np.nanmean(panel.counts[:, -weeks:] > told.upper)
    print(f"| {name} | {told.seconds / told.judged * 1000:.3f} | {above:.4f} |", flush=True)
    return told


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path, nargs="?", default=BESIDE)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--weeks", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.scenarios.is_file():
        print(f"skipped: {asked.scenarios} is not there; name the file of the 42 scenarios")
        return
    warnings.simplefilter("ignore")  # the tools warn of each series without contacts
    drawn = make_panel(asked.scenarios, -(-asked.series // 42), asked.seed, is_quiet=True)
    mixed = np.random.default_rng(asked.seed).permutation(len(drawn.counts))[: asked.series]
    panel = Panel(drawn.counts[mixed], drawn.current[mixed], drawn.past[mixed], mixed)
    few = Panel(
        *(
            part[: max(asked.series // 5, 1)]
            for part in (panel.counts, panel.current, panel.past, mixed)
        )
    )
    print(
        f"{asked.series} quiet series, {asked.weeks} weeks each (Prophet: a fifth), seed {asked.seed}\n"
    )
    print("| tool | CPU s per 1,000 series-weeks | share of quiet weeks above its bound |")
    print("|---|---|---|")
    tell("design", design, panel, asked.weeks)
    mine = tell("farrington-flexible, ours", ours, panel, asked.weeks)
    theirs = tell("farringtonFlexible, R surveillance", surveillance, panel, asked.weeks)
    tell("quasi-Poisson GLM, statsmodels", statsmodels, panel, asked.weeks)
    tell("AutoETS, statsforecast", statsforecast, panel, asked.weeks)
    tell("Prophet", prophet, few, asked.weeks)
    if mine and theirs:
        apart = np.nanmax(np.abs(mine.upper - theirs.upper) / np.maximum(theirs.upper, 1))
        same_gaps = (np.isnan(mine.upper) == np.isnan(theirs.upper)).all()
        print(f"\nour upper bounds and R's: at most {apart:.1e} apart, same gaps: {same_gaps}")


if __name__ == "__main__":
    main()
