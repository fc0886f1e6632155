"""Format a bulletin, or a notice, as one mail to one reader: pure functions, the same bytes twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import TYPE_CHECKING, cast

from trend_lib.alerts.bulletin import NAMED_IMAGE
from trend_lib.alerts.outcome import RefusedError
from trend_lib.alerts.recipient import Recipient, checked_address
from trend_lib.base.speech import ENGLISH, LOCALES, say, speaking

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from trend_lib.alerts.bulletin import Attachment, Bulletin
    from trend_lib.base.settings import TrendConfig
    from trend_lib.base.weeks import Week

NO_SENDER = "complaint-trends@outbox.invalid"  # while no mail_from is set, nothing leaves
ISSUED_AT = time(8)  # on the Monday after the week: a date that a second run repeats
SUBJECT_LIMIT = 150  # longer ones are cut by mail programs, the news with them


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail goes out."""

    name: str
    address: str
    unsubscribe_mail: str = ""  # empty: mail to it would reach nobody
    unsubscribe_url: str = ""  # with {reader}; takes a reader out by one POST

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
    attachment: Attachment | None = None
    is_to_a_list: bool = False  # readers may leave the list; an owner's notices they cannot


def sender_of(config: TrendConfig) -> Sender:
    """Return the sender the configuration names, or the one of messages that only lie in outbox/."""
    settings = config.alerts
    if not settings.mail_from:
        return Sender(config.home.provider, NO_SENDER)
    address = checked_sender(settings.mail_from, "mail_from")
    answers = checked_sender(settings.unsubscribe_mail or address, "unsubscribe_mail")
    return Sender(config.home.provider, address, answers, settings.unsubscribe_url)


def checked_sender(address: str, setting: str) -> str:
    """Return an address of the settings as it may stand in headers."""
    try:
        return checked_address(address)
    except RefusedError:
        raise RefusedError(f"[alerts] {setting} in trends.toml is no address") from None


def bulletin_mail(
    reader: Recipient, bulletin: Bulletin, zone: ZoneInfo, *, is_corrected: bool
) -> MailMessage:
    """Return the mail that carries a bulletin."""
    with speaking(bulletin.language if bulletin.language in LOCALES else ENGLISH):
        subject = _corrected(bulletin.subject) if is_corrected else bulletin.subject
    return MailMessage(
        reader=reader,
        subject=subject,
        text=bulletin.text,
        language=bulletin.language,
        lasting_name=(
            f"bulletin.{bulletin.week}.{bulletin.language}.r{bulletin.revision}.{reader.address_hash[:16]}"
        ),
        moment=issue_moment(bulletin.week, zone),
        week=bulletin.week,
        html=bulletin.html,
        images=bulletin.images,
        attachment=bulletin.attachment,
        is_to_a_list=True,
    )


def _corrected(subject: str) -> str:
    """Say that a subject stands in place of an earlier one; its end is cut rather than this."""
    room = SUBJECT_LIMIT - len(say("{subject} (corrected)", subject=""))
    news = subject if len(subject) <= room else f"{subject[: room - 1].rstrip()}…"
    return say("{subject} (corrected)", subject=news)


def issue_moment(week: Week, zone: ZoneInfo) -> datetime:
    """Return the Monday morning on which a week's bulletin is issued."""
    return datetime.combine(week.plus(1).start, ISSUED_AT, zone)


def write_mail(mail: MailMessage, sender: Sender) -> EmailMessage:
    """Return the finished message, or refuse a header that would become two."""
    to = checked_address(mail.reader.address)
    is_ascii = f"{sender.address}{to}".isascii()
    message = EmailMessage(policy=SMTP if is_ascii else SMTPUTF8)
    for name, value in _headers(mail, sender, to).items():
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        _add_html(message, mail, sender)
    if mail.attachment:
        _attach(message, mail.attachment)
    message["Content-Language"] = mail.language  # last: a new content drops every Content- header
    _name_boundaries(message, mail.lasting_name)
    return message


def _headers(mail: MailMessage, sender: Sender, to: str) -> dict[str, str | Address]:
    """Return the headers; a value with a line break is refused, never mended."""
    for value in (mail.subject, mail.reader.name or "", mail.language, sender.name):
        if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
            raise RefusedError("a line break or control sign stands in the subject or a name")
    return {
        "From": _named(sender.name, sender.address),
        "To": _named(mail.reader.name or "", to),
        "Subject": mail.subject,
        "Date": format_datetime(mail.moment),
        "Message-ID": f"<{mail.lasting_name}@{sender.domain}>",
        "List-Id": f"<complaint-trends.{sender.domain}>",
        "Auto-Submitted": "auto-generated",
        **(_ways_out(mail.reader, sender) if mail.is_to_a_list else {}),
    }


def _named(name: str, address: str) -> Address:
    """Return a header's address; given in parts, as the parser takes no letters beyond ASCII."""
    username, _, domain = address.rpartition("@")
    return Address(name, username=username, domain=domain)


def _ways_out(reader: Recipient, sender: Sender) -> dict[str, str]:
    """Return how a reader leaves the list: by mail, and by one button only where that is served."""
    ways = []
    if sender.unsubscribe_url:
        ways.append(f"<{sender.unsubscribe_url.replace('{reader}', reader.address_hash)}>")
    if sender.unsubscribe_mail:
        ways.append(f"<mailto:{sender.unsubscribe_mail}?subject=unsubscribe>")
    headers = {"List-Unsubscribe": ", ".join(ways)} if ways else {}
    if sender.unsubscribe_url:
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    """Add the appendix as a file that the reader can save."""
    maintype, _, subtype = attachment.mime_type.partition("/")
    message.add_attachment(
        attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name
    )


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
