"""Format a bulletin, or a notice, as one mail to one reader: pure functions, the same bytes twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, cast

from trend_lib.alerts.bulletin import NAMED_IMAGE
from trend_lib.alerts.outcome import RefusedError
from trend_lib.alerts.recipient import Recipient, checked_address

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.base.settings import TrendConfig
    from trend_lib.base.weeks import Week

NO_SENDER = "complaint-trends@outbox.invalid"  # while no mail_from is set, nothing leaves
ISSUED_AT = time(8)  # on the Monday after the week: a date that a second run repeats
CORRECTED = {"en": "corrected", "uk": "виправлено", "ru": "исправлено"}


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail goes out."""

    name: str
    address: str
    can_answer: bool  # mail to the address reaches someone

    @property
    def domain(self) -> str:
        """The part after the @, as List-Id and Message-ID want it."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A mail before it is written down: what it says, to whom, under which lasting name."""

    reader: Recipient
    subject: str
    text: str
    language: str
    lasting_name: str  # of the Message-ID, unique a reader
    moment: datetime
    week: Week
    html: str = ""
    images: tuple[tuple[str, bytes], ...] = ()


def sender_of(config: TrendConfig) -> Sender:
    """Return the sender the configuration names, or the one of messages that only lie in outbox/."""
    given = config.alerts.mail_from
    address = checked_sender(given) if given else NO_SENDER
    return Sender(config.home.provider, address, can_answer=bool(given))


def checked_sender(address: str) -> str:
    """Return `mail_from` as it may stand in headers."""
    try:
        return checked_address(address)
    except RefusedError:
        raise RefusedError("[alerts] mail_from in trends.toml is no address") from None


def bulletin_mail(
    reader: Recipient, bulletin: Bulletin, zone: ZoneInfo, *, is_corrected: bool
) -> MailMessage:
    """Return the mail that carries a bulletin."""
    note = f" ({CORRECTED.get(bulletin.language, CORRECTED['en'])})" if is_corrected else ""
    return MailMessage(
        reader=reader,
        subject=bulletin.subject + note,
        text=bulletin.text,
        language=bulletin.language,
        lasting_name=(
            f"bulletin.{bulletin.week}.{bulletin.language}.r{bulletin.revision}.{reader.address_hash[:16]}"
        ),
        moment=issue_moment(bulletin.week, zone),
        week=bulletin.week,
        html=bulletin.html,
        images=bulletin.images,
    )


def issue_moment(week: Week, zone: ZoneInfo) -> datetime:
    """Return the Monday morning on which a week's bulletin is issued."""
    return datetime.combine(week.plus(1).start, ISSUED_AT, zone)


def write_mail(mail: MailMessage, sender: Sender) -> EmailMessage:
    """Return the finished message, or refuse a header that would become two."""
    message = EmailMessage(policy=SMTP)
    for name, value in _headers(mail, sender).items():
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        _add_html(message, mail, sender)
    message["Content-Language"] = mail.language  # last: a new content drops every Content- header
    _name_boundaries(message, mail.lasting_name)
    return message


def _headers(mail: MailMessage, sender: Sender) -> dict[str, str | Address]:
    """Return the headers; a value with a line break is refused, never mended."""
    for value in (mail.subject, mail.reader.name or "", mail.language, sender.name):
        if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
            raise RefusedError("a line break or control sign stands in the subject or a name")
    to = Address(mail.reader.name or "", addr_spec=checked_address(mail.reader.address))
    unsubscribe = f"<mailto:{sender.address}?subject=unsubscribe>"
    return {
        "From": Address(sender.name, addr_spec=sender.address),
        "To": to,
        "Subject": mail.subject,
        "Date": format_datetime(mail.moment),
        "Message-ID": f"<{mail.lasting_name}@{sender.domain}>",
        "List-Id": f"<complaint-trends.{sender.domain}>",
        "Auto-Submitted": "auto-generated",
        **({"List-Unsubscribe": unsubscribe} if sender.can_answer else {}),
    }


def _add_html(message: EmailMessage, mail: MailMessage, sender: Sender) -> None:
    """Add the HTML part, its images beside it under names no other mail uses."""
    stem = hashlib.sha256(mail.lasting_name.encode()).hexdigest()[:12]

    def lasting(name: str) -> str:
        return f"{name}.{stem}@{sender.domain}"

    html = NAMED_IMAGE.sub(lambda found: f"cid:{lasting(found[1])}", mail.html)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    part = cast("MIMEPart", message.get_payload(1))
    for name, image in mail.images:
        part.add_related(
            image,
            maintype="image",
            subtype="png",
            cid=f"<{lasting(name)}>",
            filename=f"{name}.png",
            disposition="inline",
        )


def _name_boundaries(message: EmailMessage, lasting_name: str) -> None:
    """Replace random boundaries; `=_` occurs in no quoted-printable or base64 body."""
    containers = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(containers):
        digest = hashlib.sha256(f"{lasting_name} {number}".encode()).hexdigest()[:24]
        part.set_boundary(f"=_{digest}")


def one_line(text: str) -> str:
    """Make one line of a text we wrote ourselves, such as an error, so that it can be a subject."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
