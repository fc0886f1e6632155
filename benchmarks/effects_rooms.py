"""What the verdict on a countermeasure is worth through the rooms: counts in, `episodes.effects` out.

    python benchmarks/effects_rooms.py SEED [HOMES OF EACH KIND]

Homes of sixty topics with trend, season and scatter over two years. Twenty-five rise by half again and more; those
that detection alarms for get a measure two weeks later, of a true effect of 0, a half or all, and are judged four
whole weeks after. Printed for homes where nothing else happens, where all topics rise or fall since, and where a tenth of
the untouched topics have a rise of their own: how often the 95 % intervals hold the truth and how often each
verdict is said. Standard errors are over measures; those of one home share what moved it.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.simulation, from a checkout

import numpy as np

from tests.simulation.lived import held, live_through
from tests.simulation.measured_homes import make_world

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = {
    "nothing else": {},
    "all topics at 1.3 since": {"shift": 1.3},
    "all topics at 0.7 since": {"shift": 0.7},
    "a tenth rise by themselves": {"others": 0.1},
}


def judged(make: Callable, seed: int, homes: int, effect: float, case: dict) -> list:
    """Return homes, made so, with what their rooms said."""
    found = []
    for number in range(homes):
        world = make(np.random.default_rng([seed, number, int(10 * effect)]), effect, **case)
        with tempfile.TemporaryDirectory() as folder:
            found.append((world, live_through(world, Path(folder) / "home")))
    return found


def print_cases(make: Callable, cases: dict, homes: int) -> None:
    """Print what is held of each case and true effect, for the seed and the number of homes of the command."""
    logging.disable(logging.WARNING)
    start, seed = process_time(), int(sys.argv[1])
    homes = int(sys.argv[2]) if len(sys.argv) > 2 else homes
    for name, case in cases.items():
        for effect in (0.0, 0.5, 1.0):
            said = held(judged(make, seed, homes, effect, case))
            verdicts = "  ".join(f"{verdict} {share:.3f}" for verdict, share in said.said.items())
            print(
                f"effect {effect:.1f}  {name:36} {said.measures} measures, {said.given} given, {said.regional} by regions  "
                f"share {said.share:.3f} ({said.error(said.share):.3f})  saved {said.saved:.3f} "
                f"({said.error(said.saved):.3f})  {verdicts}",
                flush=True,
            )
    print(f"CPU seconds {process_time() - start:.1f}")


if __name__ == "__main__":
    print_cases(make_world, CASES, homes=10)
