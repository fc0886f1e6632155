"""The week's contacts whose kind a person settles: reads the week's contacts, writes `topics.kind_sample`.

A week is drawn once. Only while nobody has said anything of it may it be drawn anew, as when a late file brought
contacts: afterwards what the program said before the person did must stand.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from trend_lib.base.warehouse import check_week, read_query, run
from trend_lib.topics.judges import kinds_in_use
from trend_lib.topics.kinds.sampling import Asked, Candidate, draw

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from trend_lib.base.kind_settings import KindsConfig
    from trend_lib.base.weeks import Week

READ = 150  # contacts, by lot, so that a week costs little; as many as the settings can ask about
CANDIDATES = "3_topics/reading/kind_candidates"
SAMPLE = "3_topics/35_kind_sample"
SAID = """
SELECT count(*) FROM topics.kind_sample WHERE week_start = $week_start AND contact_id IN (
    SELECT substr(about, 6) FROM contacts.answers WHERE action = 'kind'
    UNION ALL
    SELECT contact_id FROM registers.kind_labels
)
"""
STORE, ROW = "INSERT INTO topics.kind_sample VALUES ", f"({', '.join('?' * 13)})"


def draw_sample(con: duckdb.DuckDBPyConnection, week: Week, settings: KindsConfig) -> int:
    """Draw the week's rows of `topics.kind_sample` unless somebody answered; return how many there are."""
    given = {"week_start": week.start}
    if not _count(con, SAID, given):
        run(con, "DELETE FROM topics.kind_sample WHERE week_start = $week_start", given)
        _store(con, week, _draw(con, week, settings))
    check_week(con, SAMPLE, given)
    return _count(
        con, "SELECT count(*) FROM topics.kind_sample WHERE week_start = $week_start", given
    )


def _draw(
    con: duckdb.DuckDBPyConnection, week: Week, settings: KindsConfig
) -> list[tuple[Asked, int]]:
    """Return the contacts that are asked about, each with the number that could have been."""
    model = kinds_in_use(con)
    given = {"week_start": week.start, "seed": settings.seed, "most": READ}
    rows = run(con, read_query(CANDIDATES), given).fetchall()
    if model is None or not rows:
        return []
    of_contacts = rows[0][-1]
    read = [Candidate(*row[:-1]) for row in rows]
    asked = draw(
        read,
        model.probabilities([one.text for one in read]),
        of_contacts=of_contacts,
        doubtful=settings.doubtful,
        even=settings.even,
        seed=settings.seed,
    )
    return [(one, of_contacts) for one in asked]


def _store(con: duckdb.DuckDBPyConnection, week: Week, asked: list[tuple[Asked, int]]) -> None:
    """Add the rows of a week."""
    rows = [
        [week.start, *one.contact[:3], one.part, one.place, one.contact.kind, *one[3:], of_contacts]
        for one, of_contacts in asked
    ]
    if rows:
        con.execute(STORE + ", ".join([ROW] * len(rows)), [*chain.from_iterable(rows)])


def _count(con: duckdb.DuckDBPyConnection, sql: str, given: dict[str, date]) -> int:
    """Return the one number that a query gives."""
    found = run(con, sql, given).fetchone()
    return int(found[0]) if found else 0
