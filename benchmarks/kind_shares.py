"""Whether accuracy and shares of the three kinds, told by a weekly sample that people settle, hold the truth.

    python benchmarks/kind_shares.py [SEED [RUNS]]

Invented providers of 2,000 contacts a week with known kinds: a usual one, a good and a poor program, four weeks alone, a
rare kind; and two that break what the method assumes. Each run lives two windows, draws as the topics room does (150
read, the ten least sure and fifteen by lot asked about), has six in ten settled, and measures. Printed: in how many runs
each figure was told, how often its 95 % limits held the truth (standard error), its mean error, its limits' mean width.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.simulation, from a checkout

import numpy as np

from tests.simulation.drawn_kinds import BROKEN, PROVIDERS, coverage


def main(seed: int = 7, runs: int = 1000) -> None:
    """Print a table for each provider."""
    for name, provider in (PROVIDERS | BROKEN).items():
        print(f"\n{name} (seed {seed}, {runs} runs)")
        for figure, rows in coverage(seed, provider, runs).items():
            holds, error, width = rows.mean(axis=0)
            scatter = np.sqrt(holds * (1 - holds) / len(rows))
            print(
                f"  {figure:30} told {len(rows):5}   holds {holds:.3f} ({scatter:.3f})   error {error:+.4f}   width {width:.3f}"
            )


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:3]))
