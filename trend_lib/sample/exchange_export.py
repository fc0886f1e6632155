"""The small exchange of one region: Asterisk's queue_log, and its call detail records beside it.

A call is several lines: queued, answered, ended, or given up; its words are what the operator typed
into the record's user field. Each log begins with the last lines of the one before, as rotation
leaves them, some lines come out of order, and calls about midnight lie in two files.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, Texts, as_texts, dice
from trend_lib.sample.catalogue import PRODUCTS, load_topics
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered, Span, plan_spans
from trend_lib.sample.people import OPERATORS
from trend_lib.sample.world import EXCHANGE, World

if TYPE_CHECKING:
    from pathlib import Path

QUEUES = {"technical": "support", "marketing": "sales", "customer_service": "service"}
GIVES_UP = 0.06  # for each call that was answered
ROTATED = 3  # lines of a log that the next one begins with
SWAPPED = 0.02  # share of the lines that come ten minutes late
NUMBER = dict(zip(range(len(PRODUCTS)), ("7001", "7002", "7003", "7004", "7005"), strict=True))
CONTEXT = "from-trunk-hirska"


@dataclass(frozen=True)
class Abandoned:
    """One entry a call that was given up before anybody answered."""

    call_id: Texts
    minute: Ints


@dataclass(frozen=True)
class _Calls:
    """One entry a call; moments in seconds of the sample's clock."""

    call_id: Texts
    begin: Ints
    wait: Ints
    talk: Ints
    answered: Flags
    queue: list[str]
    operator: list[str]
    account: list[str]
    number: list[str]
    words: list[str]


def write_exchange(world: World, folder: Path) -> tuple[Delivered, Abandoned]:
    """Write logs and records; return how many, and the calls that were given up."""
    folder.mkdir(parents=True)
    random = dice(world.arguments.seed, 12)
    calls = _draw_calls(world, random)
    log, at = _log_lines(world, calls, random)
    records = _records(world, calls)
    left: list[str] = []
    for span in plan_spans(world.arguments.weeks, history_weeks=0):
        name = span.name(world.first)
        lines = [*left, *(log[row] for row in np.flatnonzero(span.holds(at // 60)))]
        left = lines[-ROTATED:]
        opening = f"{_epoch(world, span)}|NONE|NONE|NONE|QUEUESTART|\n"
        (folder / f"queue_log-{name}").write_text(opening + "".join(lines), "utf-8", newline="\n")
        mine = span.holds(calls.begin // 60)
        text = "".join(records[row] for row in np.flatnonzero(mine))
        (folder / f"Master-{name}.csv").write_text(text, "utf-8", newline="\n")
    abandoned = Abandoned(calls.call_id[~calls.answered], calls.begin[~calls.answered] // 60)
    return Delivered(
        2 * len(plan_spans(world.arguments.weeks, history_weeks=0)), len(calls.begin)
    ), abandoned


def _draw_calls(world: World, random: np.random.Generator) -> _Calls:
    """Return the calls of customers, and those who gave up waiting."""
    rows = np.flatnonzero(world.system == EXCHANGE)
    gave_up = rows[random.random(len(rows)) < GIVES_UP]
    both = np.concatenate([rows, gave_up])
    answered = np.arange(len(both)) < len(rows)
    later = np.where(answered, 0, random.integers(60, 3600, len(both)))
    begin = world.arrivals.minute[both] * 60 + both % 60 + later
    within = begin < (world.arguments.weeks * WEEK_MINUTES - 60) * 60
    both, answered, begin = both[within], answered[within], begin[within]
    queues = [*(QUEUES[topic.kind] for topic in load_topics()), "support"]
    epochs = world.clock.epoch(begin // 60, begin % 60)
    new = [f"{epoch}.{9_000_000 + number}" for number, epoch in enumerate(epochs)]
    return _Calls(
        call_id=np.where(answered, world.source_id[both], as_texts(new)),
        begin=begin,
        wait=random.exponential(40, len(both)).astype(np.int64) + 3,
        talk=world.handling.handle_seconds[both],
        answered=answered,
        queue=[queues[topic] for topic in world.arrivals.topic[both]],
        operator=np.array(OPERATORS)[world.people.operator[both]].tolist(),
        account=np.where(answered, world.account[both], "").tolist(),
        number=[NUMBER[product] for product in world.people.product[both].tolist()],
        words=np.where(answered, world.said.text[both], "").tolist(),
    )


def _log_lines(world: World, calls: _Calls, random: np.random.Generator) -> tuple[list[str], Ints]:
    """Return the log's lines in its order, and the second of each."""
    connected, ended = calls.begin + calls.wait, calls.begin + calls.wait + calls.talk
    moments = np.concatenate([calls.begin, connected, ended])
    epochs = world.clock.epoch(moments // 60, moments % 60)
    count = len(calls.begin)
    lines = []
    for place, epoch in enumerate(epochs):
        call = place % count
        head = f"{epoch}|{calls.call_id[call]}|{calls.queue[call]}"
        lines.append(_event(calls, call, place // count, head))
    order = np.argsort(moments + (random.random(len(moments)) < SWAPPED) * 600, kind="stable")
    order = order[[lines[row] != "" for row in order]]
    return [lines[row] for row in order], moments[order]


def _event(calls: _Calls, call: int, step: int, head: str) -> str:
    """Return the line of one step of a call: queued, connected or given up, ended; "" for none."""
    wait, agent = calls.wait[call], calls.operator[call]
    if step == 0:
        return f"{head}|NONE|ENTERQUEUE||{calls.account[call]}|1\n"
    if not calls.answered[call]:
        return f"{head}|NONE|ABANDON|1|1|{wait}\n" if step == 1 else ""
    if step == 1:
        return f"{head}|{agent}|CONNECT|{wait}|{calls.call_id[call]}1|2\n"
    return f"{head}|{agent}|COMPLETECALLER|{wait}|{calls.talk[call]}|1\n"


def _records(world: World, calls: _Calls) -> list[str]:
    """Return the call detail record of each call, as Master.csv has it."""
    talk = np.where(calls.answered, calls.talk, 0)
    duration = calls.wait + talk
    moments = [
        world.clock.local(seconds // 60, seconds % 60)
        for seconds in (calls.begin, calls.begin + 1, calls.begin + duration)
    ]
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    lines = []
    for call, (begin, answer, end) in enumerate(zip(*moments, strict=True)):
        channel, took = f"PJSIP/trunk-{call:08x}", int(duration[call])
        agent = f"PJSIP/{calls.operator[call]}-{call:08x}" if calls.answered[call] else ""
        writer.writerow((
            calls.account[call], calls.account[call], calls.number[call], CONTEXT, "", channel, agent, "Queue",
            f"{calls.queue[call]},t,,,300", begin, answer, end, took, took - 1, "ANSWERED", "DOCUMENTATION",
            calls.call_id[call], calls.words[call],
        ))  # fmt: skip
        lines.append(written.getvalue())
        written.seek(0)
        written.truncate()
    return lines


def _epoch(world: World, span: Span) -> int:
    """Return the second in which a file begins."""
    begin = np.array([span.begin * WEEK_MINUTES])
    return world.clock.epoch(begin, begin * 0)[0]
