"""Who is to be erased: every record, version and spelling of a person that landing/ holds."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
WHERE (source, whole_id) IN (SELECT (source, whole_id) FROM theirs)
UNION
SELECT source, whole_id FROM theirs
"""
Record = tuple[str, str]  # source and source_id


@dataclass(frozen=True, slots=True)
class Person:
    """A person as landing/ knows them."""

    customer_id: str  # keyed hash
    spellings: tuple[str, ...]  # as sources write them
    records: tuple[Record, ...]


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
    wholes = _with_their_wholes(con, records)
    long = (name for name in spellings if len(name) >= SHORTEST_NAME)
    return Person(target, tuple(sorted(long)), tuple(sorted(wholes)))


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


def _with_their_wholes(con: duckdb.DuckDBPyConnection, records: set[Record]) -> set[Record]:
    """Add the other parts of the same wholes: messages of a thread, transfers of a call."""
    con.execute("CREATE OR REPLACE TEMP TABLE erased_records (source VARCHAR, source_id VARCHAR)")
    if records:
        con.executemany("INSERT INTO erased_records VALUES (?, ?)", sorted(records))
    parts = con.execute(WHOLES).fetchall()
    con.execute("DROP TABLE erased_records")
    return records | {(source, source_id) for source, source_id in parts}


def record_hash(home: Home, record: Record) -> str:
    """Return the keyed hash by which an erased record is known when it comes back."""
    named = "\0".join(record)
    return hmac.digest(erased_key(home.path), named.encode(), "sha256").hex()[:32]
