"""Logs: one line a room a week, facts as key=value; never a customer's words."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.weeks import Week

Facts = dict[str, int | float | str]


@contextmanager
def room_log(logger: logging.Logger, room: str, week: Week) -> Iterator[Facts]:
    """Log one INFO line when the room is done; the caller fills in counts, never texts."""
    facts: Facts = {}
    started = time.monotonic()
    yield facts
    facts["seconds"] = round(time.monotonic() - started, 2)
    said = " ".join(f"{key}={value}" for key, value in facts.items())
    logger.info("room=%s week=%s %s", room, week, said)


def show_logs(level: int = logging.WARNING) -> None:
    """Write our own log lines to standard error (commands call this; Airflow has its own)."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("trend_lib")
    ours.handlers = [handler]
    ours.setLevel(level)
