"""What the verdict on a countermeasure is worth: planted effects of 0, a half and all of the excess.

    python benchmarks/effects.py SEED [SERIES OF EACH KIND]

Nine kinds of series (5, 25, 100 contacts a week; variance 1, 1.5, 3 times the mean) with trend and season, courses
by the seasonal method over two years, three weeks before the measure and four after. Printed: how often the 95 %
intervals hold the truth, of those that could be given, and how often each verdict is said. Then
false alarms of chance alone, by how many weeks there are before the measure. Standard errors are over series.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.simulation, from a checkout

import numpy as np
from scipy import stats

from tests.simulation.measured_rises import (
    coverage,
    decays_of_past,
    draw_weeks,
    fading,
    judge,
    make_rises,
    share_of,
    steered_courses,
)

VERDICTS = ("worked", "partly", "no_effect", "too_early")
HALF_LIVES = (4.0, 2.0)  # weeks
FALL = 0.7  # of all series
UNEVEN = 0.3


def said(effects: list) -> str:
    """Return how often each verdict is said."""
    return "  ".join(f"{verdict} {share_of(verdict, effects):.4f}" for verdict in VERDICTS)


def tell(name: str, effects: list, truth: float, saved: np.ndarray) -> None:
    """Print one line."""
    *held, given = coverage(effects, truth, saved)
    errors = [(one * (1 - one) / (given * len(effects))) ** 0.5 for one in held]
    shares = "  ".join(
        f"{what} {one:.3f} ({error:.3f})"
        for what, one, error in zip(("share", "saved"), held, errors, strict=True)
    )
    print(f"effect {truth:.1f}  {name:32} {shares}  given {given:.2f}  {said(effects)}")


def planted(random: np.random.Generator, each: int, truth: float) -> None:
    """Print all cases of one true effect."""
    rises, past = make_rises(random, each), make_rises(random, each)
    for rise in (0.6, 1.5, 4.0):
        counts, saved = draw_weeks(random, rises, truth, rise=rise)
        tell(f"excess {rise} times the usual", judge(rises, counts), truth, saved)
    counts, saved = draw_weeks(random, rises, truth, uneven=UNEVEN)
    tell(f"uneven by {UNEVEN}", judge(rises, counts), truth, saved)
    for half_life in HALF_LIVES:
        staying = fading(random, rises, half_life)
        counts, saved = draw_weeks(random, rises, truth, staying=staying)
        tell(f"halves in {half_life} weeks", judge(rises, counts), truth, saved)
        known = judge(rises, counts, decays_of_past(random, past, half_life))
        tell("the same, past rises known", known, truth, saved)
    shift = np.where(rises.after, FALL, 1.0)
    counts, saved = draw_weeks(random, rises, truth, shift=shift)
    tell(f"all series at {FALL}", judge(rises, counts), truth, saved)
    steered = judge(rises, counts, courses=steered_courses(random, rises, shift))
    tell("the same, untouched series known", steered, truth, saved)


def by_chance(random: np.random.Generator, each: int, weeks_before: int) -> None:
    """Print what is said of weeks that alarmed by chance alone."""
    rises = make_rises(random, each, weeks_before=weeks_before)
    counts, _ = draw_weeks(random, rises, 0.0, rise=0.0)
    expected = np.array([course.expected[0] for course in rises.courses])
    scatter = np.sqrt(expected * [course.dispersion for course in rises.courses])
    alarmed = np.flatnonzero(counts[:, 0] > expected + stats.norm.isf(0.005) * scatter)
    effects = judge(rises, counts)
    found = [effects[number] for number in alarmed]
    print(f"by chance, {weeks_before} weeks before: {len(found)} alarms  {said(found)}")


def main() -> None:
    """Print all cases for the seed."""
    each = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    random, start = np.random.default_rng(int(sys.argv[1])), process_time()
    for truth in (0.0, 0.5, 1.0):
        planted(random, each, truth)
    for weeks_before in (1, 2, 3):
        by_chance(random, 4 * each, weeks_before)
    print(f"CPU seconds {process_time() - start:.1f}")


if __name__ == "__main__":
    main()
