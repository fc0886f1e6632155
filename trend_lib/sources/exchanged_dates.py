"""Do a delivery's dates look as if day and month had been exchanged where the day is up to 12?

A spreadsheet that reads 06/12/2015 the wrong way round leaves no error: the export then seems to
hold a few days of every month. Two signs betray it, and either is enough:

- most of the months hold no day after the 12th, as no honest export of some months does;
- numeric record ids, which grow with time, follow the dates far better once day and month are
  exchanged back (Spearman's rank correlation).

Wrong when a source truly sends only in the first days of each month: it is a note, not a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MIN_ROWS = 60
MIN_MONTHS = 4  # in fewer, days up to 12 only may be chance
SAMPLE_ROWS = 20_000
POOR, GOOD = 0.8, 0.95  # rank correlation before and after exchanging
MONTHS = """
SELECT count(*) AS months, count(*) FILTER (WHERE last_day <= 12) AS early_months, coalesce(sum(dated_rows), 0) AS dated_rows
FROM (
    SELECT date_trunc('month', day) AS month, max(day(day)) AS last_day, count(*) AS dated_rows
    FROM mapped_rows
    WHERE day IS NOT NULL
    GROUP BY month
)
"""
CORRELATIONS = """
WITH dated AS (
    SELECT
        TRY_CAST(source_id AS BIGINT) AS id, day,
        CASE WHEN day(day) <= 12 THEN make_date(year(day), day(day), month(day)) ELSE day END AS swapped
    FROM mapped_rows
    WHERE day IS NOT NULL AND line % $step = 0
),
ranked AS (
    SELECT
        rank() OVER (ORDER BY id) AS id_rank,  -- a tie takes the mean of its ranks:
        rank() OVER (ORDER BY day) + count(*) OVER (PARTITION BY day) / 2.0 AS day_rank,
        rank() OVER (ORDER BY swapped) + count(*) OVER (PARTITION BY swapped) / 2.0 AS swapped_rank
    FROM dated
    WHERE id IS NOT NULL
)
SELECT count(*), corr(id_rank, day_rank), corr(id_rank, swapped_rank) FROM ranked
"""


def look_exchanged(con: duckdb.DuckDBPyConnection, source: str) -> str | None:
    """Return a note with figures and cure when the mapped rows' dates look exchanged."""
    months, early_months, rows = con.execute(MONTHS).fetchone() or (0, 0, 0)
    if months < MIN_MONTHS or rows < MIN_ROWS:
        return None
    signs = [_early_days(months, early_months), _ids(con, rows)]
    found = "; ".join(sign for sign in signs if sign)
    if not found:
        return None
    return (
        f"dates look exchanged: {found}; "
        f'set repair = "swap_day_month" in [sources.dates] of source {source}'
    )


def _early_days(months: int, early_months: int) -> str:
    """Return the first sign, if it is there."""
    if early_months * 2 <= months:
        return ""
    return f"{early_months} of {months} months hold no day after the 12th"


def _ids(con: duckdb.DuckDBPyConnection, rows: int) -> str:
    """Return the second sign, if it is there."""
    step = {"step": max(1, rows // SAMPLE_ROWS)}
    with_id, as_stored, exchanged = con.execute(CORRELATIONS, step).fetchone() or (0, None, None)
    if with_id < MIN_ROWS or as_stored is None or exchanged is None:
        return ""
    if as_stored > POOR or exchanged < GOOD:
        return ""
    return f"ids follow the dates with rank correlation {as_stored:.2f}, exchanged back {exchanged:.2f}"
