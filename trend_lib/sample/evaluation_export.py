"""Supervisors' forms on calls they listened to: a row a form, a column a question.

A fifth of the calls is heard by two reviewers, so that their agreement can be measured. A few
forms are put right a week later, and come again under their number.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Flags, Floats, Ints, dice, pick
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered, plan_spans
from trend_lib.sample.people import OPERATORS, RUDE
from trend_lib.sample.plants import LATE_FORMS_BACK, TWICE_FORMS_BACK, fits
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

WEEKS_BACK = 51  # the provider began a year before the last week
REVIEWERS = ("rv-1", "rv-2", "rv-3", "rv-4")
LENIENT, LENIENCE = "rv-3", 1.0  # points above what others give
LATE_REVIEWER = "rv-2"
SAMPLED, HEARD_TWICE, PUT_RIGHT = 0.05, 0.2, 0.03
UNCHECKED, NOTHING_TO_CHECK = 0.02, 0.15
HEADER = (
    "Form No", "Call", "Operator", "Reviewer", "Heard on", "Changed on", "Form", "Version", "Greeting", "Solution", "Tone",
    "Identity checked",
)  # fmt: skip
SCORED = 3  # of the questions; the last is yes, no or not applicable
UNSOLVED, RUDENESS = (0.0, -0.8, 0.0), (-0.6, -0.1, -1.4)

Line = tuple[object, ...]


@dataclass(frozen=True)
class _Forms:
    """One entry a form, in the order of time."""

    call: Ints
    reviewer: Ints  # in REVIEWERS
    minute: Ints  # when it was filled in
    scores: Ints  # a row a form, a column a scored question
    identity: Ints  # 0 no, 1 yes, 2 nothing to check
    corrected: Flags


def write_evaluations(world: World, folder: Path) -> Delivered:
    """Write the forms; return how many files, forms, and late ones."""
    folder.mkdir(parents=True)
    forms = _draw_forms(world)
    first, again = _lines(world, forms, put_right=False), _lines(world, forms, put_right=True)
    late = _late_forms(world, forms)
    files: dict[str, list[Line]] = {}
    for span in plan_spans(world.arguments.weeks, history_weeks=0):
        lines = [first[row] for row in np.flatnonzero(span.holds(forms.minute) & ~late)]
        righted = forms.corrected & span.holds(forms.minute + WEEK_MINUTES)
        lines += [again[row] for row in np.flatnonzero(righted)]
        if lines:
            files[f"forms-{span.name(world.first)}.csv"] = lines
    if late.any():
        week = world.last.plus(1 - LATE_FORMS_BACK)
        files[f"forms-{week}-late.csv"] = [first[row] for row in np.flatnonzero(late)]
    week = world.last.plus(-TWICE_FORMS_BACK)
    if fits(TWICE_FORMS_BACK, world.arguments.weeks) and f"forms-{week}.csv" in files:
        files[f"forms-{week}-copy.csv"] = files[f"forms-{week}.csv"][::-1]
    for name, lines in files.items():
        _write(folder / name, lines)
    return Delivered(len(files), len(forms.call), int(late.sum()))


def _late_forms(world: World, forms: _Forms) -> Flags:
    """Return which forms are handed in a week late: one reviewer's of one week."""
    weeks = world.arguments.weeks
    of_week = forms.minute // WEEK_MINUTES == weeks - 1 - LATE_FORMS_BACK
    late: Flags = (
        of_week & (forms.reviewer == REVIEWERS.index(LATE_REVIEWER)) & fits(LATE_FORMS_BACK, weeks)
    )
    return late


def _draw_forms(world: World) -> _Forms:
    """Draw which calls are heard, by whom, and what they give."""
    random = dice(world.arguments.seed, 8)
    begin = (world.arguments.weeks - 1 - WEEKS_BACK) * WEEK_MINUTES
    listened = world.is_call & (world.arrivals.minute >= begin)
    heard = np.flatnonzero(listened & (random.random(len(listened)) < SAMPLED))
    twice = random.random(len(heard)) < HEARD_TWICE
    reviewer = random.integers(0, len(REVIEWERS), len(heard))
    second = (reviewer + random.integers(1, len(REVIEWERS), len(heard))) % len(REVIEWERS)
    worth = _worth(world, heard, random)
    checked = random.choice(
        3, len(heard), p=(UNCHECKED, 1 - UNCHECKED - NOTHING_TO_CHECK, NOTHING_TO_CHECK)
    )
    calls = np.concatenate([np.arange(len(heard)), np.flatnonzero(twice)])
    reviewers = np.concatenate([reviewer, second[twice]])
    leniency = np.where(reviewers == REVIEWERS.index(LENIENT), LENIENCE, 0.0)[:, None]
    given = worth[calls] + leniency + random.normal(0, 0.4, (len(calls), SCORED))
    minute = (world.arrivals.minute[heard[calls]] // DAY + 1) * DAY
    forms = _Forms(
        call=heard[calls],
        reviewer=reviewers,
        minute=minute + random.integers(9 * 60, 18 * 60, len(calls)),
        scores=given.round().clip(1, 5).astype(np.int64),
        identity=checked[calls],
        corrected=random.random(len(calls)) < PUT_RIGHT,
    )
    forms = pick(forms, np.argsort(forms.minute, kind="stable"))
    return pick(forms, forms.minute < world.arguments.weeks * WEEK_MINUTES)


def _worth(world: World, heard: Ints, random: np.random.Generator) -> Floats:
    """Draw how good each call really was, by question."""
    worth: Floats = random.normal(3.6, 0.6, (len(heard), SCORED))
    worth[world.people.operator[heard] == RUDE] += RUDENESS
    worth[~world.handling.solved[heard]] += UNSOLVED
    return worth


def _lines(world: World, forms: _Forms, *, put_right: bool) -> list[Line]:
    """Return the row of each form, as first filled in, or with its solution put right."""
    shift = np.where(forms.scores[:, 1] > 1, -1, 1) if put_right else 0
    changed = forms.minute + (WEEK_MINUTES if put_right else 0)
    return list(
        zip(
            [f"F-{number:05d}" for number in range(1, len(forms.call) + 1)],
            world.source_id[forms.call].tolist(),
            np.array(OPERATORS)[world.people.operator[forms.call]].tolist(),
            np.array(REVIEWERS)[forms.reviewer].tolist(),
            world.clock.day_first(forms.minute).tolist(),
            world.clock.day_first(changed).tolist(),
            ["listening"] * len(forms.call),
            ["2"] * len(forms.call),
            forms.scores[:, 0].tolist(),
            (forms.scores[:, 1] + shift).tolist(),
            forms.scores[:, 2].tolist(),
            np.array(["no", "yes", "n/a"])[forms.identity].tolist(),
            strict=True,
        )
    )


def _write(path: Path, lines: list[Line]) -> None:
    """Write one file of forms."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(lines)
    path.write_bytes(written.getvalue().encode())
