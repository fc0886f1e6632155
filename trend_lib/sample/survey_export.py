"""The quality line's export: after some contacts four questions, answered with keys 1 to 5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Floats, Ints, dice
from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.delivery import plan_spans
from trend_lib.sample.people import OPERATORS, RUDE
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

ASKED, ANSWERED, HANGS_UP = 0.20, 0.40, 0.08
QUESTIONS = ("quality", "willingness", "politeness", "competence")
RUDENESS = (-0.5, -0.8, -1.5, -0.2)  # of the planted operator, by question
UNSOLVED = (-1.0, -0.5, -0.3, -0.8)
HARDNESS = -0.8
WEEK_MINUTES = 7 * 24 * 60
HEADER = "contact_source,contact_ref,question,score,scale_min,scale_max,asked_at,answered_at\n"


@dataclass(frozen=True)
class _Asked:
    """One entry a contact whose customer was asked."""

    contact: Ints
    minute: Ints
    answers: Ints  # how many of the four questions were answered
    scores: Ints  # a row a contact, a column a question


def write_survey(world: World, folder: Path) -> tuple[int, int]:
    """Write the survey files; return how many, and how many scores were given."""
    folder.mkdir(parents=True)
    asked = _ask(world)
    lines = _lines(world, asked)
    weeks = asked.minute // WEEK_MINUTES
    spans = plan_spans(world.arguments.weeks)
    for span in spans:
        mine = np.flatnonzero((weeks >= span.begin) & (weeks < span.past))
        text = HEADER + "".join(lines[row] for row in mine)
        (folder / f"survey-{span.name(world.first)}.csv").write_bytes(text.encode())
    return len(spans), int(asked.answers.sum())


def _ask(world: World) -> _Asked:
    """Draw who is asked, who answers, and what."""
    random = dice(world.arguments.seed, 6)
    minute = np.where(world.is_call, world.arrivals.minute + 20, world.handling.closed_minute + 60)
    asked = (random.random(len(minute)) < ASKED) & (minute < world.arguments.weeks * WEEK_MINUTES)
    contact = np.flatnonzero(asked)
    contact = contact[np.argsort(minute[contact], kind="stable")]
    answers = np.where(random.random(len(contact)) < ANSWERED, len(QUESTIONS), 0)
    leaves = random.random(len(contact)) < HANGS_UP
    answers = np.where(leaves, np.minimum(answers, random.integers(1, 4, len(contact))), answers)
    return _Asked(contact, minute[contact], answers, _scores(world, contact, random))


def _scores(world: World, contact: Ints, random: np.random.Generator) -> Ints:
    """Draw what each customer would press: worse when unsolved, when hard, when treated rudely."""
    hardness = np.array([topic.hardness for topic in load_topics()] + [0.1])
    operator = world.people.operator[contact]
    manner = random.normal(0, 0.12, (len(OPERATORS), len(QUESTIONS)))
    manner[RUDE] = RUDENESS
    mood: Floats = random.normal(0, 0.7, (len(contact), 1))
    middle = 4.6 + manner[operator] + HARDNESS * hardness[world.arrivals.topic[contact], None]
    middle = middle + np.where(world.handling.solved[contact, None], 0, UNSOLVED) + mood
    scores: Ints = (
        (middle + random.normal(0, 0.5, middle.shape)).round().clip(1, 5).astype(np.int64)
    )
    return scores


def _lines(world: World, asked: _Asked) -> list[str]:
    """Return the lines of each contact, one a question."""
    asked_at = world.clock.iso(asked.minute, asked.contact % 60)
    answered_at = world.clock.iso(asked.minute + 1, asked.contact % 60)
    sources = np.where(world.is_call[asked.contact], "calls", "desk").tolist()
    columns = (
        sources, world.source_id[asked.contact].tolist(), asked.answers.tolist(),
        asked.scores.tolist(), asked_at, answered_at,
    )  # fmt: skip
    return [
        "".join(
            f"{source},{ref},{question},{scores[at]},1,5,{begin},{end}\n"
            if at < answers
            else f"{source},{ref},{question},,1,5,{begin},\n"
            for at, question in enumerate(QUESTIONS)
        )
        for source, ref, answers, scores, begin, end in zip(*columns, strict=True)
    ]
