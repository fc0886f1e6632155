"""What a reviewer was given to listen to: their own rows of the week's sample, and nothing of anybody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import REVIEW
from trend_lib.desk.snapshot import read
from trend_lib.desk.waiting import read_waiting

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.snapshot import Rows

WAITS, NOTED, HEARD, REPLACED = "waits", "noted", "heard", "replaced"
GIVEN = """
SELECT
    review_id, week_start, contact_id, operator_id, channel, kind, day, shift,
    CASE WHEN part = 'risk' THEN risks ELSE '' END AS risks, replaced_because, own.score, own.is_failed, own.fault,
    own.evaluated_at
FROM quality.review_sample
LEFT JOIN (
    SELECT contact_id, score, is_failed, fault, evaluated_at FROM quality.reviews
    WHERE reviewer_id = $reviewer_id AND contact_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY evaluated_at DESC, evaluation_id) = 1
) AS own USING (contact_id)
WHERE
    review_sample.reviewer_id = $reviewer_id
    AND week_start >= (SELECT max(newest.week_start) FROM quality.review_sample AS newest) - 7
ORDER BY week_start DESC, day, review_id
"""  # of the even part no reasons: who hears it should not know them; nor which hearing it is


def read_reviews(con: duckdb.DuckDBPyConnection, home: Home, reviewer_id: str) -> Rows:
    """Return a reviewer's reviews of the newest two weeks, each with how it stands and what was said last."""
    said = _own_words(home, reviewer_id)
    rows = read(con, GIVEN, reviewer_id=reviewer_id)
    return [{**row, **_standing(row, said.get(f"{REVIEW}:{row['review_id']}"))} for row in rows]


def unheard(con: duckdb.DuckDBPyConnection, reviewer_id: str) -> list[str]:
    """Return the contacts that a reviewer is still to hear, so that nobody shows them what another said."""
    rows = read(con, GIVEN, reviewer_id=reviewer_id) if reviewer_id else []
    return [row["contact_id"] for row in rows if row["evaluated_at"] is None and not row["replaced_because"]]  # fmt: skip


def _own_words(home: Home, reviewer_id: str) -> dict[str, dict[str, Any]]:
    """Return the newest answer of a reviewer about each review."""
    prefix = f"{REVIEW}:"
    answers = read_waiting(home, lambda about: about.startswith(prefix), ())
    return {row["about"]: row for row in answers if row["who"] == reviewer_id}


def _standing(row: dict[str, Any], said: dict[str, Any] | None) -> dict[str, Any]:
    """Say how a review stands: an answer that is newer than what was published is noted and waits."""
    counted_at = row["evaluated_at"]
    if row["replaced_because"]:
        return {"state": REPLACED, "said": said}
    if said and (counted_at is None or said["said_at"] > counted_at):
        return {"state": NOTED, "said": said}
    return {"state": HEARD if counted_at else WAITS, "said": said}
