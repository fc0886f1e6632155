"""Hand mails over: the bulletin to each reader once, again only when corrected; a notice once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import text_lines, visible_texts
from trend_lib.alerts.ledger import LedgerRow, key_of
from trend_lib.alerts.mail_message import bulletin_mail, sender_of, write_mail
from trend_lib.alerts.outbox import safe_name
from trend_lib.alerts.outcome import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.alerts.dispatch import Dispatch
    from trend_lib.alerts.last_check import Place
    from trend_lib.alerts.mail_message import MailMessage
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.alerts.transport import MailTransport
    from trend_lib.base.home import Home

CUT_OFF = "an earlier run ended while sending it"


class Mailing:
    """The mails of one run."""

    def __init__(self, home: Home, transport: MailTransport, dispatch: Dispatch) -> None:
        """Keep the way and the ledger."""
        self._config = home.config
        self._transport = transport
        self._dispatch = dispatch

    def send_bulletin(self, reader: Recipient, bulletin: Bulletin) -> None:
        """Send the newest revision, unless the reader was sent it, or the same content, before."""
        known = [self._after_crash(row) for row in self._revisions(reader, bulletin)]
        told = [row for row in known if row.state in ("sent", "unknown")]
        if told and _has_it(told, bulletin):
            if told[-1].state == "unknown":
                self._dispatch.leave_unknown(told[-1], CUT_OFF)
            return
        zone = self._config.home.zone
        mail = bulletin_mail(reader, bulletin, zone, is_corrected=bool(told))
        row = LedgerRow(
            self._bulletin_key(reader, bulletin, bulletin.revision),
            bulletin.week.start,
            self._transport.way,
            f"{bulletin.week} {bulletin.language}",
            bulletin.content_hash,
            bulletin.revision,
        )
        self._send(row, mail, bulletin_file(reader, bulletin))

    def send_notice(self, mail: MailMessage, row: LedgerRow, file_name: str) -> None:
        """Send a notice that was never tried, or is certainly not there."""
        known = self._dispatch.ledger.find(row.message_key)
        known = known and self._after_crash(known)
        if known is None or known.state in ("failed", "intended"):
            self._send(row, mail, file_name)
        elif known.state == "unknown":
            self._dispatch.leave_unknown(known, CUT_OFF)

    def notice_row(self, reader: Recipient, mail: MailMessage, about: str) -> LedgerRow:
        """Return the row of a notice as if it were new: the same words to the same owner are one."""
        said = key_of(mail.subject, mail.text)
        key = key_of("mail", self._transport.way, "notice", said, reader.address_hash)
        return LedgerRow(key, mail.week.start, self._transport.way, about, said)

    def _bulletin_key(self, reader: Recipient, bulletin: Bulletin, revision: int) -> str:
        """Return the key of one revision for one reader, whatever the language."""
        about = f"{bulletin.week} r{revision}"
        return key_of("mail", self._transport.way, "bulletin", about, reader.address_hash)

    def _revisions(self, reader: Recipient, bulletin: Bulletin) -> Iterator[LedgerRow]:
        """Yield what the ledger has of this week's bulletin for the reader, oldest first."""
        for revision in range(1, bulletin.revision + 1):
            row = self._dispatch.ledger.find(self._bulletin_key(reader, bulletin, revision))
            if row is not None:
                yield row

    def _after_crash(self, row: LedgerRow) -> LedgerRow:
        """Turn an intent nobody finished into `unknown`: there is no place to look for a mail."""
        if row.state != "intended" or self._transport.can_repeat:
            return row
        return self._dispatch.ledger.write(row, state="unknown")

    def _send(self, row: LedgerRow, mail: MailMessage, file_name: str) -> None:
        """Write the mail down and hand it over."""
        known = self._dispatch.ledger.find(row.message_key)
        row = replace(row, attempts=known.attempts if known else 0)
        try:
            message = write_mail(mail, sender_of(self._config))
        except RefusedError as refusal:
            self._dispatch.refuse(row, refusal)
            return
        self._dispatch.send(
            row, places_of(mail), lambda: self._transport.send_mail(message, file_name), "mails"
        )


def _has_it(told: list[LedgerRow], bulletin: Bulletin) -> bool:
    """Tell whether a reader who was sent these revisions needs no further one."""
    return any(
        row.revision >= bulletin.revision or row.content_hash == bulletin.content_hash
        for row in told
    )


def bulletin_file(reader: Recipient, bulletin: Bulletin) -> str:
    """Return the outbox file: `2026-W46-mail-en-1a2b3c4d.eml`, a correction with its revision."""
    correction = f"-r{bulletin.revision}" if bulletin.revision > 1 else ""
    name = f"{bulletin.week}-mail-{bulletin.language}-{reader.address_hash[:8]}{correction}"
    return safe_name(name) + ".eml"


def places_of(mail: MailMessage) -> Iterator[Place]:
    """Yield every text of a mail that a reader would see, with its place."""
    yield "subject", mail.subject
    yield from text_lines(mail.text, "mail.txt")
    yield from visible_texts(mail.html, "mail.html")
