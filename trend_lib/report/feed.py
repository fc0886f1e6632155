"""The feed of a language: Atom, so that a reader's program says when a bulletin is new or corrected."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from trend_lib.base.speech import say, say_many, speaking
from trend_lib.base.weeks import Week
from trend_lib.report import figures

if TYPE_CHECKING:
    from trend_lib.base.settings import HomeConfig
    from trend_lib.report.rows_published import BulletinRow

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 53  # a year
MINUTES_OF_A_DAY = 24 * 60 - 1


def feed_name(language: str) -> str:
    """Return the file's name below `bulletins/`."""
    return f"feed-{language}.xml"


def write_feed(home: HomeConfig, rows: list[BulletinRow], language: str) -> bytes:
    """Write the feed of the newest revisions, newest week first.

    Its links are absolute where the home has a `public_url`; elsewhere they begin at the feed.
    """
    with speaking(language):
        return _written(home, rows[:ENTRIES], language)


def _written(home: HomeConfig, rows: list[BulletinRow], language: str) -> bytes:
    """Write it in the language that is spoken."""
    root = home.public_url.rstrip("/")
    base = f"{root}/bulletins/" if root else ""
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "title", say("{provider} complaint bulletin", provider=home.provider))
    _add(feed, "id", _identity(home.provider, language))
    _add(feed, "updated", max((_updated(row) for row in rows), default="1970-01-01T00:00:00Z"))
    _link(feed, "self", base + feed_name(language), language, "application/atom+xml")
    _link(feed, "alternate", f"{base}index.html", language, "text/html")
    _add(ET.SubElement(feed, "author"), "name", home.provider)
    for row in rows:
        _add_entry(feed, home.provider, row, base)
    ET.indent(feed, " ")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: ET.Element, provider: str, row: BulletinRow, base: str) -> None:
    """Add a bulletin: one entry a week, whatever its revision."""
    week = Week(row.week_start)
    entry = ET.SubElement(feed, "entry")
    _add(entry, "title", f"{figures.week_name(week)}, {week.year}: {row.verdict}")
    _add(entry, "id", _identity(provider, row.language, str(week)))
    _add(entry, "published", _moment(week, 0))
    _add(entry, "updated", _updated(row))
    address = base + row.path.removeprefix("bulletins/")
    _link(entry, "alternate", address, row.language, "text/html")
    _add(entry, "summary", _summary(row))


def _summary(row: BulletinRow) -> str:
    """Say in a line what the week had."""
    contacts = say_many(row.contacts, "{number} contact.", "{number} contacts.", number=figures.count(row.contacts))  # fmt: skip
    spikes = say_many(row.spikes, "{number} spike.", "{number} spikes.", number=figures.count(row.spikes))  # fmt: skip
    if row.revision == 1:
        return f"{contacts} {spikes}"
    corrected = say("Corrected: revision {revision}.", revision=row.revision)
    return f"{contacts} {spikes} {corrected}"


def _updated(row: BulletinRow) -> str:
    """Return the moment that tells a feed reader of a correction.

    Files of equal inputs have equal bytes, so no clock is read: the Monday on which the bulletin
    is issued, and a minute more for each revision.
    """
    return _moment(Week(row.week_start), min(row.revision - 1, MINUTES_OF_A_DAY))


def _moment(week: Week, minutes: int) -> str:
    """Write the Monday after a week, so many minutes past midnight."""
    hour, minute = divmod(minutes, 60)
    return f"{week.plus(1).start.isoformat()}T{hour:02d}:{minute:02d}:00Z"


def _identity(*names: str) -> str:
    """Return an id that stays with a week for ever, wherever the files lie."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(["complaint-trends", *names])).urn


def _add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element of text."""
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, relation: str, address: str, language: str, kind: str) -> None:
    """Add a link."""
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "hreflang": language, "type": kind})  # fmt: skip
