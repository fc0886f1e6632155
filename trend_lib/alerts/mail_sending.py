"""Hand mails over: the bulletin to each reader once, again only when corrected; a notice once."""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import cell_texts, text_lines, visible_texts
from trend_lib.alerts.ledger import LedgerRow, key_of
from trend_lib.alerts.mail_message import bulletin_mail, sender_of, write_mail
from trend_lib.alerts.outbox import safe_name
from trend_lib.alerts.outcome import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.alerts.dispatch import Dispatch
    from trend_lib.alerts.last_check import Place
    from trend_lib.alerts.ledger import Way
    from trend_lib.alerts.mail_message import MailMessage
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.alerts.transport import MailTransport
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

    Mail = tuple[Recipient, Bulletin]

logger = logging.getLogger(__name__)

CUT_OFF = "an earlier run ended while sending it"


class Mailing:
    """The mails of one run."""

    def __init__(self, home: Home, transport: MailTransport, dispatch: Dispatch) -> None:
        """Keep the way and the ledger."""
        self._config = home.config
        self._transport = transport
        self._dispatch = dispatch

    def send_bulletins(self, mails: Iterable[Mail], newest: int) -> None:
        """Send each reader theirs; whom the server put off is tried again after some minutes.

        Args:
            mails: Who gets which bulletin.
            newest: The highest revision of the week in any language.
        """
        mails = list(mails)
        _tell_of_other_languages(mails)
        waiting = [mail for mail in mails if self.send_bulletin(*mail, newest)]
        for pause in self._config.alerts.mail_retry_seconds:
            if not waiting:
                return
            logger.warning(
                "mails=%d wait for %d seconds: the server said not now", len(waiting), pause
            )
            self._transport.close()
            time.sleep(pause)
            waiting = [mail for mail in waiting if self.send_bulletin(*mail, newest)]

    def send_bulletin(self, reader: Recipient, bulletin: Bulletin, newest: int) -> bool:
        """Send the newest revision, unless the reader was sent it, or the same figures, before.

        Returns whether it is worth another try in some minutes.
        """
        known = [self._after_crash(row) for row in self._revisions(reader, bulletin.week, newest)]
        told = [row for row in known if row.state in ("sent", "unknown")]
        if told and _has_it(told, bulletin):
            if told[-1].state == "unknown":
                self._dispatch.leave_unknown(told[-1], told[-1].note or CUT_OFF)
            return False
        zone = self._config.home.zone
        mail = bulletin_mail(reader, bulletin, zone, is_corrected=bool(told))
        row = LedgerRow(
            bulletin_key(self._transport.way, bulletin.week, bulletin.revision, reader),
            bulletin.week.start,
            self._transport.way,
            _about(reader, bulletin),
            bulletin.content_hash,
            bulletin.revision,
        )
        return self._send(row, mail, bulletin_file(reader, bulletin))

    def send_notice(self, mail: MailMessage, row: LedgerRow, file_name: str) -> None:
        """Send a notice that was never tried, or is certainly not there."""
        known = self._dispatch.ledger.find(row.message_key)
        known = known and self._after_crash(known)
        if known is None or known.state in ("failed", "intended"):
            self._send(row, mail, file_name)
        elif known.state == "unknown":
            self._dispatch.leave_unknown(known, known.note or CUT_OFF)

    def send_reminder(self, mail: MailMessage, about: str) -> None:
        """Send what its reader hears once, whatever it says by the next time: `about` names the day."""
        key = key_of("mail", self._transport.way, about, mail.reader.address_hash)
        said = key_of(mail.subject, mail.text)
        row = LedgerRow(key, mail.week.start, self._transport.way, about, said)
        self.send_notice(mail, row, safe_name(f"{mail.week}-{about}-{key[:8]}") + ".eml")

    def notice_row(self, reader: Recipient, mail: MailMessage, about: str) -> LedgerRow:
        """Return the row of a notice as if it were new: the same words to the same owner are one."""
        said = key_of(mail.subject, mail.text)
        key = notice_key(self._transport.way, said, reader)
        return LedgerRow(key, mail.week.start, self._transport.way, about, said)

    def _revisions(self, reader: Recipient, week: Week, newest: int) -> Iterator[LedgerRow]:
        """Yield what the ledger has of a week's bulletin for the reader, in any language, oldest first."""
        for revision in range(1, newest + 1):
            key = bulletin_key(self._transport.way, week, revision, reader)
            row = self._dispatch.ledger.find(key)
            if row is not None:
                yield row

    def _after_crash(self, row: LedgerRow) -> LedgerRow:
        """Turn an intent nobody finished into `unknown`: there is no place to look for a mail."""
        if row.state != "intended" or self._transport.can_repeat:
            return row
        return self._dispatch.ledger.write(row, state="unknown", note=CUT_OFF)

    def _send(self, row: LedgerRow, mail: MailMessage, file_name: str) -> bool:
        """Write the mail down and hand it over; tell whether it is worth another try."""
        known = self._dispatch.ledger.find(row.message_key)
        row = replace(row, attempts=known.attempts if known else 0)
        try:
            message = write_mail(mail, sender_of(self._config))
        except RefusedError as refusal:
            self._dispatch.refuse(row, refusal)
            return False
        return self._dispatch.send(
            row, places_of(mail), lambda: self._transport.send_mail(message, file_name), "mails"
        )


def bulletin_key(way: Way, week: Week, revision: int, reader: Recipient) -> str:
    """Return the key of one revision for one reader, whatever the language."""
    return key_of("mail", way, "bulletin", f"{week} r{revision}", reader.address_hash)


def notice_key(way: Way, said: str, reader: Recipient) -> str:
    """Return the key of a notice's words for one owner."""
    return key_of("mail", way, "notice", said, reader.address_hash)


def _about(reader: Recipient, bulletin: Bulletin) -> str:
    """Return what the ledger notes: week and language, and that it is not the reader's own."""
    written = f"{bulletin.week} {bulletin.language}"
    is_own = reader.language == bulletin.language
    return written if is_own else f"{written}, as there is none in {reader.language}"


def _tell_of_other_languages(mails: list[Mail]) -> None:
    """Say in the log how many readers get a language that is not theirs, and what would change it."""
    lacking = Counter((reader.language, bulletin.language) for reader, bulletin in mails)
    for (wanted, given), readers in sorted(lacking.items()):
        if wanted != given:
            logger.warning(
                "readers=%d want the bulletin in %r and get it in %r: add %r to [report] languages, or change "
                "registers/recipients.csv",
                readers, wanted, given, wanted,
            )  # fmt: skip


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
    if mail.attachment:
        yield from cell_texts(mail.attachment.content, mail.attachment.name)
