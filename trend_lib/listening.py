"""What `trends listen` does: answers from Slack go to inbox/, and are counted at once."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from trend_lib import alerts, between_mondays
from trend_lib.base.home import open_home

if TYPE_CHECKING:
    from pathlib import Path


def listen(given: Path | None) -> None:
    """Listen until a signal ends it."""
    home = open_home(given)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    alerts.listen(home, lambda: between_mondays.collect(home), stop)
