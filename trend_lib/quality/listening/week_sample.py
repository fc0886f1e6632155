"""The week's review sample: reads who may be listened to, writes `quality.review_sample`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import query_table, replace_rows, run
from trend_lib.quality.listening.drawing import draw_reviews, replace_unheard
from trend_lib.quality.listening.review import Pool, Review, shift_name, shift_of
from trend_lib.quality.listening.sampling import Candidate

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

REVIEW_SAMPLE = "7_quality/78_review_sample"
RISKS = ("repeat", "low_score", "bad_tone", "long_hold")  # as the query's is_... say
ROW_TYPES = {
    "week_start": pa.date32(), "review_id": pa.string(), "contact_id": pa.string(), "operator_id": pa.string(),
    "part": pa.string(), "hearing": pa.int64(), "reviewer_id": pa.string(), "kind": pa.string(),
    "channel": pa.string(), "day": pa.date32(), "shift": pa.string(), "risks": pa.string(),
    "replaces": pa.string(), "replaced_because": pa.string(),
}  # fmt: skip
STORED = """
SELECT review_id, contact_id, part, hearing, reviewer_id, replaces
FROM quality.review_sample
WHERE week_start = $week_start
ORDER BY review_id
"""
REVIEWERS = "SELECT DISTINCT reviewer_id FROM registers.reviewers ORDER BY reviewer_id"
UNHEARD = """
SELECT substr(about, 8) AS review_id, min_by(lower(coalesce(value, '')), said_at) AS reason
FROM contacts.answers
WHERE action = 'replace' AND about LIKE 'review:%'
GROUP BY about
ORDER BY min(said_at), about
"""  # a review is replaced once, by the first who says so


def sample_week(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Replace the week's rows of quality.review_sample; return how many reviews are asked for."""
    settings = home.config.listening
    given = {
        "week_start": week.start,
        "channels": list(settings.channels),
        "least_seconds": settings.least_seconds,
    }
    found = query_table(con, REVIEW_SAMPLE, given).to_pylist()
    candidates = {row["contact_id"]: _candidate(row, home) for row in found}
    stored = [Review(*row) for row in run(con, STORED, given).fetchall()]
    pool = Pool(
        week,
        settings,
        candidates,
        [review for review in stored if review.contact_id in candidates],
        [who for (who,) in con.execute(REVIEWERS).fetchall()],
    )
    reviews = replace_unheard(pool, draw_reviews(pool), con.execute(UNHEARD).fetchall())
    channels = {row["contact_id"]: row["channel"] for row in found}
    rows = [_row(pool, review, channels[review.contact_id]) for review in reviews]
    table = pa.Table.from_pylist(rows, pa.schema(ROW_TYPES.items()))
    replace_rows(con, REVIEW_SAMPLE, week, table)
    return len(rows)


def _candidate(row: dict[str, Any], home: Home) -> Candidate:
    """Return a contact as the sampling sees it."""
    return Candidate(
        row["contact_id"],
        row["operator_id"],
        row["kind"],
        row["day"],
        shift_of(row["opened_at"], home.config.home.zone, home.config.listening.shifts),
        tuple(risk for risk in RISKS if row[f"is_{risk}"]),
    )


def _row(pool: Pool, review: Review, channel: str) -> dict[str, Any]:
    """Return one row of the table."""
    contact = pool.candidates[review.contact_id]
    return {
        "week_start": pool.week.start,
        "review_id": review.review_id,
        "contact_id": review.contact_id,
        "operator_id": contact.operator_id,
        "part": review.part,
        "hearing": review.hearing,
        "reviewer_id": review.reviewer_id,
        "kind": contact.kind,
        "channel": channel,
        "day": contact.day,
        "shift": shift_name(contact.shift, pool.settings.shifts),
        "risks": ", ".join(contact.risks),
        "replaces": review.replaces,
        "replaced_because": review.replaced_because,
    }
