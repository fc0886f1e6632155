"""What a run of `alerts` came to: how many messages went out, and the ways one can fail."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from trend_lib.base.errors import DeliveryError


@dataclass(frozen=True, slots=True)
class Sent:
    """Counts of one call; a message that needed nothing is in none of them."""

    slack: int = 0  # posted
    updated: int = 0  # Slack messages brought up to date
    notes: int = 0  # replies in their threads
    mails: int = 0  # accepted by the mail server
    webhooks: int = 0  # posted there
    outbox: int = 0  # files written instead
    waiting: int = 0  # for the end of quiet hours
    unknown: int = 0  # may have arrived: never sent again without certainty
    failed: int = 0  # refused or held back; the next run tries again

    def plus(self, other: Sent) -> Sent:
        """Return the counts of two calls together."""
        return Sent(
            *(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True))
        )


class MessagesFailedError(DeliveryError):
    """Some messages did not go out; all others did, and `sent` counts them."""

    def __init__(self, faults: list[str], sent: Sent) -> None:
        """Name each message by its hash, and what went wrong with it."""
        super().__init__(
            f"{len(faults)} message(s) not sent; run the week again when the cause is gone: "
            + "; ".join(faults)
        )
        self.sent = sent


class RefusedError(DeliveryError):
    """The other side said no, or was never reached: the message is certainly not there."""


class PostponedError(RefusedError):
    """The other side said *not now*: certainly not there, and worth another try in some minutes."""


class UnansweredError(DeliveryError):
    """The other side had the message and did not answer: it may be there."""
