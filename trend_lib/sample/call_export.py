"""The contact centre's export: JSON lines, packed, one record a call, times with their offset."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Ints, dice
from trend_lib.sample.catalogue import PRODUCTS, load_topics
from trend_lib.sample.delivery import plan_spans
from trend_lib.sample.people import OPERATORS
from trend_lib.sample.plants import LATE_BACK, REGIONS
from trend_lib.sample.world import CALLS, World, late_calls

if TYPE_CHECKING:
    from pathlib import Path

PACKING = 4  # of 9: half the time of the usual 6, a tenth more bytes
TWICE = 0.002  # share of calls that the exchange logs twice
CODES = {name: name.lower().replace(" ", "_") for name in PRODUCTS}  # as the exchange names them
QUEUES = {"technical": "support", "marketing": "sales", "customer_service": "service"}
KEYS = (
    "call_id", "started", "ended", "type", "media", "queue", "agent", "account", "region",
    "product", "talk_seconds", "hold_seconds", "transfers", "solved", "summary",
)  # fmt: skip


def write_calls(world: World, folder: Path) -> int:
    """Write the call files; return how many."""
    folder.mkdir(parents=True)
    rows = np.flatnonzero(world.system == CALLS)
    lines = _lines(world, rows)
    late = late_calls(world)[rows]
    twice = dice(world.arguments.seed, 5).random(len(rows)) < TWICE
    weeks = world.arrivals.week[rows]
    files = 0
    for span in plan_spans(world.arguments.weeks):
        mine = np.flatnonzero((weeks >= span.begin) & (weeks < span.past) & ~late)
        chosen = [lines[row] * (2 if twice[row] else 1) for row in mine]
        _write(folder / f"calls-{span.name(world.first)}.jsonl.gz", chosen)
        files += 1
    if late.any():
        week = world.last.plus(1 - LATE_BACK)
        chosen = [lines[row] for row in np.flatnonzero(late)]
        _write(folder / f"calls-{week}-late.jsonl.gz", chosen)
        files += 1
    return files


def _lines(world: World, rows: Ints) -> list[str]:
    """Return one line a call, with its line end."""
    begin, seconds = world.arrivals.minute[rows], (rows * 37) % 60
    talk = world.handling.handle_seconds[rows]
    hold = world.handling.hold_seconds[rows]
    queues = [*(QUEUES[topic.kind] for topic in load_topics()), "support"]
    people = world.people
    columns = (
        world.source_id[rows],
        world.clock.iso(begin, seconds),
        world.clock.iso(begin, seconds + talk + hold),
        ["inbound"] * len(rows),
        ["voice"] * len(rows),
        [queues[topic] for topic in world.arrivals.topic[rows]],
        [OPERATORS[operator] for operator in people.operator[rows]],
        [account or None for account in world.account[rows]],
        [REGIONS[region] for region in people.region[rows]],
        [CODES[PRODUCTS[product]] for product in people.product[rows]],
        talk.tolist(),
        hold.tolist(),
        world.handling.transfers[rows].tolist(),
        world.handling.solved[rows].tolist(),
        world.said.text[rows],
    )
    write = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
    return [write(dict(zip(KEYS, row, strict=True))) + "\n" for row in zip(*columns, strict=True)]


def _write(path: Path, lines: list[str]) -> None:
    """Write a packed file whose bytes do not tell when it was packed."""
    path.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=PACKING, mtime=0))
