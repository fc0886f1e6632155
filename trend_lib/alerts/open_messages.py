"""Messages that wait for a person: refused, or of which nobody knows whether they arrived."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.ledger import REMINDER, Ledger
from trend_lib.alerts.mail_sending import CUT_OFF, bulletin_key, notice_key
from trend_lib.alerts.recipient import read_recipients
from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.alerts.ledger import LedgerRow
    from trend_lib.alerts.outcome import Sent
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.base.home import Home

SHORTEST_KEY = 6
KEY_SHOWN = 8
BY_A_PERSON = "a person said so"


def list_open(home: Home) -> list[dict[str, Any]]:
    """Return the open messages, the oldest week first; a mail's reader by name, for the keeper's eyes."""
    if not home.warehouse.exists():
        return []
    with open_warehouse(home) as con:
        readers = read_recipients(con)
        return [_told(row, readers) for row in Ledger(con).open_rows()]


def mark_sent(home: Home, key: str) -> dict[str, Any]:
    """Note that a person saw the message where it should be."""
    with open_warehouse(home) as con:
        ledger = Ledger(con)
        row = ledger.write(_find(ledger, key), state="sent", note=BY_A_PERSON)
        return _told(row, read_recipients(con))


def send_again(home: Home, key: str) -> tuple[dict[str, Any], Sent]:
    """Note that the message is certainly not there, and send its week's messages that are not sent yet."""
    from trend_lib.alerts.sending import send_week  # noqa: PLC0415 - looking must stay light
    from trend_lib.alerts.team_sending import remind_teams  # noqa: PLC0415 - the same

    with open_warehouse(home) as con:
        ledger = Ledger(con)
        row = _find(ledger, key)
        if _is_notice(row):
            raise MisuseError(
                "a notice's text is kept nowhere, so it cannot be sent again: look into the run's log, "
                f"then trends alerts sent {row.message_key[:KEY_SHOWN]}"
            )
        ledger.write(row, state="failed", remote_id=None, note=f"not there: {BY_A_PERSON}")
        told = _told(row, read_recipients(con))
    if row.about.startswith(REMINDER):  # what was due on an earlier day is due today still
        return told, remind_teams(home, datetime.now(UTC))
    return told, send_week(home, Week(row.week_start))


def _find(ledger: Ledger, key: str) -> LedgerRow:
    """Return the one open message whose key begins so."""
    if len(key) < SHORTEST_KEY:
        raise MisuseError(f"{key!r} is too short: give {SHORTEST_KEY} signs or more of the key")
    found = ledger.begins_with(key)
    if len(found) != 1:
        many = "several messages begin" if found else "no message begins"
        raise MisuseError(f"{many} with {key!r}: trends alerts lists the open ones")
    if found[0].state == "sent":
        raise MisuseError(f"{key} is sent already; nothing is sent twice")
    return found[0]


def _is_notice(row: LedgerRow) -> bool:
    return row.about == "notice"


def _told(row: LedgerRow, readers: list[Recipient]) -> dict[str, Any]:
    """Return a row as people read it."""
    state = "unknown" if row.state == "intended" else row.state
    return {
        "key": row.message_key[:KEY_SHOWN],
        "week": str(Week(row.week_start)),
        "channel": row.channel,
        "state": state,
        "about": row.about,
        "reader": _reader_of(row, readers),
        "attempts": row.attempts,
        "updated_at": f"{row.updated_at:%Y-%m-%d %H:%M} UTC",
        "why": row.note or (CUT_OFF if row.state == "intended" else ""),
    }


def _reader_of(row: LedgerRow, readers: list[Recipient]) -> str:
    """Return the address a row is for; the ledger holds none, so the register is asked which fits."""
    week = Week(row.week_start)
    for reader in readers:
        keys = (
            bulletin_key(row.channel, week, row.revision, reader),
            notice_key(row.channel, row.content_hash, reader),
        )
        if row.message_key in keys:
            return reader.address
    return ""
