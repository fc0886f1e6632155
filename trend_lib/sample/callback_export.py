"""The quality managers' list of call-backs: a line an attempt, in their words.

Each file repeats the calls of the two days before it, and ends with those who are still to be
called: lines without an outcome, which come again once they have one.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, Texts, as_texts, dice
from trend_lib.sample.callbacks import (
    CALLERS,
    LATER,
    NO_ANSWER,
    OPTED_OUT,
    REACHED,
    REFUSED,
    WRONG_NUMBER,
    Attempts,
    draw_attempts,
)  # fmt: skip
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered, Span, plan_spans
from trend_lib.sample.facts import LANGUAGES
from trend_lib.sample.outreach import draw_outreach, joined
from trend_lib.sample.phrases import slot_phrases
from trend_lib.sample.plants import LATE_LISTS_BACK, fits
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "Список", "Звернення", "Рахунок", "Хто дзвонив", "Спроба", "Коли", "Результат", "Вирішено", "Задоволений",
    "Коментар",
)  # fmt: skip
LISTS = ("Нове підключення", "Закрита заявка", "Ключова точка", "До вирішення")
KEY_POINT = 2
WORDS = {
    REACHED: ("Додзвонилися", "додзвонились", "відповів"),
    NO_ANSWER: ("Не відповідає", "немає відповіді", "зайнято"),
    LATER: ("передзвонити", "Пізніше"),
    REFUSED: ("Відмова", "відмовився"),
    WRONG_NUMBER: ("не той номер",),
    OPTED_OUT: ("Просив не дзвонити", "не дзвонити"),
}
LATE_CALLER = "qm-2"
REPEATED_DAYS = 2

Line = tuple[object, ...]


def write_callbacks(world: World, folder: Path) -> Delivered:
    """Write the lists; return how many, the calls that were made, and late ones."""
    folder.mkdir(parents=True)
    listed = draw_attempts(world)
    attempts = joined(listed, draw_outreach(world, listed))
    lines = _lines(world, attempts)
    late = _late_calls(world, attempts)
    files = 0
    for span in plan_spans(world.arguments.weeks, history_weeks=0):
        made = np.flatnonzero(span.holds(attempts.called, REPEATED_DAYS) & ~late)
        if not len(made):
            continue
        waiting = _waiting(attempts, span)
        path = folder / f"callbacks-{span.name(world.first)}.csv"
        _write(path, [lines[row] for row in made], [lines[row] for row in waiting])
        files += 1
    if late.any():
        week = world.last.plus(1 - LATE_LISTS_BACK)
        chosen = [lines[row] for row in np.flatnonzero(late)]
        _write(folder / f"callbacks-{week}-late.csv", chosen, [])
        files += 1
    made_in_all = attempts.called < world.arguments.weeks * WEEK_MINUTES
    return Delivered(files, int(made_in_all.sum()), int(late.sum()))


def _late_calls(world: World, attempts: Attempts) -> Flags:
    """Return which calls are handed in a week late: one caller's of one week."""
    weeks = world.arguments.weeks
    of_week = attempts.called // WEEK_MINUTES == weeks - 1 - LATE_LISTS_BACK
    late: Flags = (
        of_week & (attempts.caller == CALLERS.index(LATE_CALLER)) & fits(LATE_LISTS_BACK, weeks)
    )
    return late


def _waiting(attempts: Attempts, span: Span) -> Ints:
    """Return the first attempts that stood in the list at the file's end without a call."""
    end = span.past * WEEK_MINUTES
    listed = (attempts.attempt == 1) & (attempts.listed < end) & (attempts.called >= end)
    return np.flatnonzero(listed)


def _lines(world: World, attempts: Attempts) -> list[Line]:
    """Return the line of each attempt."""
    random = dice(world.arguments.seed, 10)
    reached = attempts.outcome == REACHED
    yes_or_no = np.array(["Ні", "Так"])
    solved = yes_or_no[attempts.solved.astype(int)]
    solved[~reached | (attempts.worklist == KEY_POINT)] = ""
    content = np.where(reached, yes_or_no[attempts.content.astype(int)], "")
    return list(
        zip(
            np.array(LISTS)[attempts.worklist].tolist(),
            world.source_id[attempts.contact].tolist(),
            world.account[attempts.contact].tolist(),
            np.array(CALLERS)[attempts.caller].tolist(),
            attempts.attempt.tolist(),
            world.clock.day_first(attempts.called).tolist(),
            _outcome_words(attempts.outcome, random),
            solved.tolist(),
            content.tolist(),
            _comments(world, attempts, random).tolist(),
            strict=True,
        )
    )


def _outcome_words(outcome: Ints, random: np.random.Generator) -> list[str]:
    """Return the outcomes as each caller writes them."""
    taste = random.integers(0, 6, len(outcome)).tolist()
    return [
        WORDS[each][way % len(WORDS[each])]
        for each, way in zip(outcome.tolist(), taste, strict=True)
    ]


def _comments(world: World, attempts: Attempts, random: np.random.Generator) -> Texts:
    """Return what was said on the phone, in the customer's language; a few leave a number."""
    comments = as_texts([""] * len(attempts.contact))
    language = world.people.language[attempts.contact]
    solved = attempts.solved | (attempts.worklist == KEY_POINT)
    slots = np.where(
        ~solved,
        "called_unsolved",
        np.where(attempts.content, "called_content", "called_discontent"),
    )
    for number, spoken in enumerate(LANGUAGES):
        for slot in ("called_content", "called_unsolved", "called_discontent"):
            rows = np.flatnonzero(
                (attempts.outcome == REACHED) & (language == number) & (slots == slot)
            )
            phrases = slot_phrases(spoken, slot)
            comments[rows] = phrases[random.integers(0, len(phrases), len(rows))]
    rows = np.flatnonzero((comments != "") & (random.random(len(comments)) < 0.02))
    phones = slot_phrases("uk", "phone_plain")
    comments[rows] += " Тел. " + phones[random.integers(0, len(phones), len(rows))]
    return comments


def _write(path: Path, made: list[Line], waiting: list[Line]) -> None:
    """Write one list, as a spreadsheet of these parts of the world saves it."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(made)
    writer.writerows((*line[:3], "", line[4], *[""] * 5) for line in waiting)
    path.write_bytes(b"\xef\xbb\xbf" + written.getvalue().encode())
