"""The help desk's export: cp1251, semicolons, day-first local dates, and the usual dirt.

A ticket still open when a file is written comes again in the file of the week it is closed:
the newer version wins. Each file also holds rows twice, and two rows that cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, Texts, as_texts, dice
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.catalogue import KINDS, PRODUCTS, load_topics
from trend_lib.sample.delivery import plan_spans
from trend_lib.sample.handling import CHANNELS
from trend_lib.sample.people import OPERATORS
from trend_lib.sample.plants import REGIONS
from trend_lib.sample.world import DESK, World

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ENCODING = "cp1251"
WEEK_MINUTES = 7 * DAY
HEADER = (
    "Ticket;Opened;Closed;Updated;Subject;Body;Channel;Account;Region;Product;Operator;Queue;"
    "Status;Solved;Reopened;Handle seconds;Priority\r\n"
)
CHANNEL_NAMES = {"form": "Web form", "chat": "Chat", "mail": "E-mail"}
TWICE, STRAY_BLANKS, MIXED_CASE, MARKED_UP = 0.004, 0.01, 0.03, 0.02
UNREADABLE_DATES = ("31.02.2026 25:61", "--", "00.00.0000 00:00")

Row = tuple[str, ...]


@dataclass(frozen=True)
class _Tickets:
    """Rows of the export, one of the two may be all a ticket has."""

    while_open: list[Row]
    when_closed: list[Row]
    open_file: Ints  # the file that holds the day it was opened
    close_file: Ints  # the file that holds the day it was closed; past the last: not yet


def write_desk(world: World, folder: Path) -> int:
    """Write the desk's files; return how many."""
    folder.mkdir(parents=True)
    random = dice(world.arguments.seed, 7)
    tickets = _collect(world, random)
    at_once = tickets.open_file == tickets.close_file
    spans = plan_spans(world.arguments.weeks)
    for number, span in enumerate(spans):
        opened, closed = tickets.open_file == number, tickets.close_file == number
        rows = [tickets.when_closed[row] for row in np.flatnonzero(closed & ~at_once)]
        rows += [
            (tickets.when_closed if at_once[row] else tickets.while_open)[row]
            for row in np.flatnonzero(opened)
        ]
        path = folder / f"desk-{span.name(world.first)}.csv"
        path.write_bytes(_file_text(rows, number, random).encode(ENCODING, "replace"))
    return len(spans)


def _collect(world: World, random: np.random.Generator) -> _Tickets:
    """Return the rows of all tickets and the files they belong to."""
    mine = np.flatnonzero(world.system == DESK)
    opened, closed = world.arrivals.minute[mine], world.handling.closed_minute[mine]
    past_days = np.array([span.past for span in plan_spans(world.arguments.weeks)]) * WEEK_MINUTES
    close_file = np.searchsorted(past_days, closed, side="right")
    known = close_file < len(past_days)
    columns = _columns(world, mine, random)
    closed_at = as_texts([""] * len(mine))
    closed_at[known] = world.clock.day_first(closed[known])
    solved = world.handling.solved[mine]
    done = _spelled(np.where(solved, "Resolved", "Closed"), random)
    waiting = _spelled(np.where(random.random(len(mine)) < 0.7, "Open", "Waiting"), random)
    no, yes_or_no = ["No"] * len(mine), np.where(solved, "Yes", "No").tolist()
    blank, opened_at = [""] * len(mine), world.clock.day_first(opened)
    return _Tickets(
        _rows(columns, opened_at, blank, opened_at, waiting, no),
        _rows(columns, opened_at, closed_at, closed_at, done, yes_or_no),
        np.searchsorted(past_days, opened, side="right"),
        close_file,
    )


def _rows(columns: list[list[str]], *of_version: list[str] | Texts) -> list[Row]:
    """Put the columns of a version among those that never change."""
    ticket, subject, body, channel, account, region, product, operator, queue, *rest = columns
    opened, closed, updated, status, solved = of_version
    return list(
        zip(
            ticket, opened, closed, updated, subject, body, channel, account, region, product,
            operator, queue, status, solved, *rest, strict=True,
        )
    )  # fmt: skip


def _columns(world: World, mine: Ints, random: np.random.Generator) -> list[list[str]]:
    """Return what all versions of a ticket say alike."""
    people, handling = world.people, world.handling
    queues = np.array([*(topic.kind for topic in load_topics()), KINDS[0]])
    channels = np.array([CHANNEL_NAMES.get(channel, channel) for channel in CHANNELS])
    regions = np.array(REGIONS)[people.region[mine]].tolist()
    priorities = np.array(["low", "normal", "high"])
    return [
        world.source_id[mine].tolist(),
        [_quoted(text) for text in world.said.subject[mine]],
        _bodies(world.said.text[mine], random),
        _spelled(channels[handling.channel[mine]], random),
        world.account[mine].tolist(),
        _with_blanks(regions, random.random(len(mine)) < STRAY_BLANKS),
        _spelled(np.array(PRODUCTS)[people.product[mine]], random),
        np.array(OPERATORS)[people.operator[mine]].tolist(),
        queues[world.arrivals.topic[mine]].tolist(),
        [str(times) for times in handling.reopened[mine]],
        [str(seconds) for seconds in handling.handle_seconds[mine]],
        priorities[random.integers(0, 3, len(mine))].tolist(),
    ]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _bodies(texts: Texts, random: np.random.Generator) -> list[str]:
    """Quote the texts; a few still carry the mark-up of the page they were typed into."""
    marked = random.random(len(texts)) < MARKED_UP
    bodies = (
        f"<p>{text.replace('. ', '.<br>')}</p>&nbsp;" if is_marked else text
        for text, is_marked in zip(texts, marked.tolist(), strict=True)
    )
    return [_quoted(body) for body in bodies]


def _spelled(words: NDArray[np.str_], random: np.random.Generator) -> list[str]:
    """Return the words as hands type them: some all capital, some all small, some with blanks."""
    spelled: list[str] = words.tolist()
    dice_of_row = random.random(len(spelled))
    for row in np.flatnonzero(dice_of_row < MIXED_CASE):
        spelled[row] = spelled[row].upper() if row % 2 else spelled[row].lower()
    return _with_blanks(spelled, dice_of_row > 1 - STRAY_BLANKS)


def _with_blanks(words: list[str], stray: Flags) -> list[str]:
    for row in np.flatnonzero(stray):
        words[row] = f" {words[row]}  "
    return words


def _file_text(rows: list[Row], number: int, random: np.random.Generator) -> str:
    """Return a whole file, dirt included."""
    lines = [";".join(row) + "\r\n" for row in rows]
    if not lines:
        return HEADER
    for row in np.flatnonzero(random.random(len(lines)) < TWICE):
        lines.append(lines[row])
    _ticket, _opened, *rest = rows[len(rows) // 3]
    wrong = UNREADABLE_DATES[number % len(UNREADABLE_DATES)]
    lines.insert(len(lines) // 3, ";".join((f"T-9{number:05d}1", wrong, *rest)) + "\r\n")
    too_long = (f"T-9{number:05d}2", *rows[len(rows) // 2][1:], "forwarded", "see above")
    lines.insert(len(lines) // 2, ";".join(too_long) + "\r\n")
    return HEADER + "".join(lines)
