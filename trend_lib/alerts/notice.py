"""Notices to the owners of the pipeline: what failed, and what to do; each said once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.alerts.bulletin import bulletin_for
from trend_lib.alerts.last_check import text_lines
from trend_lib.alerts.mail_message import MailMessage, one_line
from trend_lib.alerts.outbox import safe_name
from trend_lib.alerts.recipient import read_recipients
from trend_lib.base.privacy import personal_data_in
from trend_lib.base.speech import ENGLISH, LOCALES, say, speaking, spoken
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.alerts.mail_sending import Mailing
    from trend_lib.alerts.recipient import Recipient
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)

SUBJECT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """What an owner is told."""

    subject: str
    text: str
    language: str = ""  # empty: the owner's own


def tell_owners(
    home: Home, con: duckdb.DuckDBPyConnection, mailing: Mailing, write: Callable[[], Notice]
) -> None:
    """Send a notice to every owner, written in the language each reads.

    The same words are sent once, however often a task retries.
    """
    for owner in owners_to_tell(con):
        tell_owner(home, owner, mailing, write, "notice")


def owners_to_tell(con: duckdb.DuckDBPyConnection) -> list[Recipient]:
    """Return the owners; say so where there are none."""
    owners = read_recipients(con, ("owners",))
    if not owners:
        logger.warning("nobody to tell: registers/recipients.csv names no owners")
    return owners


def tell_owner(
    home: Home, owner: Recipient, mailing: Mailing, write: Callable[[], Notice], about: str
) -> None:
    """Send a notice to one owner, in the language they read; `about` is what the ledger notes."""
    with speaking(owner.language if owner.language in LOCALES else ENGLISH):
        mail = _mail(home, owner, _presentable(home, write()))
    row = mailing.notice_row(owner, mail, about)
    mailing.send_notice(mail, row, safe_name(f"{mail.week}-notice-{row.message_key[:8]}") + ".eml")


def tell_of_missing(
    home: Home, con: duckdb.DuckDBPyConnection, mailing: Mailing, week: Week, broken: list[str]
) -> None:
    """Tell the owners that a week has no bulletin, or one that lacks files."""

    def write() -> Notice:
        what = "\n".join(broken) or say("The report room published nothing for this week.")
        cure = say(
            "Slack was told of the week’s episodes without a link. Mend the cause, then run these two; nobody is told twice:"
        )
        commands = f"    trends room report {week}\n    trends room alerts {week}"
        subject = say("Week {week}: the bulletin is missing", week=str(week))
        return Notice(subject, f"{what}\n\n{cure}\n\n{commands}\n")

    tell_owners(home, con, mailing, write)


def tell_of_lacking(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    mailing: Mailing,
    week: Week,
    bulletins: list[Bulletin],
) -> None:
    """Tell the owners which sources did not deliver the whole week; the same words once."""

    def write() -> Notice:
        bulletin = bulletin_for(spoken().code, bulletins)
        lacking = bulletin.lacking if bulletin else ""
        what = say(
            "Nothing of it is counted as zero: what these sources touch was not tested this week, and "
            "stays out of later comparisons."
        )
        cure = say(
            "Put what is missing into drop/: the next run builds the weeks it touches again and "
            "corrects their bulletins. A day off that is no gap belongs in registers/holidays.csv."
        )
        subject = say("Week {week}: sources are incomplete", week=str(week))
        return Notice(subject, f"{lacking}\n\n{what}\n\n{cure}\n")

    tell_owners(home, con, mailing, write)


def _presentable(home: Home, notice: Notice) -> Notice:
    """Withhold a text that may hold personal data: an owner must hear *that* something failed."""
    subject, text = one_line(notice.subject)[:SUBJECT_LIMIT], notice.text
    privacy = home.config.privacy
    tags = [tag for _, line in text_lines(text, "") for tag in personal_data_in(line, privacy)]
    if tags:
        found = ", ".join(sorted(set(tags)))
        withheld = say(
            "The text is withheld, because it may hold: {found}. See the log of the run.",
            found=found,
        )
        text = f"{withheld}\n"
    if personal_data_in(subject, privacy):
        subject = say("A notice of complaint-trends")
    return replace(notice, subject=subject, text=text)


def _mail(home: Home, owner: Recipient, notice: Notice) -> MailMessage:
    """Return the notice to one owner."""
    now = datetime.now(UTC).replace(microsecond=0)
    return MailMessage(
        reader=owner,
        subject=notice.subject,
        text=notice.text,
        language=notice.language or spoken().code,
        lasting_name=f"notice.{now:%Y%m%d%H%M%S}.{owner.address_hash[:16]}",
        moment=now,
        week=Week.of_moment(now, home.config.home.zone),
    )
