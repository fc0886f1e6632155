"""One WebSocket to Slack, read in a thread of its own until either side ends it."""

from __future__ import annotations

import json
import logging
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Callable

    Reply = dict[str, Any] | None
    Hear = Callable[[dict[str, Any], Callable[[Reply], None]], None]

logger = logging.getLogger(__name__)

OPEN_SECONDS = 10.0
PING_SECONDS = 20.0  # a peer that is gone without a word is noticed after one or two of them


class Line:
    """`is_ending` is set when another line is needed: Slack says so some seconds before it hangs up."""

    def __init__(self, url: str, hear: Hear, is_ending: threading.Event) -> None:
        """Connect, and begin to read."""
        self._held = ExitStack()
        self._socket = self._held.enter_context(
            connect(url, open_timeout=OPEN_SECONDS, ping_interval=PING_SECONDS)
        )
        self._hear, self.is_ending = hear, is_ending
        self._thread = threading.Thread(target=self._read, name="slack line")
        self.fault: BaseException | None = None
        self._thread.start()

    def close(self) -> None:
        """Hang up, once the envelope in hand is dealt with."""
        self._held.close()
        self._thread.join()

    def _read(self) -> None:
        """Read until the line is cut; what nobody expected is kept for who holds the line."""
        try:
            for message in self._socket:
                self._take(json.loads(message))
        except ConnectionClosed:
            logger.info("slack hung up")
        except BaseException as fault:  # noqa: BLE001 - raised again by who holds the line
            self.fault = fault
        finally:
            self.is_ending.set()

    def _take(self, told: dict[str, Any]) -> None:
        """Hear an envelope, or that the line is about to be cut."""
        if told.get("type") == "disconnect":
            self.is_ending.set()
        elif "envelope_id" in told:
            self._hear(told, lambda reply: self._thank(told["envelope_id"], reply))

    def _thank(self, envelope_id: str, reply: Reply) -> None:
        """Tell Slack that an envelope was taken; it tells again what it hears no thanks for."""
        thanks = {"envelope_id": envelope_id} | ({"payload": reply} if reply else {})
        self._socket.send(json.dumps(thanks))
