"""The mail server, step by step, so that a refusal is told from silence after the last byte."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.alerts.outcome import PostponedError, RefusedError, UnansweredError
from trend_lib.alerts.smtp_faults import lost, refusal, unusable
from trend_lib.base.errors import ConfigError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from trend_lib.alerts.ledger import Way

TIMEOUT_SECONDS = 60.0  # servers may hold a message that long while they scan it
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    security: str  # starttls | tls | none
    user: str = field(repr=False)
    password: str = field(repr=False)


class Smtp:
    """One session for all mails of a run; opened with the first, opened again when lost."""

    way: Way = "mail"
    can_repeat = False

    def __init__(self, server: MailServer) -> None:
        """Keep the server; refuse to send a password in clear over a network."""
        if server.user and server.security == "none" and server.host not in LOOPBACK:
            raise ConfigError(
                "[alerts] smtp_security = 'none' would send the mail password in clear: "
                "use 'starttls' or 'tls', or unset TRENDS_SMTP_USER"
            )
        self._server = server
        self._session: smtplib.SMTP | None = None
        self._unusable: RefusedError | None = (
            None  # asking again for every reader would take minutes
        )

    def send_mail(self, message: EmailMessage, file_name: str) -> str:  # noqa: ARG002 - the shape of the outbox's
        """Hand a mail over; return its Message-ID once the server has taken it."""
        session = self._opened()
        content = message.as_bytes()
        try:
            self._envelope(session, message, len(content))
            _expect(354, session.docmd("DATA"), "DATA")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise lost(error, TIMEOUT_SECONDS) from None
        except RefusedError:
            self._drop()  # a fresh session for the next reader: this one may be in disgrace
            raise
        self._content(session, content)
        return str(message["Message-ID"])

    def close(self) -> None:
        """Say goodbye, if anybody still listens."""
        if self._session is not None:
            try:
                self._session.quit()
            except (OSError, smtplib.SMTPException):
                self._session.close()
        self._session = None
        if isinstance(self._unusable, PostponedError):
            self._unusable = None  # whoever closes and comes back later may ask again

    def _envelope(self, session: smtplib.SMTP, message: EmailMessage, size: int) -> None:
        """Name sender and reader; the answers' texts may repeat the address, so only codes are kept."""
        sender = message["From"].addresses[0].addr_spec
        reader = message["To"].addresses[0].addr_spec
        options = [f"SIZE={size}"] if session.has_extn("size") else []
        if not f"{sender}{reader}".isascii():
            options += _international(session)
        _expect(250, session.mail(sender, options), "the sender")
        _expect(250, session.rcpt(reader), "the reader")

    def _content(self, session: smtplib.SMTP, content: bytes) -> None:
        """Send the bytes; from here on silence means that the mail may have been taken."""
        try:
            session.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            answer = session.getreply()
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise UnansweredError("the mail server did not answer after the last byte") from None
        if answer[0] == -1:  # smtplib's word for a line it could not read
            self._drop()
            raise UnansweredError("the mail server answered nothing that SMTP knows") from None
        _expect(250, answer, "the content")

    def _opened(self) -> smtplib.SMTP:
        """Return the session, opened and logged in."""
        if self._unusable is not None:
            raise self._unusable
        if self._session is not None and not _is_alive(self._session):
            self._drop()
        if self._session is None:
            try:
                self._session = _open(self._server)
            except (OSError, smtplib.SMTPException) as error:
                self._unusable = unusable(error, self._server.port, TIMEOUT_SECONDS)
                raise self._unusable from None
        return self._session

    def _drop(self) -> None:
        """Forget a session that is of no use any more."""
        if self._session is not None:
            self._session.close()
        self._session = None


def _open(server: MailServer) -> smtplib.SMTP:
    """Connect with the security the configuration asks for, never less; log in if there is a user."""
    trust = ssl.create_default_context()
    if server.security == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=trust
        )
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.security == "starttls":
            session.starttls(context=trust)
        if server.user:
            session.login(server.user, server.password)
        else:
            session.ehlo_or_helo_if_needed()
    except BaseException:
        session.close()
        raise
    return session


def _is_alive(session: smtplib.SMTP) -> bool:
    """Tell whether the server still listens: some hang up after an error, or after a few mails."""
    try:
        return session.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _international(session: smtplib.SMTP) -> list[str]:
    """Return what an address in letters beyond ASCII asks of the server, or refuse it."""
    if session.has_extn("smtputf8"):
        return ["SMTPUTF8", "BODY=8BITMIME"]
    raise RefusedError(
        "the mail server takes no addresses with letters beyond ASCII (SMTPUTF8): "
        "give the reader another address in registers/recipients.csv"
    )


def _expect(code: int, answer: tuple[int, bytes], what: str) -> None:
    """Raise when the server says anything else."""
    if answer[0] != code and not (code == 250 and answer[0] == 251):
        raise refusal(what, answer[0])
