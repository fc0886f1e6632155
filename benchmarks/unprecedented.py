"""Alarms for size (`trend_lib/detection/unprecedented.py`): how often of quiet weeks, what they find, at which setting.

Run: `python benchmarks/unprecedented.py SCENARIOS.csv [--seeds 801 802 803]`. Series of `noufaily.py`, judged with so many weeks of
history: of weeks without an outbreak the share so far beyond the highest before, and of weeks in one that too; how many of
either alarm for their size alone, since by Benjamini and Hochberg's q over the week's series they would not at .1.
`wild` are 4,200 quiet series of 5 to 60 contacts whose dispersion is 10 to 50, as of mailings or storms.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from design import judge_last_week
from noufaily import JUDGED_WEEKS, WEEKS, draw_counts, in_outbreak, make_panel
from scipy import stats

from trend_lib.detection.unprecedented import is_unprecedented

SETTINGS = (10, 20, 50, 100)
HISTORIES = (8, 12, 26, 51)
RATE, REPETITIONS, WILD = 0.1, 20, 4200


def judge(scenarios: Path, seeds: list[int], weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each judged week's flags [N, 2, settings]: so high, and for its size alone; and whether it is in an outbreak."""
    flags, is_outbreak = [], []
    for seed in seeds:
        panel = make_panel(scenarios, REPETITIONS, seed)
        for end in range(WEEKS - JUDGED_WEEKS + 1, WEEKS + 1):
            flags.append(flagged(panel.counts[:, end - weeks - 1 : end]))
            is_outbreak.append(in_outbreak(panel)[:, end - 1])
    return np.concatenate(flags), np.concatenate(is_outbreak)


def flagged(counts: np.ndarray) -> np.ndarray:
    """Return the flags [S, 2, settings] of the newest week."""
    found = judge_last_week(counts)
    p_value = np.where(np.isnan(found.p_value), 1.0, found.p_value)
    is_common = stats.false_discovery_control(p_value) > RATE
    newest = counts[:, -1].astype(float)
    high = np.stack([is_unprecedented(newest, found.highest, by) for by in SETTINGS], axis=1)
    return np.stack([high, high & is_common[:, None]], axis=1)


def wild(random: np.random.Generator, weeks: int) -> np.ndarray:
    """Draw quiet series that scatter widely."""
    means = np.exp(random.uniform(np.log(5), np.log(60), WILD))
    scatter = np.exp(random.uniform(np.log(10), np.log(50), WILD))
    pairs = zip(means, scatter, strict=True)
    return np.array([draw_counts(random, np.full(weeks + 1, m), phi) for m, phi in pairs])


def main() -> None:
    """Print the shares by history and setting."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[801, 802, 803])
    asked = parser.parse_args()
    random = np.random.default_rng(asked.seeds[0])
    for weeks in HISTORIES:
        flags, is_outbreak = judge(asked.scenarios, asked.seeds, weeks)
        storms = flagged(wild(random, weeks))[:, 0].mean(0)
        for at, by in enumerate(SETTINGS):
            high, alone = flags[:, :, at].T
            print(
                f"{weeks} weeks, {by} contacts more: {high[~is_outbreak].mean():.5f} of {(~is_outbreak).sum():,} other "
                f"weeks, {high[is_outbreak].mean():.4f} of {is_outbreak.sum():,} in outbreaks; for size alone "
                f"{(alone & ~is_outbreak).sum()} and {(alone & is_outbreak).sum()}; of wild series {storms[at]:.4f}"
            )


if __name__ == "__main__":
    main()
