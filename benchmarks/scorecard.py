"""Whom the scorecard accuses: teams of operators who are all alike, a rude one among them, biased reviewers.

    python benchmarks/scorecard.py SEED [TEAMS]

Each team has a quarter's contacts of 30 topics, 4 channels, 3 shifts and 13 weeks; operators work full and half time, mostly by
one channel and shift, the first gets a fifth of all hard cases, some customers come again and again, every
customer has one mood, some weeks are bad for all. Ten measures and an evaluation; a fifth of the teams is judged again with a rude one. Printed, with standard errors over teams: in what share of
teams anybody at all stands out, the first one does, how often a rude operator is found and anybody beside; what plain
means with a t-test of each would do; how often limits hold the truth where operators do differ; and changes, reviewers, agreement.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.simulation, from a checkout

import numpy as np
from scipy import stats

from tests.simulation.operator_teams import (
    TRUTHS,
    agreement_covers,
    draw_team,
    judge_changes,
    judge_reviewers,
    make_rude,
)
from trend_lib.quality.people.scorecard import Measured, score_team
from trend_lib.quality.people.standing_out import typical

SIZES = ((24, 1000), (24, 250), (8, 400), (60, 300))  # operators, contacts of each
RUDE = 3
LESS = (0.3, 0.6, 1.2)  # points of politeness
OF_EACH = 5  # teams one also gets a rude operator, and t-tests
DIFFER = 0.15  # deviations of a contact


def share(name: str, flags: list[bool] | np.ndarray) -> str:
    """Return a share with its standard error."""
    found = float(np.mean(flags))
    return f"{name} {found:.3f} ({np.sqrt(found * (1 - found) / len(flags)):.3f})"


def plain_accuses(measures: list[Measured], operators: int) -> bool:
    """Tell whether plain means, each against all others by a t-test at 5 in 100, accuse anybody."""
    return any(
        stats.ttest_ind(each.value[each.operator == who], each.value[each.operator != who]).pvalue
        < 0.05
        for each in measures
        for who in range(operators)
        if np.count_nonzero(each.operator == who) > 1
    )


def tell_equal(random: np.random.Generator, operators: int, contacts: int, teams: int) -> None:
    """Print what becomes of teams whose operators are all alike."""
    anybody, first, plain = [], [], []
    found: dict[float, list[bool]] = {less: [] for less in LESS}
    beside: list[bool] = []
    for team in range(teams):
        measures = draw_team(random, operators, contacts)
        outlies = np.array([each.outlies for each in score_team(measures, operators)])
        anybody.append(bool(outlies.any()))
        first.append(bool(outlies[:, 0].any()))
        if team % OF_EACH == 0:
            plain.append(plain_accuses(measures, operators))
        for less in LESS if team % OF_EACH == 0 else ():
            rude = np.array(
                [each.outlies for each in score_team(make_rude(measures, RUDE, less), operators)]
            )
            found[less].append(bool((rude[:, RUDE] < 0).any()))
            if less == max(LESS):
                beside.append(bool(np.delete(rude, RUDE, axis=1).any()))
    print(f"{operators} operators of {contacts} contacts, {teams} teams")
    print(" ", share("anybody stands out", anybody), share(" the one with hard cases", first))
    print(" ", share("plain means and t-tests accuse somebody in", plain))
    print(" ", " ".join(share(f"rude by {less}: found", found[less]) for less in LESS))
    print(" ", share("anybody beside the rudest", beside), flush=True)


def tell_differing(random: np.random.Generator, teams: int) -> None:
    """Print how often limits hold the truth where operators differ in everything, and how many stand out."""
    held, apart = [], []
    for _ in range(teams):
        truth = random.normal(0, DIFFER, (24, TRUTHS))
        figures = score_team(draw_team(random, 24, 1000, truth), 24)[0]
        real = 0.5 * (truth[:, 0] - typical(truth[:, 0]))
        held.append(np.mean((figures.lower <= real) & (real <= figures.upper)))
        apart.append(np.mean(figures.outlies != 0))
    print(
        f"operators differ by {DIFFER}: handling time's limits hold the truth {np.mean(held):.3f} ",
        end="",
    )
    print(f"({np.std(held) / np.sqrt(teams):.3f}), stand out {np.mean(apart):.3f}", flush=True)


def main() -> None:
    """Print all for the seed."""
    teams = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    random, start = np.random.default_rng(int(sys.argv[1])), process_time()
    for operators, contacts in SIZES:
        tell_equal(random, operators, contacts, teams)
    tell_differing(random, teams // 5)
    for name, flags in {**judge_changes(random, teams), **judge_reviewers(random, teams)}.items():
        print(share(name, flags))
    for name, flags in agreement_covers(random, teams).items():
        print(share(name, flags))
    print(f"CPU seconds {process_time() - start:.1f}")


if __name__ == "__main__":
    main()
