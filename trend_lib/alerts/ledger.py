"""The ledger of sendings, `alerts.ledger`: what was meant to go out, and what became of it.

Each write is its own committed transaction, so a killed run leaves `intended` behind and the
next one knows that this message may already be there.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from trend_lib.base.warehouse import transaction

if TYPE_CHECKING:
    import duckdb

Way = Literal["slack", "mail", "outbox", "slack_webhook", "teams", "webhook"]
NEVER = datetime.min.replace(tzinfo=UTC)
State = Literal["intended", "sent", "unknown", "failed", "waiting"]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One message to one reader or channel; the fields are the table's columns.

    As it is made, it is the row of a message nobody has tried to send yet.
    """

    message_key: str
    week_start: date  # the newest week this message tells of
    channel: Way
    about: str
    content_hash: str
    revision: int = 1
    state: State = "intended"
    attempts: int = 0
    remote_id: str | None = None
    updated_at: datetime = NEVER  # UTC; set by every write
    note: str | None = None  # why it failed or is unknown, and the cure
    told_at: datetime | None = None  # UTC, when it first was there; later writes leave it


REMINDER = "reminder"  # how the name of a team's message of the day begins
ESCALATION = "escalation"  # how the `about` of a mail begins that tells of episodes once more
COLUMNS = ", ".join(field.name for field in fields(LedgerRow))


# What failed two months ago is no news any more, and its reader may be long gone from the register.
OF_LATE = "week_start >= (SELECT max(week_start) FROM alerts.ledger) - INTERVAL 8 WEEK"


class Ledger:
    """Reads and writes `alerts.ledger`."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Keep the open, writable warehouse."""
        self._con = con

    def find(self, message_key: str) -> LedgerRow | None:
        """Return what is known of a message."""
        found = self._rows("message_key = ?", message_key)
        return found[0] if found else None

    def digests(self, way: Way) -> list[LedgerRow]:
        """Return the digests that went this way; their `about` names their episodes."""
        return self._rows("channel = ? AND about LIKE 'digest %'", way)

    def escalated(self, to: str) -> set[str]:
        """Return the episodes that a reader was told of once more; what certainly failed does not count."""
        rows = self._rows("starts_with(about, ?) AND state <> 'failed'", f"{ESCALATION} {to}: ")
        return {name for row in rows for name in row.about.partition(": ")[2].split()}

    def open_rows(self) -> list[LedgerRow]:
        """Return the messages of which nobody knows, and those of late that did not go out."""
        return self._rows(f"state IN ('intended', 'unknown') OR (state = 'failed' AND {OF_LATE})")

    def of_way(self, way: Way) -> list[LedgerRow]:
        """Return what went one way, the oldest week first."""
        return self._rows("channel = ?", way)

    def waiting_rows(self) -> list[LedgerRow]:
        """Return the messages that wait for the end of quiet hours, the oldest week first."""
        return self._rows("state = 'waiting'")

    def begins_with(self, start: str) -> list[LedgerRow]:
        """Return the messages whose key begins so."""
        return self._rows("starts_with(message_key, ?)", start)

    def write(self, row: LedgerRow, **changes: Any) -> LedgerRow:
        """Store a row as changed and commit; refused inside someone else's transaction."""
        now = datetime.now(UTC).replace(tzinfo=None)
        changed = replace(row, updated_at=now, **changes)
        if changed.state == "sent":
            changed = replace(changed, told_at=changed.told_at or now)
        marks = ", ".join("?" for _ in fields(LedgerRow))
        with transaction(self._con):
            self._con.execute(
                f"INSERT OR REPLACE INTO alerts.ledger ({COLUMNS}) VALUES ({marks})",  # noqa: S608 - our own columns
                list(astuple(changed)),
            )
        return changed

    def _rows(self, condition: str, *values: str) -> list[LedgerRow]:
        """Return the rows that meet a condition, oldest week first."""
        found = self._con.execute(
            f"SELECT {COLUMNS} FROM alerts.ledger WHERE {condition} ORDER BY week_start, about",  # noqa: S608 - our own conditions
            list(values),
        )
        return [LedgerRow(*row) for row in found.fetchall()]


def key_of(*parts: str) -> str:
    """Return the key of a message: a hash of what it is about, the way it goes, and for whom.

    Unkeyed on purpose: the register beside it holds the addresses anyway, and a hash key that
    differs between a shell and the scheduler would send everything twice.
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
