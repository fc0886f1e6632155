"""What registers are worth: false alarms with and without what people know, on drawn quiet series.

    python benchmarks/house.py SEED [SEED ...]

Series are negative binomial (variance 1.5 times the mean, 3 to 60 contacts a week) with a season of
+-20 %. 1. A level that rises by half for good: how often p <= .01 in the weeks after it, unacknowledged
and acknowledged. 2. Eleven holidays a year that keep most of a working day away, and bring a third of it
back in the week after: how often p <= .01, without and with the register. 3. Past outbreaks in half of
the series: of small new ones, how many are found when the past ones are known to have been alarms.
Standard errors are over series, and over seeds where several are given.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series
from trend_lib.detection.written import Written

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FIRST = Week.parse("2021-W01")
SERIES, WEEKS = 200, 200
SCATTER = 1.5
FIXED = (
    (1, 1),
    (1, 7),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 28),
    (7, 15),
    (8, 24),
    (10, 1),
    (12, 6),
    (12, 25),
)
P = 0.01


def level_of(random: np.random.Generator) -> Array:
    """Return a size for each series and the common season."""
    size = np.exp(random.uniform(np.log(3), np.log(60), (SERIES, 1)))
    return size * np.exp(0.2 * np.cos(2 * np.pi * np.arange(WEEKS) / 52.18))


def draw(random: np.random.Generator, mean: Array) -> Array:
    """Draw counts of these means."""
    return random.negative_binomial(mean / (SCATTER - 1), 1 / SCATTER).astype(float)


def judge(counts: Array, judged: int, written: Written | None = None, **columns: Array) -> Array:
    """Return the p-values [S, judged]; NaN where a series could not be judged."""
    rows = pd.DataFrame(
        {
            "series": np.repeat([f"s{number}" for number in range(SERIES)], WEEKS),
            "week": np.tile([str(FIRST.plus(week)) for week in range(WEEKS)], SERIES),
            "count": counts.ravel(),
            **{name: column.ravel() for name, column in columns.items()},
        }
    )
    found = assess_series(rows, weeks=f"last:{judged}", written=written)
    return found["p_value"].to_numpy(dtype=float).reshape(SERIES, judged)


def said(p_value: Array) -> str:
    """Return the share of p <= .01 with its standard error over series."""
    share = np.nanmean(np.where(np.isnan(p_value), np.nan, p_value <= P), axis=1)
    share = share[~np.isnan(share)]
    return f"{share.mean():.4f} (s.e. {share.std() / np.sqrt(len(share)):.4f})"


def new_level(seed: int) -> None:
    """Print what an acknowledged change of level does to the weeks after it."""
    random = np.random.default_rng(seed)
    change = WEEKS - 52
    counts = draw(random, level_of(random) * np.where(np.arange(WEEKS) < change, 1.0, 1.5))
    shifts = pd.DataFrame(
        {"series": [f"s{n}" for n in range(SERIES)], "week": str(FIRST.plus(change))}
    )
    for name, written in (
        ("not acknowledged", None),
        ("acknowledged", Written(level_shifts=shifts)),
    ):
        p_value = judge(counts, 52, written)
        parts = ((0, 8), (8, 26), (26, 44), (44, 52))
        shares = "  ".join(f"weeks {a + 1}-{b}: {said(p_value[:, a:b])}" for a, b in parts)
        print(f"seed {seed}  +50 % level, {name}: {shares}")


def holidays_of() -> tuple[list[date], Array]:
    """Return the holidays on working days, and how many each week lost."""
    days = [FIRST.start + timedelta(number) for number in range(WEEKS * 7)]
    days = [day for day in days if (day.month, day.day) in FIXED and day.isoweekday() <= 5]
    columns = [(day - FIRST.start).days // 7 for day in days]
    return days, np.bincount(columns, minlength=WEEKS).astype(float)


def holidays(seed: int) -> None:
    """Print what the register of holidays does to holiday weeks, the weeks after, and the rest."""
    random = np.random.default_rng(seed)
    days, lost = holidays_of()
    after = np.append(0, lost[:-1])
    away = np.clip(0.8 + random.normal(0, 0.15, (SERIES, 1)), 0, 1)
    each_time = random.normal(0, 0.05, WEEKS) * (lost > 0)
    kept = (1 - away * lost / 5) * (1 + 0.3 * away * after / 5) * np.exp(each_time)
    counts = draw(random, level_of(random) * kept)
    register = Written(holidays=pd.DataFrame({"day": days, "name": "a holiday"}))
    is_after = (after > 0) & (lost == 0)
    kinds = {"holiday": lost > 0, "after": is_after, "other": (lost == 0) & ~is_after}
    for name, written in (("no register", None), ("register", register)):
        p_value = judge(counts, 52, written)
        shares = "  ".join(
            f"{kind}: {said(p_value[:, weeks[-52:]])}" for kind, weeks in kinds.items()
        )
        print(f"seed {seed}  holidays, {name}: {shares}")


def past_alarms(seed: int) -> None:
    """Print how many small outbreaks are found when earlier, larger ones are known to have alarmed."""
    random = np.random.default_rng(seed)
    mean = level_of(random)
    deviation = np.sqrt(SCATTER * mean)
    counts = draw(random, mean)
    alarmed = np.zeros(counts.shape, dtype=bool)
    for series in range(0, SERIES, 2):
        for start in random.integers(WEEKS - 60, WEEKS - 6, 3):
            counts[series, start : start + 2] += np.round(4 * deviation[series, start])
            alarmed[series, start : start + 2] = True
    quiet = counts.copy()
    counts[:, -1] += np.round(3 * deviation[:, -1])
    for name, known in (("forgotten", {}), ("known", {"was_alarm": alarmed})):
        shares = [said(judge(one, 1, **known)) for one in (counts, quiet)]
        print(
            f"seed {seed}  past alarms {name}: +3 deviations found {shares[0]}, quiet {shares[1]}"
        )


def main() -> None:
    """Print all three for each seed."""
    for seed in map(int, sys.argv[1:]):
        new_level(seed)
        holidays(seed)
        past_alarms(seed)


if __name__ == "__main__":
    main()
