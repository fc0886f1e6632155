"""What was mailed to the billing office: Zendesk's incremental export, its pages a line each.

A ticket comes again after each change that an export meets: open, solved, open again, solved. One
week's page was cut off on its way, and comes whole with the week after.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, dice, pick
from trend_lib.sample.catalogue import KINDS, load_topics
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered, plan_spans
from trend_lib.sample.handling import NEVER
from trend_lib.sample.people import OPERATORS
from trend_lib.sample.plants import CUT_PAGE_BACK, REGIONS, fits
from trend_lib.sample.world import ZENDESK, World
from trend_lib.sample.zendesk_extras import Extras, draw_extras, extra_tickets

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 1000  # tickets, as the interface gives them
SEEN_OPEN = 0.15  # of the tickets closed in the week of their file
OPEN, SOLVED, CLOSED = range(3)
STATUS = ("open", "solved", "closed")
SOLVED_AFTER, OPEN_AGAIN_AFTER = 0.6, 0.8  # of its time, a ticket that is opened again
FIELDS = (360001, 360002, 360003, 360004, 360005)  # region, product, account, solved, seconds spent
CODES = ("home_internet", "mobile", "tv", "home_phone", "business")
FIRST_AGENT, FIRST_GROUP, FIRST_REQUESTER = 7001, 501, 500_000_001
BESIDE = {
    "users": [
        {"id": FIRST_AGENT + number, "role": "agent", "external_id": name}
        for number, name in enumerate(OPERATORS)
    ],
    "groups": [{"id": FIRST_GROUP + number, "name": kind} for number, kind in enumerate(KINDS)],
}
WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Ticket = dict[str, Any]


@dataclass(frozen=True)
class _Versions:
    """One entry a version of a ticket, in the order of time."""

    row: Ints  # the contact
    minute: Ints
    state: Ints  # in STATUS


def write_zendesk(world: World, folder: Path) -> tuple[Delivered, Extras]:
    """Write the export's files; return what they hold, and what of it is no customer's contact."""
    folder.mkdir(parents=True)
    random = dice(world.arguments.seed, 11)
    versions = _draw_versions(world, random)
    extras = draw_extras(world, random)
    tickets = [
        *zip(versions.minute.tolist(), _tickets(world, versions), strict=True),
        *extra_tickets(world, extras),
    ]
    tickets.sort(key=lambda ticket: (ticket[0], ticket[1]["id"]))
    minutes = np.array([minute for minute, _ in tickets], dtype=np.int64)
    for span in plan_spans(world.arguments.weeks, history_weeks=0):
        mine = [tickets[row][1] for row in np.flatnonzero(span.holds(minutes))]
        text = _pages(mine)
        path = folder / f"tickets-{span.name(world.first)}.jsonl"
        if span.begin == _cut_week(world):
            again = f"tickets-{world.first.plus(span.past)}-again.jsonl"
            path.with_name(again).write_bytes(text)
            text = text[: len(text) * 3 // 5]
        path.write_bytes(text)
    cut = int(_cut_week(world) >= 0)
    return Delivered(
        len(plan_spans(world.arguments.weeks, history_weeks=0)) + cut, len(tickets)
    ), extras


def _cut_week(world: World) -> int:
    """Return the week whose page is cut off, -1 for none."""
    weeks = world.arguments.weeks
    return weeks - 1 - CUT_PAGE_BACK if fits(CUT_PAGE_BACK, weeks) else -1


def _draw_versions(world: World, random: np.random.Generator) -> _Versions:
    """Return the versions of all tickets that the export meets."""
    rows = np.flatnonzero(world.system == ZENDESK)
    begin, end = world.arrivals.minute[rows], world.handling.closed_minute[rows]
    past = (
        np.array([span.past for span in plan_spans(world.arguments.weeks, history_weeks=0)])
        * WEEK_MINUTES
    )
    files = np.searchsorted(past, begin, side="right"), np.searchsorted(past, end, side="right")
    is_seen_open = (files[0] != files[1]) | (random.random(len(rows)) < SEEN_OPEN)
    opened_again = (world.handling.reopened[rows] > 0) & (end < NEVER)
    took = np.where(end < NEVER, end - begin, 0)
    parts = [
        (is_seen_open, begin, OPEN),
        (opened_again, begin + (took * SOLVED_AFTER).astype(np.int64), SOLVED),
        (opened_again, begin + (took * OPEN_AGAIN_AFTER).astype(np.int64), OPEN),
        (np.ones(len(rows), dtype=bool), end, CLOSED),
    ]
    versions = _Versions(
        np.concatenate([rows[chosen] for chosen, _, _ in parts]),
        np.concatenate([minute[chosen] for chosen, minute, _ in parts]),
        np.concatenate([np.full(int(chosen.sum()), state) for chosen, _, state in parts]),
    )
    return pick(versions, versions.minute < past[-1])


def _tickets(world: World, versions: _Versions) -> list[Ticket]:
    """Return a ticket a version, as the interface writes it."""
    rows, people, handling = versions.row, world.people, world.handling
    groups = np.array([*(KINDS.index(topic.kind) for topic in load_topics()), 0])
    is_done = versions.state != OPEN
    columns: dict[str, list[Any]] = {
        "id": [int(number) for number in world.source_id[rows]],
        "created_at": world.clock.utc(world.arrivals.minute[rows], rows % 60),
        "updated_at": world.clock.utc(versions.minute, rows % 59),
        "generated_timestamp": world.clock.epoch(versions.minute, rows % 59 + 2),
        "subject": world.said.subject[rows].tolist(),
        "description": world.said.text[rows].tolist(),
        "status": np.array(STATUS)[versions.state].tolist(),
        "requester_id": (FIRST_REQUESTER + people.customer[rows]).tolist(),
        "assignee_id": (FIRST_AGENT + people.operator[rows]).tolist(),
        "group_id": (FIRST_GROUP + groups[world.arrivals.topic[rows]]).tolist(),
    }
    told = (
        np.array(REGIONS)[people.region[rows]].tolist(),
        np.array(CODES)[people.product[rows]].tolist(),
        [account or None for account in world.account[rows]],
        _once_done(handling.solved[rows] | (versions.state == SOLVED), is_done),
        _once_done(handling.handle_seconds[rows], is_done),
    )
    times = np.where(versions.state == SOLVED, 0, handling.reopened[rows]).tolist()
    return [
        _ticket(dict(zip(columns, said, strict=True)), fields, opened_again)
        for said, fields, opened_again in zip(
            zip(*columns.values(), strict=True), zip(*told, strict=True), times, strict=True
        )
    ]


def _once_done(values: Ints | Flags, is_done: Flags) -> list[Any]:
    """Return what the agent fills in at the end; nothing before it."""
    return [
        value if done else None
        for value, done in zip(values.tolist(), is_done.tolist(), strict=True)
    ]


def _ticket(said: Ticket, fields: tuple[Any, ...], reopens: int) -> Ticket:
    """Return one version of a ticket with what belongs to every one."""
    is_done = said["status"] != STATUS[OPEN]
    return {
        **said,
        "via": {"channel": "email", "source": {"rel": None}},
        "priority": "normal",
        "tags": [],
        "custom_fields": [
            {"id": number, "value": value} for number, value in zip(FIELDS, fields, strict=True)
        ],
        "satisfaction_rating": {"score": "unoffered"},
        "metric_set": {
            "reopens": reopens,
            "group_stations": 1,
            "solved_at": said["updated_at"] if is_done else None,
        },
    }


def _pages(tickets: list[Ticket]) -> bytes:
    """Return the pages of one file, a line each."""
    pages = [tickets[begin : begin + PAGE] for begin in range(0, len(tickets), PAGE)] or [[]]
    return "".join(
        WRITE(
            {
                **BESIDE,
                "tickets": page,
                "after_cursor": f"MTU3{number:06d}",
                "end_of_stream": number == len(pages),
            }
        )
        + "\n"
        for number, page in enumerate(pages, 1)
    ).encode()
