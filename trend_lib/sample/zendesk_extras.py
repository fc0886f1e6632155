"""What lies among the tickets of Zendesk and is no contact of a customer, or a part of one.

Calls that agents made, spam, tickets that were deleted later; and second mails about the same
matter, merged into the first ticket.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.sample.arrays import Ints
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.delivery import WEEK_MINUTES
from trend_lib.sample.world import ZENDESK, World

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTBOUND, SPAM, DELETED, MERGED = range(4)
KINDS_OF_EXTRAS = ("outbound", "spam", "deleted", "merged")
SHARES = (0.02, 0.015, 0.01, 0.03)  # times the tickets of customers
FIRST_NUMBER = 39_000_001
JUNK_FIELD = 360006
JUNK = (
    "Виграйте тиждень на морі: відкрийте вкладення",
    "Cheap watches, last day of the sale",
    "Продвижение сайтов недорого, гарантия",
)
CALLED = "Дзвінок абонентові щодо його заявки: погодили час майстра."


@dataclass(frozen=True)
class Extras:
    """One entry an extra ticket."""

    kind: Ints  # in KINDS_OF_EXTRAS
    row: Ints  # the contact beside which it came
    minute: Ints

    def count(self, kind: int) -> int:
        """Return how many there are of a kind."""
        return int((self.kind == kind).sum())


def draw_extras(world: World, random: np.random.Generator) -> Extras:
    """Draw which tickets have something beside them, within a few hours."""
    rows = np.flatnonzero(world.system == ZENDESK)
    drawn = random.random((len(SHARES), len(rows))) < np.array(SHARES)[:, None]
    kind, place = np.nonzero(drawn)
    minute = world.arrivals.minute[rows[place]] + random.integers(20, 600, len(place))
    there = minute < world.arguments.weeks * WEEK_MINUTES - 3 * DAY
    return Extras(kind[there], rows[place][there], minute[there])


def extra_tickets(world: World, extras: Extras) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each version of each extra ticket with its minute."""
    at, later = extras.minute, extras.minute + 2 * DAY
    columns = (
        extras.kind.tolist(), extras.row.tolist(), at.tolist(), world.clock.utc(at, at * 0),
        later.tolist(), world.clock.utc(later, at * 0),
    )  # fmt: skip
    for place, (kind, row, minute, created, minute_after, changed) in enumerate(
        zip(*columns, strict=True)
    ):
        ticket = _base(FIRST_NUMBER + place, created, world.said.text[row])
        if kind == OUTBOUND:
            via = {"channel": "voice", "source": {"rel": "outbound"}}
            yield minute, {**ticket, "description": CALLED, "via": via}
        elif kind == SPAM:
            junk = [{"id": JUNK_FIELD, "value": "spam"}]
            yield minute, {**ticket, "description": JUNK[row % len(JUNK)], "custom_fields": junk}
        elif kind == DELETED:
            yield minute, ticket
            yield minute_after, {**ticket, "status": "deleted", "updated_at": changed}
        else:
            yield minute, {**ticket, **_merged_into(world, row)}


def _base(number: int, created: str, text: str) -> dict[str, Any]:
    """Return an open ticket of somebody whom the system does not know."""
    return {
        "id": number, "via": {"channel": "email", "source": {"rel": None}}, "created_at": created,
        "updated_at": created, "subject": "", "description": text, "priority": "normal", "status": "open",
        "requester_id": 600_000_000 + number, "assignee_id": None, "group_id": 501, "tags": [], "custom_fields": [],
    }  # fmt: skip


def _merged_into(world: World, row: int) -> dict[str, Any]:
    """Return what tells that a ticket was merged into the contact's."""
    whole = world.source_id[row]
    return {
        "status": "closed",
        "subject": world.said.subject[row],
        "tags": ["closed_by_merge"],
        "comments": [
            {
                "id": int(whole) + 10_000_000,
                "public": False,
                "body": f"Об'єднано із заявкою #{whole}",
            }
        ],
    }
