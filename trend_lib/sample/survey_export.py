"""The quality line's exports: after some contacts four questions, answered 1 to 5.

Who called is asked by the phone menu: a row a call, a column a question. Who wrote gets a form on
the web: an object a form, with a list of answers. Most leave without an answer; some half-way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Floats, Ints, dice, pick
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered, plan_spans
from trend_lib.sample.people import OPERATORS, RUDE
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

ASKED, ANSWERED, HANGS_UP = 0.20, 0.40, 0.08
QUESTIONS = ("quality", "willingness", "politeness", "competence")
RUDENESS = (-0.5, -0.8, -1.5, -0.2)  # of the planted operator, by question
UNSOLVED = (-1.0, -0.5, -0.3, -0.8)
HARDNESS = -0.8
MENU_HEADER = (
    "Call ID;Agent;Asked;Answered;KEY 1;KEY 2;KEY 3;KEY 4\r\n"  # in the order of QUESTIONS
)
REPEATED_DAYS = 1  # that each file of the menu begins with
SLOW, SLOW_DAYS = 6, 3  # every sixth form comes back after days, not at once
SILENT = ("", "timeout", "hangup")  # as the menu writes what it did not hear


@dataclass(frozen=True)
class _Asked:
    """One entry a contact whose customer was asked."""

    contact: Ints
    minute: Ints
    answers: Ints  # how many of the four questions were answered
    scores: Ints  # a row a contact, a column a question


def write_survey(world: World, menu: Path, web: Path) -> tuple[Delivered, Delivered]:
    """Write the files of the phone menu and of the web form; count files and given scores."""
    asked = _ask(world)
    phoned = world.is_call[asked.contact]
    return _write_menu(world, pick(asked, phoned), menu), _write_web(
        world, pick(asked, ~phoned), web
    )


def _write_menu(world: World, asked: _Asked, folder: Path) -> Delivered:
    """Write what was pressed on the phone; each file repeats the day before it."""
    folder.mkdir(parents=True)
    lines = _menu_lines(world, asked)
    spans = plan_spans(world.arguments.weeks)
    for span in spans:
        mine = np.flatnonzero(span.holds(asked.minute, REPEATED_DAYS))
        text = MENU_HEADER + "".join(lines[row] for row in mine)
        (folder / f"ivr-{span.name(world.first)}.csv").write_bytes(text.encode())
    return Delivered(len(spans), int(asked.answers.sum()))


def _write_web(world: World, asked: _Asked, folder: Path) -> Delivered:
    """Write the forms sent in each file's weeks, then those sent earlier that came back in them."""
    folder.mkdir(parents=True)
    spans = plan_spans(world.arguments.weeks)
    ends = np.array([span.past for span in spans]) * WEEK_MINUTES
    returned = asked.minute + np.where(asked.contact % SLOW == 0, SLOW_DAYS * DAY, 1)
    sent_in = np.searchsorted(ends, asked.minute, side="right")
    back_in = np.searchsorted(ends, returned, side="right")
    is_late = (back_in > sent_in) & (asked.answers > 0)
    sent = _web_lines(world, asked, returned, np.where(is_late, 0, asked.answers))
    back = _web_lines(world, asked, returned, asked.answers)
    for number, span in enumerate(spans):
        lines = [sent[row] for row in np.flatnonzero(sent_in == number)]
        lines += [back[row] for row in np.flatnonzero(is_late & (back_in == number))]
        (folder / f"web-{span.name(world.first)}.jsonl").write_bytes("".join(lines).encode())
    given = asked.answers[~is_late | (back_in < len(spans))]
    return Delivered(len(spans), int(given.sum()), int(is_late.sum()))


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


def _menu_lines(world: World, asked: _Asked) -> list[str]:
    """Return a row a call: keys that were pressed, then what was heard instead."""
    asked_at = world.clock.day_first(asked.minute)
    answered_at = world.clock.day_first(asked.minute + 1)
    columns = (
        world.source_id[asked.contact].tolist(),
        np.array(OPERATORS)[world.people.operator[asked.contact]].tolist(),
        asked_at.tolist(), answered_at.tolist(),
        asked.answers.tolist(), asked.scores.tolist(), asked.contact.tolist(),
    )  # fmt: skip
    lines = []
    for ref, agent, begin, end, answers, scores, contact in zip(*columns, strict=True):
        keys = [str(score) for score in scores[:answers]]
        keys += [SILENT[contact % len(SILENT)], *[""] * len(QUESTIONS)]
        told = ";".join(keys[: len(QUESTIONS)])
        lines.append(f"{ref};{agent};{begin};{end if answers else ''};{told}\r\n")
    return lines


def _web_lines(world: World, asked: _Asked, returned: Ints, answered: Ints) -> list[str]:
    """Return an object a form, as a web service keeps them; an answer nobody gave is null."""
    seconds = asked.contact % 60
    columns = (
        world.source_id[asked.contact].tolist(),
        world.clock.iso(asked.minute, seconds), world.clock.iso(returned, seconds),
        answered.tolist(), asked.scores.tolist(),
    )  # fmt: skip
    write = json.JSONEncoder().encode
    lines = []
    for ref, begin, end, answers, scores in zip(*columns, strict=True):
        given = [*scores[:answers], *[None] * (len(QUESTIONS) - answers)]
        told = [
            {"question": name, "score": one} for name, one in zip(QUESTIONS, given, strict=True)
        ]
        form = {"ticket": ref, "sent": begin, "returned": end if answers else None, "answers": told}
        lines.append(write(form) + "\n")
    return lines
