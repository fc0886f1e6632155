"""Supervisors' forms on calls they listened to: `evaluations.csv`, which no source reads yet.

A fifth of the calls is heard by two reviewers, so that their agreement can be measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Floats, Ints, dice
from trend_lib.sample.home_files import Rows, write_table
from trend_lib.sample.people import OPERATORS, RUDE
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

REVIEWERS = ("rv-1", "rv-2", "rv-3", "rv-4")
LENIENT, LENIENCE = "rv-3", 1.0  # points above what others give
SAMPLED, HEARD_TWICE = 0.05, 0.2
CRITERIA = ("greeting", "solution", "tone")
COLUMNS = ("contact_source", "contact_ref", "operator", "reviewer", "criterion", "score", "scale_max", "evaluated_on")  # fmt: skip


def write_evaluations(world: World, home: Path) -> None:
    """Write one row a criterion of every form."""
    random = dice(world.arguments.seed, 8)
    heard = np.flatnonzero(world.is_call & (random.random(len(world.is_call)) < SAMPLED))
    twice = random.random(len(heard)) < HEARD_TWICE
    reviewer = random.integers(0, len(REVIEWERS), len(heard))
    second = (reviewer + random.integers(1, len(REVIEWERS), len(heard))) % len(REVIEWERS)
    worth = _worth(world, heard, random)
    calls = np.concatenate([np.arange(len(heard)), np.flatnonzero(twice)])
    reviewers = np.concatenate([reviewer, second[twice]])
    leniency = np.where(reviewers == REVIEWERS.index(LENIENT), LENIENCE, 0.0)[:, None]
    given = worth[calls] + leniency + random.normal(0, 0.4, (len(calls), len(CRITERIA)))
    write_table(
        home / "evaluations.csv",
        COLUMNS,
        _rows(world, heard[calls], reviewers, given.round().clip(1, 5).astype(np.int64)),
    )


def _worth(world: World, heard: Ints, random: np.random.Generator) -> Floats:
    """Draw how good each call really was, by criterion."""
    operator = world.people.operator[heard]
    worth: Floats = random.normal(3.6, 0.6, (len(heard), len(CRITERIA)))
    worth[operator == RUDE] -= (0.6, 0.1, 1.4)
    return worth


def _rows(world: World, calls: Ints, reviewers: Ints, scores: Ints) -> Rows:
    days = world.clock.day_first(world.arrivals.minute[calls] + 24 * 60)
    return [
        ("calls", ref, OPERATORS[operator], REVIEWERS[reviewer], criterion, score, 5, day[:10])
        for ref, operator, reviewer, marks, day in zip(
            world.source_id[calls],
            world.people.operator[calls],
            reviewers,
            scores,
            days,
            strict=True,
        )
        for criterion, score in zip(CRITERIA, marks, strict=True)
    ]
