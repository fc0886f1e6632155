"""Who is to be erased: every record, version and spelling of a person that landing/ holds."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.customer_name import normalise_customer
from trend_lib.base.inbox import NAMED_ABOUT
from trend_lib.base.privacy import hash_customers
from trend_lib.base.secrets import erased_key, hash_key
from trend_lib.sources.received import quoted

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

CUSTOMER_HASH = re.compile(r"[0-9a-f]{20}")
SHORTEST_NAME = (
    6  # of a spelling worth looking for in other people's words; '1234' stands everywhere
)
WHOLES = """
WITH theirs AS (
    SELECT source, whole_id FROM sources.records
    WHERE (source, source_id) IN (SELECT (source, source_id) FROM erased_records)
)

SELECT source, source_id FROM sources.records
WHERE
    (source, whole_id) IN (SELECT (source, whole_id) FROM theirs)
    OR (source, whole_id) IN (SELECT (source, source_id) FROM erased_records)
UNION
SELECT source, whole_id FROM theirs
"""
NAMES_CONTACT = (
    "trim(landed.contact_ref) = erased_records.source_id "
    "AND coalesce(trim({source}), '') IN ('', erased_records.source)"
)
SPEAKS_OF = f"regexp_replace(landed.about, '{NAMED_ABOUT}', '') = erased_records.source || ':' || erased_records.source_id"
CUSTOMER = ""  # stands for the source where a customer's name is remembered, not a record's id
Record = tuple[str, str]  # source and source_id


@dataclass(frozen=True, slots=True)
class Person:
    """A person as landing/ knows them."""

    customer_id: str  # keyed hash
    spellings: tuple[str, ...]  # as sources write them
    records: tuple[Record, ...]  # of contacts, and what was said about them
    name: str = ""  # in the one spelling that all of theirs have in common; empty: none is known

    def named_in(self, encoding: str) -> list[bytes]:
        """Return their spellings as a file writes them, which may be wrong about its encoding."""
        return [
            name.encode(code, "ignore")
            for name in self.spellings
            for code in sorted({"utf-8", encoding})
            if name.encode(code, "ignore")
        ]


def landed_files(home: Home) -> list[tuple[str, Path]]:
    """Return every source's files of landed rows."""
    found = sorted((home.path / "landing").glob("*/*.parquet"))
    return [
        (path.parent.name, path) for path in found if not path.name.endswith(".received.parquet")
    ]


def find_person(con: duckdb.DuckDBPyConnection, home: Home, given: str) -> Person:
    """Find a person by any spelling of their phone, account or address, or by the hash itself."""
    key, regions = hash_key(home.path), home.config.privacy.phone_regions
    written = given.strip()
    is_hash = CUSTOMER_HASH.fullmatch(written.lower()) is not None
    target = written.lower() if is_hash else hash_customers([written], key, regions)[0] or ""
    spellings: set[str] = set() if is_hash else {written}
    records: set[Record] = set()
    for source, path in landed_files(home):
        for customer, ids in _customers(con, path):
            if hash_customers([customer], key, regions)[0] == target:
                spellings.add(customer)
                records.update((source, source_id) for source_id in ids)
    everything = with_all_about(con, home, records)
    names = sorted(normalise_customer(name, regions) for name in spellings)
    return Person(target, worth_seeking(spellings), everything, names[0] if names else "")


def worth_seeking(spellings: set[str]) -> tuple[str, ...]:
    """Return the spellings that are long enough to be nobody else's words."""
    return tuple(sorted(name for name in spellings if len(name) >= SHORTEST_NAME))


def _customers(con: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[str, list[str]]]:
    """Return the customers of a file as it writes them, each with the ids of their records."""
    relation = f"read_parquet({quoted(str(path))})"
    columns = {row[0] for row in con.execute(f"DESCRIBE FROM {relation}").fetchall()}
    if "customer" not in columns:
        return []
    return con.execute(
        f"SELECT customer, list(DISTINCT source_id) FROM {relation} "  # noqa: S608 - a path of ours
        "WHERE customer IS NOT NULL GROUP BY customer"
    ).fetchall()


def with_all_about(
    con: duckdb.DuckDBPyConnection, home: Home, records: set[Record]
) -> tuple[Record, ...]:
    """Add the other parts of the same wholes, and what was said about any: scores, forms, call-backs, answers."""
    con.execute("CREATE OR REPLACE TEMP TABLE erased_records (source VARCHAR, source_id VARCHAR)")
    _note(con, records)
    parts = set(con.execute(WHOLES).fetchall())
    _note(con, parts)
    about = {
        (source, source_id)
        for source, path in landed_files(home)
        for source_id in _about(con, path)
    }
    con.execute("DROP TABLE erased_records")
    return tuple(sorted(records | parts | about))


def _note(con: duckdb.DuckDBPyConnection, records: set[Record]) -> None:
    """Put records where the questions about them look."""
    if records:
        con.executemany("INSERT INTO erased_records VALUES (?, ?)", sorted(records))


def _about(con: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Return the ids of a file's records that speak about the noted ones."""
    relation = f"read_parquet({quoted(str(path))})"
    speaks = _speaks_of({row[0] for row in con.execute(f"DESCRIBE FROM {relation}").fetchall()})
    if not speaks:
        return []
    found = f"SELECT DISTINCT landed.source_id FROM {relation} AS landed SEMI JOIN erased_records ON {speaks}"  # noqa: S608
    return [source_id for (source_id,) in con.execute(found).fetchall()]


def _speaks_of(columns: set[str]) -> str:
    """Return the condition by which a record speaks about a contact, if such records can."""
    if "contact_ref" in columns:
        source = "landed.contact_source" if "contact_source" in columns else "''"
        return NAMES_CONTACT.format(source=source)
    return SPEAKS_OF if "about" in columns else ""


def record_hash(home: Home, record: Record) -> str:
    """Return the keyed hash by which an erased record is known when it comes back."""
    return keyed_hash(erased_key(home.path), *record)


def keyed_hash(key: bytes, source: str, name: str) -> str:
    """Return the same under a key that was read before."""
    return hmac.digest(key, f"{source}\0{name}".encode(), "sha256").hex()[:32]
