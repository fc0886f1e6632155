"""The centre of one region works with Amazon Connect: contact records as a stream's files, and beside them its talks.

A record keeps account, product and whether it was solved as contact attributes, as a flow or a desktop sets them. Until
talks were written down, the operator typed a summary; since then the words are those of the talk.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, Texts
from trend_lib.sample.call_export import CODES, QUEUES
from trend_lib.sample.catalogue import PRODUCTS, load_topics
from trend_lib.sample.connect_talks import begin_of_talks, draw_tone, write_talks
from trend_lib.sample.delivery import Delivered, plan_spans
from trend_lib.sample.people import OPERATORS
from trend_lib.sample.plants import REGIONS
from trend_lib.sample.world import CONNECT, World

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT_OF_AWS = "123456789012"
FORMAT = "2017-03-10"
MOST_TALKS = 1_000  # an archive: what landing opens of one
WRITE = json.JSONEncoder(ensure_ascii=False).encode


def write_connect(world: World, folder: Path) -> Delivered:
    """Write records and talks; return how many files and records."""
    folder.mkdir(parents=True)
    rows = np.flatnonzero(world.system == CONNECT)
    lines = _lines(world, rows)
    minutes, tone = world.arrivals.minute[rows], draw_tone(world, rows)
    spans = plan_spans(world.arguments.weeks, history_weeks=0)
    files = len(spans)
    for span in spans:
        mine = np.flatnonzero(span.holds(minutes))
        path = folder / f"contacts-{span.name(world.first)}.jsonl"
        path.write_text("".join(lines[row] for row in mine), "utf-8", newline="\n")
        talks = mine[minutes[mine] >= begin_of_talks(world)]
        archives = in_archives(talks)
        for number, own in enumerate(archives, start=1):
            part = f"-part{number}" if len(archives) > 1 else ""
            archive = folder / f"talks-{span.name(world.first)}{part}.zip"
            write_talks(world, rows[own], tone[own], archive)
        files += len(archives)
    return Delivered(files, len(rows))


def in_archives(talks: Ints) -> list[Ints]:
    """Share talks out over as many archives as they need."""
    return np.array_split(talks, -(-len(talks) // MOST_TALKS)) if len(talks) else []


def _lines(world: World, rows: Ints) -> list[str]:
    """Return one record a line."""
    begin, second = world.arrivals.minute[rows], rows % 60
    handle = world.handling.handle_seconds[rows]
    hold = np.minimum(world.handling.hold_seconds[rows], handle // 2)
    wait = (rows * 37) % 90
    queues = [*(QUEUES[topic.kind] for topic in load_topics()), "support"]
    is_talk: Flags = begin >= begin_of_talks(world)
    summary: Texts = np.where(is_talk, "", world.said.text[rows])
    columns = (
        world.source_id[rows],
        world.clock.utc(begin, second),
        world.clock.utc(begin, second + wait + handle),
        world.clock.utc(begin, second + wait + handle + 60),
        [queues[topic] for topic in world.arrivals.topic[rows]],
        wait.tolist(),
        [OPERATORS[operator] for operator in world.people.operator[rows]],
        (handle - hold).tolist(),
        hold.tolist(),
        world.account[rows],
        [REGIONS[region] for region in world.people.region[rows]],
        [CODES[PRODUCTS[product]] for product in world.people.product[rows]],
        world.handling.solved[rows].tolist(),
        summary,
    )
    return [WRITE(_record(*values)) + "\n" for values in zip(*columns, strict=True)]


def _record(  # noqa: PLR0913, PLR0917 - a value a field
    contact: str, began: str, ended: str, updated: str, queue: str, wait: int, operator: str, talked: int, held: int,
    account: str, region: str, product: str, is_solved: bool, summary: str,  # noqa: FBT001 - it is a value
) -> dict[str, object]:  # fmt: skip
    """Return a contact record, with the fields that a call without transfers has."""
    return {
        "AWSAccountId": ACCOUNT_OF_AWS,
        "AWSContactTraceRecordFormatVersion": FORMAT,
        "ContactId": contact,
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": began,
        "DisconnectTimestamp": ended,
        "LastUpdateTimestamp": updated,
        "DisconnectReason": "CUSTOMER_DISCONNECT",
        "Queue": {"Name": queue, "EnqueueTimestamp": began, "Duration": wait},
        "Agent": {
            "Username": operator,
            "AgentInteractionDuration": talked,
            "CustomerHoldDuration": held,
            "AfterContactWorkDuration": 0,
        },
        "Attributes": {
            "account": account,
            "region": region,
            "product": product,
            "solved": "yes" if is_solved else "no",
            "summary": summary,
        },
    }
