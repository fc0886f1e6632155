"""Count what was pressed, soon: one fold for all that waits, in a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING

from trend_lib.base.errors import TrendError
from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.alerts.slack_press import Press
    from trend_lib.base.home import Home

    Fold = Callable[[], object]
    Tell = Callable[[Press, str | None], None]

logger = logging.getLogger(__name__)

WHY_NOT = """
SELECT answers.event_id, answers.why_not
FROM (SELECT split_part(answer_id, ':', 2) AS event_id, why_not, is_applied FROM episodes.answers) AS answers
WHERE list_contains(?, answers.event_id) AND NOT answers.is_applied
"""


class Folding:
    """Folds after presses; `tell` hears of each whose answer changed nothing (why) or is not counted yet (None)."""

    def __init__(self, home: Home, fold: Fold, tell: Tell, stop: threading.Event) -> None:
        """Begin to wait for presses."""
        self._home, self._fold, self._tell, self._stop = home, fold, tell, stop
        self._waiting: queue.SimpleQueue[Press | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="folding")
        self.fault: BaseException | None = None
        self._thread.start()

    def add(self, press: Press) -> None:
        """Have a press counted."""
        self._waiting.put(press)

    def close(self) -> None:
        """Count what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        """Fold until closed; what nobody expected ends the whole listener, so that somebody looks."""
        try:
            while self._fold_once():
                pass
        except BaseException as fault:  # noqa: BLE001 - raised again by the listener
            self.fault = fault
            self._stop.set()

    def _fold_once(self) -> bool:
        """Wait for a press, and fold all that are there by then; tell whether to go on."""
        presses = [self._waiting.get()]
        while not self._waiting.empty():
            presses.append(self._waiting.get())
        pressed = [press for press in presses if press is not None]
        if pressed:
            self._count(pressed)
        return None not in presses

    def _count(self, presses: Sequence[Press]) -> None:
        """Fold, and say what became of it where the message does not show it."""
        try:
            self._fold()
        except TrendError as error:
            logger.warning(
                "answers=%d are kept, and counted by the next run: %s", len(presses), error
            )
            for press in presses:
                self._tell(press, None)
            return
        why_not = self._why_not([press.event_id for press in presses])
        for press in presses:
            if press.event_id in why_not:
                self._tell(press, why_not[press.event_id])

    def _why_not(self, event_ids: list[str]) -> dict[str, str]:
        """Return why answers changed nothing."""
        with open_warehouse(self._home, read_only=True) as con:
            return dict(con.execute(WHY_NOT, [event_ids]).fetchall())
