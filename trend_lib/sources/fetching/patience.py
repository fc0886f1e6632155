"""How long to wait after a fault: as the server asks, else twice as long each time."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tenacity import RetryCallState

    from trend_lib.base.fetch_settings import LiveConfig

MOST_ATTEMPTS = 20
LONGEST_PAUSE = 120.0


class UnansweredError(Exception):
    """A request that is worth another try; never holds what was sent."""

    def __init__(self, said: str, wait: float | None = None) -> None:
        """Say what happened, and how many seconds the server wants to be left alone."""
        super().__init__(said)
        self.wait = wait


def pause_after(live: LiveConfig, state: RetryCallState) -> float:
    """Return the seconds until the next try."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, UnansweredError) and error.wait is not None:
        return error.wait
    doubled: float = live.pause_seconds * 2 ** (state.attempt_number - 1)
    return min(doubled, LONGEST_PAUSE)


def is_over(live: LiveConfig, state: RetryCallState) -> bool:
    """Tell whether the next pause would outlast our patience."""
    would_wait = state.idle_for + state.upcoming_sleep
    return state.attempt_number >= MOST_ATTEMPTS or would_wait > live.patience_seconds


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`: seconds, or a date by the server's own clock."""
    written = headers.get("retry-after", "").strip()
    try:
        return max(float(written), 0.0)
    except ValueError:
        until = read_http_date(written)
    if until is None:
        return None
    now = read_http_date(headers.get("date", "")) or datetime.now(UTC)
    return max((until - now).total_seconds(), 0.0)


def read_http_date(written: str) -> datetime | None:
    """Read a date as HTTP writes it, or None."""
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
