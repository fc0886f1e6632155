"""Customers under a new key: their hashes are computed again from landing/, where the customers stand.

All or nothing: the new hashes are gathered first and stored in one transaction. A contact whose
original is no longer in landing/ cannot have a new hash and belongs to nobody from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from trend_lib.base.privacy import hash_customers
from trend_lib.base.progress import progress_bar
from trend_lib.base.warehouse import open_warehouse, transaction
from trend_lib.base.weeks import Week
from trend_lib.contacts.contact_rows import spoken_records
from trend_lib.contacts.folding import fold_wholes
from trend_lib.contacts.landed_rows import read_landed

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home

TABLES = {
    "contacts": ("contacts.contacts", "contact_id"),
    "callbacks": ("contacts.callbacks", "callback_id"),
}
NEW_HASHES = (
    "CREATE OR REPLACE TEMP TABLE new_hashes (holds VARCHAR, id VARCHAR, customer_id VARCHAR)"
)
WEEKS = "SELECT DISTINCT whole_week FROM sources.records WHERE holds = $holds ORDER BY whole_week"
REPLACE = """
UPDATE {table} SET customer_id = new_hashes.customer_id
FROM new_hashes
WHERE new_hashes.holds = '{holds}' AND {table}.{key} = new_hashes.id
"""
FORGET = """
UPDATE {table} SET customer_id = NULL
WHERE customer_id IS NOT NULL AND {key} NOT IN (SELECT id FROM new_hashes WHERE holds = '{holds}')
"""
COUNT = "SELECT count(customer_id), count(DISTINCT customer_id) FROM {table}"


def rehash_customers(home: Home, key: bytes) -> dict[str, dict[str, int]]:
    """Give every contact and call-back the hash of its customer under `key`; say what that changed."""
    with open_warehouse(home) as con:
        con.execute(NEW_HASHES)
        weeks = [(holds, Week(start)) for holds in TABLES
                 for (start,) in con.execute(WEEKS, {"holds": holds}).fetchall()]  # fmt: skip
        with progress_bar("Hashing customers", len(weeks)) as step:
            for holds, week in weeks:
                _gather(con, home, holds, week, key)
                step(str(week))
        with transaction(con):
            return {holds: _store(con, holds) for holds in TABLES}


def _gather(con: duckdb.DuckDBPyConnection, home: Home, holds: str, week: Week, key: bytes) -> None:
    """Compute the new hashes of one week's records."""
    rows = read_landed(con, home, [week], holds)
    if holds == "contacts":
        rows = fold_wholes(con, spoken_records(rows))
    customers = hash_customers(rows["customer"].to_pylist(), key, home.config.privacy.phone_regions)
    named = zip(rows["source"].to_pylist(), rows["whole_id"].to_pylist(), strict=True)
    fresh = pa.table(
        {
            "holds": pa.array([holds] * len(customers), pa.string()),
            "id": pa.array([f"{source}:{own}" for source, own in named], pa.string()),
            "customer_id": pa.array(customers, pa.string()),
        }
    )
    con.register("fresh_hashes", fresh)
    con.execute("INSERT INTO new_hashes SELECT * FROM fresh_hashes")
    con.unregister("fresh_hashes")


def _store(con: duckdb.DuckDBPyConnection, holds: str) -> dict[str, int]:
    """Replace the hashes of one table, and count."""
    table, key = TABLES[holds]
    given = {"table": table, "key": key, "holds": holds}
    rows_before, customers_before = con.execute(COUNT.format(**given)).fetchone() or (0, 0)
    con.execute(FORGET.format(**given))
    rows_kept, _ = con.execute(COUNT.format(**given)).fetchone() or (0, 0)
    con.execute(REPLACE.format(**given))
    rows, customers = con.execute(COUNT.format(**given)).fetchone() or (0, 0)
    return {
        "rows": rows,
        "customers_before": customers_before,
        "customers": customers,
        "forgotten": rows_before - rows_kept,
    }
