"""The worklist of requests that were not solved in time: who comes on it, what is tried, who leaves it and why.

On it comes a request that was not solved within its limit, or whose subscriber says that it is not. Off it comes one
only by the subscriber's yes, or for a reason that has a name; what the desk calls solved too late waits for the yes.
When the subscriber comes again with the same matter, the newer contact stands on the list and the older one left it
as continued, so that nobody is called twice about one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

REACHED = "reached"
SOLVED, CONTINUED, UNREACHABLE, TOO_OLD = "solved", "continued", "unreachable", "too_old"
ENDS = ("refused", "opted_out", "wrong_number")  # outcomes after which nobody calls again
State = Literal["open", "to_confirm", "said_no"]


@dataclass(frozen=True, slots=True)
class Request:
    """A contact that wanted something."""

    contact_id: str
    channel: str
    kind: str
    priority: str | None
    customer_id: str | None
    opened_at: datetime
    closed_at: datetime | None
    is_resolved: bool | None  # by its status; None: the source does not say
    next_contact: str | None  # by which the subscriber came again
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened about a request after it came."""

    at: datetime
    outcome: str = ""  # of an attempt to reach the subscriber
    is_solved: bool | None = None  # the subscriber's word
    reason: str = ""  # why a person took it off the list


@dataclass(slots=True)
class Item:
    """A request on the list, as it stands."""

    request: Request
    entered_at: datetime
    left_at: datetime | None = None
    left_by: str | None = None
    attempts: int = 0
    last_tried_at: datetime | None = None
    last_outcome: str | None = None
    said: bool | None = None

    def state(self, until: datetime) -> State:
        """Return what it waits for."""
        if self.said is False:
            return "said_no"
        closed = self.request.closed_at
        is_called_solved = self.request.is_resolved and closed is not None and closed <= until
        return "to_confirm" if is_called_solved else "open"

    def leave(self, at: datetime, why: str) -> None:
        """Take it off the list, once."""
        if self.left_at is None:
            self.left_at, self.left_by = at, why


def follow(
    requests: Sequence[Request],
    events: Mapping[str, Sequence[Event]],
    until: datetime,
    attempts_most: int,
    oldest: timedelta,
) -> list[Item]:
    """Return every request that came on the list up to a moment, with what became of it.

    Args:
        requests: In any order.
        events: By contact.
        until: What happens later is not known.
        attempts_most: After so many in vain a subscriber counts as unreachable.
        oldest: Older requests leave.
    """
    opened = {request.contact_id: request.opened_at for request in requests}
    handed_on: dict[str, datetime] = {}
    items = []
    for request in sorted(requests, key=lambda one: (one.opened_at, one.contact_id)):
        known = [
            event for event in _in_time(events.get(request.contact_id, ())) if event.at <= until
        ]
        enters = _enters(request, known, handed_on.get(request.contact_id))
        if enters is None:
            continue
        item = _followed(Item(request, enters), known, attempts_most, oldest)
        again = opened.get(request.next_contact or "")
        if again is not None and again <= until and (item.left_at is None or again < item.left_at):
            handed_on[request.next_contact or ""] = max(enters, again)
            item.left_at, item.left_by = again, CONTINUED
            if again <= enters:
                continue  # it came again before its limit ran out
        if enters <= until:
            items.append(_as_known(item, until))
    return items


def _in_time(events: Iterable[Event]) -> list[Event]:
    """Return events in order; of two at one moment a no comes last, so that nobody is forgotten."""
    return sorted(events, key=lambda one: (one.at, one.is_solved is False, one.outcome, one.reason))


def _enters(
    request: Request, events: Sequence[Event], handed_on: datetime | None
) -> datetime | None:
    """Return when a request comes on the list; never where it is solved in time and nobody says no."""
    due, closed = request.due_at, request.closed_at
    in_time = request.is_resolved and (closed is None or due is None or closed <= due)
    enters = None if in_time or request.is_resolved is None else due
    for event in events:
        if event.is_solved and (enters is None or event.at <= enters):
            enters = None
        elif (
            event.is_solved is False
            and enters is None
            and event.at >= (closed or request.opened_at)
        ):
            enters = max(event.at, due or event.at)
    return handed_on if enters is None else min(enters, handed_on or enters)


def _followed(item: Item, events: Sequence[Event], attempts_most: int, oldest: timedelta) -> Item:
    """Let what happened happen to an item."""
    in_vain = 0
    ends = item.request.opened_at + oldest
    for event in events:
        if event.outcome:
            item.attempts += 1
            item.last_tried_at, item.last_outcome = event.at, event.outcome
            in_vain = 0 if event.outcome == REACHED else in_vain + 1
        item.said = item.said if event.is_solved is None else event.is_solved
        if event.is_solved is False and item.left_by == SOLVED:
            item.left_at = item.left_by = None  # it was not, after all
        if event.at >= item.entered_at and event.at <= ends:
            _let_go(item, event, is_vain=in_vain >= attempts_most)
    item.leave(ends, TOO_OLD)
    return item


def _let_go(item: Item, event: Event, *, is_vain: bool) -> None:
    """Take an item off the list when an event says so."""
    if event.is_solved:
        item.leave(event.at, SOLVED)
    elif event.reason or event.outcome in ENDS:
        item.leave(event.at, event.reason or event.outcome)
    elif is_vain:
        item.leave(event.at, UNREACHABLE)


def _as_known(item: Item, until: datetime) -> Item:
    """Forget a leaving that still lies ahead."""
    if item.left_at is not None and item.left_at > until:
        item.left_at = item.left_by = None
    return item
