"""What calls came to: the attempts about an event, by whoever made them, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trend_lib.base.callback_settings import CallbacksConfig

WAITS, REACHED, UNREACHABLE, TOO_LATE = "waits", "reached", "unreachable", "too_late"
ENDS = (REACHED, "refused", "wrong_number", "opted_out")  # after which nobody calls again


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call, or a person's decision that none is needed."""

    at: datetime
    outcome: str
    is_solved: bool | None = None
    is_content: bool | None = None
    reason: str = ""


@dataclass(slots=True)
class Tried:
    """Where an event stands after its attempts."""

    state: str = WAITS
    attempts: int = 0
    last_tried_at: datetime | None = None
    last_outcome: str | None = None
    is_solved: bool | None = None
    is_content: bool | None = None


def fold_attempts(
    attempts: Iterable[Attempt], event_at: datetime, until: datetime, settings: CallbacksConfig
) -> Tried:
    """Return where a chosen event stands at a moment."""
    now = Tried()
    for one in sorted(attempts, key=lambda each: (each.at, each.outcome, each.reason)):
        if one.at > until:
            break
        if one.outcome:
            now.attempts += 1
            now.last_tried_at, now.last_outcome = one.at, one.outcome
        now.is_solved = now.is_solved if one.is_solved is None else one.is_solved
        now.is_content = now.is_content if one.is_content is None else one.is_content
        if one.reason or one.outcome in ENDS:
            now.state = one.reason or one.outcome
        elif now.state == WAITS and now.attempts >= settings.attempts_most:
            now.state = UNREACHABLE
    if now.state == WAITS and until - event_at > timedelta(days=settings.within_days):
        now.state = TOO_LATE
    return now
