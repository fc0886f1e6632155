"""Whom to call back: each event that a list could hold is chosen, or left out for a reason.

An event is drawn by a keyed hash of its own id, so that the same home draws the same, in any order, and an event that
comes late changes nobody else's lot. After the draw comes the quarantine: who was called, or is on a list already,
within so many days before is left alone, and for ever who asked to be. So frequent callers are chosen a little less
often than others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from trend_lib.base.callback_settings import CallbacksConfig

UNKNOWN, OPTED_OUT, NOT_DRAWN, QUARANTINE = (
    "unknown_customer",
    "opted_out",
    "not_drawn",
    "quarantine",
)
CHOSEN = ""
WHOLE = 2**64


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something after which a list calls."""

    worklist: str
    contact_id: str
    customer_id: str | None
    at: datetime
    product: str
    channel: str

    @property
    def event_id(self) -> str:
        """Return what people's answers call it."""
        return f"{self.worklist}:{self.contact_id}"


def lot_of(event_id: str, seed: int) -> float:
    """Return an event's lot, evenly between 0 and 1; it is chosen when it lies under the list's share."""
    digest = blake2b(event_id.encode(), digest_size=8, key=str(seed).encode()).digest()
    return int.from_bytes(digest, "big") / WHOLE


def choose(
    occasions: Iterable[Occasion],
    settings: CallbacksConfig,
    called: Mapping[str, Sequence[datetime]],
    opted_out: Mapping[str, datetime],
) -> dict[str, str]:
    """Return why each event is left out, by its id; CHOSEN where it is not.

    Args:
        occasions: Of one week, of all lists.
        settings: Lists in the order in which they may have a subscriber, with the share that each draws.
        called: When each customer was called, or chosen in earlier weeks.
        opted_out: Since when a customer wants no calls.
    """
    order = {name: place for place, name in enumerate(settings.lists)}
    quarantine = timedelta(days=settings.quarantine_days)
    seen = {customer: list(moments) for customer, moments in called.items()}
    why: dict[str, str] = {}
    for one in sorted(occasions, key=lambda each: (each.at, order[each.worklist], each.contact_id)):
        customer = one.customer_id
        if customer is None:
            why[one.event_id] = UNKNOWN
        elif customer in opted_out and opted_out[customer] <= one.at:
            why[one.event_id] = OPTED_OUT
        elif lot_of(one.event_id, settings.seed) >= settings.lists[one.worklist].share:
            why[one.event_id] = NOT_DRAWN
        elif any(one.at - quarantine < moment <= one.at for moment in seen.get(customer, ())):
            why[one.event_id] = QUARANTINE
        else:
            why[one.event_id] = CHOSEN
            seen.setdefault(customer, []).append(one.at)
    return why
