"""Who was erased and comes back with a later delivery: taken out before anything of them is kept.

Known are the ids of erased records, and by them new parts of the same threads and what is said about them; and
the customers, of whatever happened up to the day on which they were erased. What they do afterwards is new; a row
whose date cannot be read is not known to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trend_lib.base.customer_name import normalise_customer
from trend_lib.base.inbox import NAMED_ABOUT
from trend_lib.base.secrets import erased_key
from trend_lib.sources.erasing.landing import NOTE, erase_earlier
from trend_lib.sources.erasing.person import CUSTOMER, Person, keyed_hash, worth_seeking
from trend_lib.sources.erasing.rewriting import ERASED, Places, mask_mapped, rewrite_original

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import duckdb

    from trend_lib.sources.arrival import Arrival
    from trend_lib.sources.erasing.person import Record
    from trend_lib.sources.reading import Reading
    from trend_lib.sources.record_lines import SetAside

KNOWN = "SELECT source, record_hash, erased_at FROM sources.erased"
REMEMBER = "INSERT OR IGNORE INTO sources.erased (source, record_hash, erased_at) VALUES (?, ?, ?)"
HELD = "SELECT delivery_id FROM sources.deliveries WHERE source = ? AND contains(note, ?)"
ASKED = ("customer", "part_of", "contact_source", "contact_ref", "about")
PARTS = "WHERE part_of IN (SELECT unnest($ids)) AND line NOT IN (SELECT unnest($lines))"
AT_ONCE = 10_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Remembered:
    """Whom the home has erased, by hashes alone."""

    key: bytes
    regions: tuple[str, ...]
    when: dict[tuple[str, str], datetime]  # by source and hash

    @cached_property
    def remembers(self) -> frozenset[str]:
        """The sources of which any record was erased, and CUSTOMER if anybody is known by name."""
        return frozenset(source for source, _ in self.when)

    def erased_at(self, source: str, name: str) -> datetime | None:
        """Return when a record or customer was erased."""
        return self.when.get((source, keyed_hash(self.key, source, name)))

    def is_theirs(self, source: str, row: Row) -> bool:
        """Tell whether a row is of somebody who was erased."""
        own = [name for name in (row["source_id"], row.get("part_of")) if name]
        if source in self.remembers and any(self.erased_at(source, name) for name in own):
            return True
        return self._is_about(row) or self._is_customer(row)

    def _is_about(self, row: Row) -> bool:
        """Tell whether a row speaks about an erased contact."""
        ref, about = (row.get("contact_ref") or "").strip(), row.get("about")
        named = (row.get("contact_source") or "").strip()
        asked = [(source, ref) for source in ([named] if named else self.remembers) if ref]
        if about:
            source, _, source_id = re.sub(NAMED_ABOUT, "", about).partition(":")
            asked.append((source, source_id))
        return any(self.erased_at(*one) for one in asked)

    def _is_customer(self, row: Row) -> bool:
        """Tell whether a row is of an erased customer, from before they were erased or of an unknown day."""
        customer, day = row.get("customer"), row["day"]
        if not customer or CUSTOMER not in self.remembers:
            return False
        when = self.erased_at(CUSTOMER, normalise_customer(customer, self.regions))
        return when is not None and (day is None or day <= when.date())


def take_out_erased(con: duckdb.DuckDBPyConnection, arrival: Arrival, reading: Reading) -> Reading:
    """Take who was erased out of `mapped_rows` and of the received bytes.

    Their rows count as repeated: nothing in them is news.
    """
    known = con.execute(KNOWN).fetchall()
    if not known or reading.mapping is None:
        return reading
    remembered = _remembered(arrival, known)
    theirs = _theirs(con, remembered, arrival.source.name, reading.mapping.texts)
    if not theirs:
        return reading
    names = worth_seeking({row["customer"] for row in theirs if row.get("customer")})
    fresh = _not_remembered(remembered, arrival.source.name, theirs)
    if fresh and arrival.source.holds == "contacts":
        erase_earlier(con, arrival.home, fresh, names)
    _remember(con, remembered, fresh)
    person, lines = Person("", names, ()), frozenset(row["line"] for row in theirs)
    unread = frozenset(piece.line for piece in reading.set_aside)
    starts = {line for (line,) in con.execute("SELECT line FROM mapped_rows").fetchall()}
    places = Places(sorted(starts | unread), lines, unread)
    staged = arrival.staged
    rewrite_original(staged.path, staged.kept_name, arrival.source, places, person)
    con.execute(
        "DELETE FROM mapped_rows WHERE line IN (SELECT unnest($lines))", {"lines": list(lines)}
    )
    mask_mapped(con, reading.mapping.texts, names)
    set_aside = [_masked(piece, lines, names) for piece in reading.set_aside]
    return replace(reading, set_aside=set_aside, notes=[*reading.notes, NOTE])


def holds_erased(con: duckdb.DuckDBPyConnection, arrival: Arrival, reading: Reading) -> bool:
    """Tell whether any of the rows that were read is of somebody who was erased."""
    known = con.execute(KNOWN).fetchall()
    if not known or reading.mapping is None:
        return False
    remembered = _remembered(arrival, known)
    return bool(_theirs(con, remembered, arrival.source.name, reading.mapping.texts))


def _remembered(arrival: Arrival, known: list[tuple[str, str, datetime]]) -> Remembered:
    """Return whom a home has erased."""
    when = {(source, hashed): moment for source, hashed, moment in known}
    regions = arrival.home.config.privacy.phone_regions
    return Remembered(erased_key(arrival.home.path), regions, when)


def _theirs(
    con: duckdb.DuckDBPyConnection, remembered: Remembered, source: str, texts: list[str]
) -> list[Row]:
    """Return the rows of who was erased; a part of one of them is theirs, too."""
    theirs = [row for row in _rows(con, texts) if remembered.is_theirs(source, row)]
    found = theirs if "part_of" in texts else []
    while found:
        given = {
            "ids": [row["source_id"] for row in found],
            "lines": [row["line"] for row in theirs],
        }
        found = list(_rows(con, texts, PARTS, given))
        theirs = [*theirs, *found]
    return theirs


def _rows(
    con: duckdb.DuckDBPyConnection, texts: list[str], where: str = "", given: Row | None = None
) -> Iterator[Row]:
    """Yield of the rows that were read what tells whose they are, a few at a time: a file may hold millions."""
    columns = ["line", "source_id", "day", *(name for name in ASKED if name in texts)]
    found = con.execute(f"SELECT {', '.join(columns)} FROM mapped_rows {where}", given or {})  # noqa: S608 - our own names
    while rows := found.fetchmany(AT_ONCE):
        yield from (dict(zip(columns, row, strict=True)) for row in rows)


def _not_remembered(remembered: Remembered, source: str, rows: list[Row]) -> set[Record]:
    """Return the records that were known by something else than their ids."""
    ids = {row["source_id"] for row in rows if row["source_id"]}
    return {(source, own) for own in ids if remembered.erased_at(source, own) is None}


def _remember(con: duckdb.DuckDBPyConnection, remembered: Remembered, records: set[Record]) -> None:
    """Remember records, so that what follows on them is known, too."""
    newest = max(remembered.when.values())
    for source, hashed in sorted(
        (one, keyed_hash(remembered.key, one, own)) for one, own in records
    ):
        con.execute(REMEMBER, [source, hashed, newest])


def _masked(piece: SetAside, lines: frozenset[int], names: tuple[str, ...]) -> SetAside:
    """Return a piece that was set aside without the person."""
    raw = "" if piece.line in lines else piece.raw
    for name in names:
        raw = raw.replace(name, ERASED)
    return replace(piece, raw=raw)


def held_erased(con: duckdb.DuckDBPyConnection, source: str) -> set[str]:
    """Return a source's deliveries that held somebody who was erased: they must not lie in drop/."""
    return {delivery for (delivery,) in con.execute(HELD, [source, NOTE]).fetchall()}
