"""One sending, whatever the way: check, note the intent, hand over, note what became of it."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import LastCheck
from trend_lib.alerts.outcome import (
    MessagesFailedError,
    PostponedError,
    RefusedError,
    Sent,
    UnansweredError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trend_lib.alerts.last_check import Place
    from trend_lib.alerts.ledger import Ledger, LedgerRow
    from trend_lib.base.privacy_settings import PrivacyConfig

logger = logging.getLogger(__name__)


class Dispatch:
    """The sendings of one run: each noted in the ledger before and after; the last outcome counts."""

    def __init__(self, ledger: Ledger, privacy: PrivacyConfig) -> None:
        """Begin with nothing sent."""
        self.ledger = ledger
        self._last_check = LastCheck(privacy)
        self._outcomes: dict[str, str] = {}  # by message key
        self._faults: dict[str, str] = {}

    def send(
        self, row: LedgerRow, places: Iterable[Place], hand_over: Callable[[], str], counted_as: str
    ) -> bool:
        """Send one message; a fault is kept for the end, so that the others still go out.

        Returns whether it is worth another try in some minutes.
        """
        try:
            self._last_check.refuse_personal_data(places)
        except RefusedError as refusal:
            self.refuse(row, refusal)
            return False
        row = self.ledger.write(row, state="intended", attempts=row.attempts + 1, note=None)
        try:
            remote_id = hand_over()
        except RefusedError as refusal:
            self.refuse(row, refusal)
            return isinstance(refusal, PostponedError)
        except UnansweredError as silence:
            self.leave_unknown(row, str(silence))
            return False
        self.ledger.write(row, state="sent", remote_id=remote_id)
        self._outcomes[row.message_key] = "outbox" if row.channel == "outbox" else counted_as
        self._faults.pop(row.message_key, None)
        return False

    def wait(self, row: LedgerRow) -> None:
        """Note that a message waits for the end of quiet hours."""
        if row.state != "waiting":
            self.ledger.write(row, state="waiting")
        self._outcomes[row.message_key] = "waiting"

    def refuse(self, row: LedgerRow, refusal: RefusedError) -> None:
        """Note that a message is certainly not there, and why."""
        self.ledger.write(row, state="failed", note=str(refusal))
        self._outcomes[row.message_key] = "failed"
        self._faults[row.message_key] = (
            f"{row.channel} {row.about} ({row.message_key[:8]}): {refusal}"
        )

    def leave_unknown(self, row: LedgerRow, why: str) -> None:
        """Note that a message may be there, and tell people to look."""
        if row.state != "unknown":
            row = self.ledger.write(row, state="unknown", note=why)
        self._outcomes[row.message_key] = "unknown"
        self._faults.pop(row.message_key, None)
        logger.warning(
            "message=%s channel=%s about=%r may have arrived: %s. It is not sent again unseen: ask the "
            "reader or look, then `trends alerts sent %s` or `trends alerts again %s`",
            row.message_key[:8],
            row.channel,
            row.about,
            why,
            row.message_key[:8],
            row.message_key[:8],
        )

    @property
    def sent(self) -> Sent:
        """The counts so far."""
        return Sent(**Counter(self._outcomes.values()))

    def raise_faults(self) -> None:
        """Raise when a message did not go out, so that a scheduler tries again."""
        if self._faults:
            raise MessagesFailedError(list(self._faults.values()), self.sent)
