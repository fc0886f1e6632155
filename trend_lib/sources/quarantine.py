"""What could not become a record, with the reason; redacted before it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.record_lines import RAW_BYTES, RAW_PIECES, SetAside

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.privacy_settings import PrivacyConfig
    from trend_lib.sources.staging import Staged

RAW_LETTERS = 200
REASON_OF_REJECT = {
    "TOO MANY COLUMNS": "too_many_fields",
    "MISSING COLUMNS": "too_few_fields",
    "UNQUOTED VALUE": "bad_quotes",
}
FAULTY = """
SELECT line, fault, CASE WHEN row_number() OVER (ORDER BY line) <= $pieces THEN left(raw, $letters) END
FROM mapped_rows
WHERE fault IS NOT NULL
ORDER BY line
"""
REJECTED = """
SELECT
    TRY_CAST(split_part(csv_line, $delimiter, 1) AS BIGINT) AS line,
    min(CAST(error_type AS VARCHAR)) AS error_type,
    left(any_value(substr(csv_line, strpos(csv_line, $delimiter) + 1)), $letters) AS raw
FROM rejected_rows
GROUP BY line, csv_line
ORDER BY line
"""


def forget_rejected(con: duckdb.DuckDBPyConnection) -> None:
    """Drop DuckDB's list of rejected rows: it would add those of the next file to it."""
    con.execute("DROP TABLE IF EXISTS rejected_rows; DROP TABLE IF EXISTS rejected_scans")


def rejected_rows(con: duckdb.DuckDBPyConnection, delimiter: str) -> list[SetAside]:
    """Return the rows whose fields did not fit the header."""
    if not delimiter:
        return []
    given = {"delimiter": delimiter, "letters": RAW_BYTES}
    rows = con.execute(REJECTED, given).fetchall()
    return [
        SetAside(
            line or 0, REASON_OF_REJECT.get(error, "cannot_be_parsed"), (raw or "").rstrip("\n")
        )
        for line, error, raw in rows
    ]


def faulty_rows(con: duckdb.DuckDBPyConnection, event: str) -> list[SetAside]:
    """Return the mapped rows that cannot be records; `event` is the column of their moment."""
    rows = con.execute(FAULTY, {"letters": RAW_BYTES, "pieces": RAW_PIECES}).fetchall()
    return [SetAside(line, fault, raw or "", _column(fault, event)) for line, fault, raw in rows]


def _column(fault: str, event: str) -> str | None:
    """Return the column a fault is about, if it is about one."""
    if fault.endswith("_date"):
        return event
    return fault.removeprefix("missing_") if fault.startswith("missing_") else None


def store_quarantine(
    con: duckdb.DuckDBPyConnection,
    source: str,
    staged: Staged,
    pieces: list[SetAside],
    privacy: PrivacyConfig,
) -> None:
    """Insert what was set aside: personal data taken out first, cut afterwards."""
    from trend_lib.base.privacy import redact_texts  # noqa: PLC0415 - slow to import, rarely needed

    if not pieces:
        return
    raws = redact_texts([piece.raw for piece in pieces], privacy)
    con.execute(
        "INSERT INTO sources.quarantine (source, delivery_id, line, column_name, reason, raw) "
        "SELECT $source, $delivery_id, unnest($lines), unnest($columns), unnest($reasons), unnest($raws)",
        {
            "source": source,
            "delivery_id": staged.sha256,
            "lines": [piece.line for piece in pieces],
            "columns": [piece.column for piece in pieces],
            "reasons": [piece.reason for piece in pieces],
            "raws": [raw[:RAW_LETTERS] for raw in raws],
        },
    )
