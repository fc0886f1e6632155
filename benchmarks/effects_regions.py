"""What the verdict on a countermeasure is worth where the rise was local and the topic's other regions are compared.

    python benchmarks/effects_regions.py SEED [HOMES OF EACH KIND]

Homes of thirty topics in six regions with trend, season and scatter over two years. Twelve rise fivefold in one region; two
weeks later a measure begins, of a true effect of 0, a half or all, and is judged four whole weeks after. Printed
for homes where nothing else happens, where all topics fall since, where each risen topic moves by itself in all regions
since, where the rise reached a second region too weakly to alarm there, and where the measure touched a second region:
how often the 95 % intervals hold the truth, and how often each verdict is said. `WITHOUT=1` judges by topics alone.
"""

from __future__ import annotations

import os

from effects_rooms import print_cases

from tests.simulation.regional_homes import make_world
from trend_lib.episodes import comparison

CASES = {
    "nothing else": {},
    "all topics at 0.7 since": {"shift": 0.7},
    "each risen topic moves by itself": {"own": 0.3},
    "the rise reached a second region": {"reached": 0.4},
    "the measure touched a second region": {"touched": 0.4},
}


def main() -> None:
    """Print all cases for the seed."""
    if os.environ.get("WITHOUT"):
        told = comparison.pooled
        comparison.pooled = lambda shifts: told(shifts[:1])
    print_cases(make_world, CASES, homes=15)


if __name__ == "__main__":
    main()
