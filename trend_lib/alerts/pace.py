"""A pace: no two things done in less than so many seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Pace:
    """Waits before each but the first, as long as is lacking since the one before."""

    seconds: float
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=float("-inf"), init=False)

    def wait(self) -> None:
        """Wait for one's turn."""
        lacking = self._next - self.now()
        if lacking > 0:
            self.sleep(lacking)
        self._next = self.now() + self.seconds
