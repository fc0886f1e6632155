"""What the verdict on a countermeasure is worth where the rise was local and the topic's other regions are compared.

    python benchmarks/effects_regions.py SEED [HOMES OF EACH KIND]

Homes of thirty topics in six regions with trend, season and scatter over two years. Twelve rise fivefold in one region; two
weeks later a measure begins, of a true effect of 0, a half or all, and is judged four whole weeks after. Printed
for homes where nothing else happens, where all topics fall since, where each risen topic moves by itself in all regions
since, where the rise reached a second region too weakly to alarm there, and where the measure touched a second region:
how often the 95 % intervals hold the truth, and how often each verdict is said. `WITHOUT=1` judges by topics alone.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.simulation, from a checkout

import numpy as np

from tests.simulation.regional_homes import held, live_through, make_world
from trend_lib.episodes import comparison

CASES = {
    "nothing else": {},
    "all topics at 0.7 since": {"shift": 0.7},
    "each risen topic moves by itself": {"own": 0.3},
    "the rise reached a second region": {"reached": 0.4},
    "the measure touched a second region": {"touched": 0.4},
}


def judged(seed: int, homes: int, effect: float, case: dict) -> list:
    """Return homes with what their rooms said."""
    found = []
    for number in range(homes):
        world = make_world(np.random.default_rng([seed, number, int(10 * effect)]), effect, **case)
        with tempfile.TemporaryDirectory() as folder:
            found.append((world, live_through(world, Path(folder) / "home")))
    return found


def main() -> None:
    """Print all cases for the seed."""
    logging.disable(logging.WARNING)
    if os.environ.get("WITHOUT"):
        told = comparison.pooled
        comparison.pooled = lambda shifts: told(shifts[:1])
    homes, start = int(sys.argv[2]) if len(sys.argv) > 2 else 15, process_time()
    for name, case in CASES.items():
        for effect in (0.0, 0.5, 1.0):
            said = held(judged(int(sys.argv[1]), homes, effect, case))
            verdicts = "  ".join(f"{verdict} {share:.3f}" for verdict, share in said.said.items())
            print(
                f"effect {effect:.1f}  {name:36} {said.measures} measures, {said.given} given, {said.regional} by regions  "
                f"share {said.share:.3f} ({said.error(said.share):.3f})  saved {said.saved:.3f} "
                f"({said.error(said.saved):.3f})  {verdicts}",
                flush=True,
            )
    print(f"CPU seconds {process_time() - start:.1f}")


if __name__ == "__main__":
    main()
