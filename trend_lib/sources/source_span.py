"""Which sources a week has: each from the week of its first record on, and as long as trends.toml names it.

A week before a source's first record is complete without it: nothing could come from there. So chat that
begins today takes no earlier week out of the baselines, whether that week was built before or is built again. A
source that is no longer named keeps the weeks up to its last record. One that is named and has brought nothing
yet is waited for in every week. Of each kind of record the sources that begin in its very first week are the
kind's beginning: where that week lacks its first days it is a part of a week, and says so.

What was said of a week before more was known is put right: `touch_begun` lets such weeks be built again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from trend_lib.base.inbox import INBOX
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home

BEGINNING = timedelta(weeks=8)  # so long a source is new
SPANS = f"""
SELECT
    source,
    max(holds) AS holds,
    min(day) AS first_day,
    max(day) AS last_day,
    min(min(week_start)) OVER (PARTITION BY max(holds)) < min(week_start) AS is_late
FROM sources.records
WHERE source <> '{INBOX}'
GROUP BY source
ORDER BY source
"""  # noqa: S608 - our own name
# A source that is no longer named: whether days were expected of it, its weeks still know.
WAS_DAILY = "SELECT source, max(days_expected) > 0 FROM sources.source_weeks GROUP BY source"
# Older versions wrote weeks before the beginning down; half a home need not be built again for a remark.
NO_BASELINE = "('evaluations', 'callbacks')"
TOUCH_BEGUN = f"""
WITH spans AS ({SPANS}),

expected AS (
    SELECT
        built.week_start, spans.source, spans.first_day,
        CASE
            WHEN is_late AND built.week_start < date_trunc('week', first_day) + to_days({BEGINNING.days}) THEN first_day
        END AS begins_on
    FROM spans
    INNER JOIN (SELECT DISTINCT week_start FROM sources.source_weeks) AS built
        ON
            built.week_start >= date_trunc('week', first_day)
            AND (built.week_start <= last_day OR list_contains($named, spans.source))
),

said AS (
    SELECT
        source_weeks.*,
        list_contains($named, source) AND source NOT IN (SELECT source FROM spans) AS is_waited_for,
        starts_with(coalesce(why_incomplete, ''), 'begins on') AS is_of_old
    FROM sources.source_weeks
)

INSERT INTO sources.touched_weeks (week_start, sequence)
SELECT DISTINCT
    coalesce(said.week_start, expected.week_start),
    (SELECT coalesce(max(sequence), 0) FROM sources.deliveries)
FROM expected
FULL OUTER JOIN said ON expected.week_start = said.week_start AND expected.source = said.source
WHERE
    said.source IS NULL
    OR (expected.source IS NULL AND NOT said.is_waited_for AND NOT (is_of_old AND said.holds IN {NO_BASELINE}))
    OR said.begins_on IS DISTINCT FROM expected.begins_on
    OR (starts_with(said.why_incomplete, 'begins on') AND NOT contains(said.why_incomplete, CAST(first_day AS VARCHAR)))
ON CONFLICT DO NOTHING
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A source that a week has, and from when to when it delivered; no days before its first record."""

    name: str
    holds: str
    delivers: str
    first_day: date | None = None
    last_day: date | None = None
    is_late: bool = False  # others of its kind were there in earlier weeks

    def begins_on(self, week: Week) -> date | None:
        """Return the day on which a late source began, as long as it is new."""
        if not self.is_late or self.first_day is None:
            return None
        is_new = week.start < Week.of_day(self.first_day).start + BEGINNING
        return self.first_day if is_new else None


UNHEARD = SourceSpan("", "", "")


def sources_of(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> list[SourceSpan]:
    """Return the sources that a week has: those that are named, and those that were."""
    delivered = {one.name: one for one in _read_spans(con)}
    named = [
        replace(
            delivered.get(one.name, UNHEARD), name=one.name, holds=one.holds, delivers=one.delivers
        )
        for one in home.config.sources
    ]
    known_by_name = {one.name for one in named}
    former = [one for name, one in delivered.items() if name not in known_by_name]
    former = [one for one in former if one.last_day and week.start <= one.last_day]
    return [one for one in (*named, *former) if not one.first_day or one.first_day <= week.last_day]


def _read_spans(con: duckdb.DuckDBPyConnection) -> list[SourceSpan]:
    """Return every source that ever delivered, as its records know it."""
    was_daily = dict(con.execute(WAS_DAILY).fetchall())
    return [
        SourceSpan(source, holds, "daily" if was_daily.get(source) else "weekly", *span)
        for source, holds, *span in con.execute(SPANS).fetchall()
    ]


def touch_begun(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Let weeks be built again that lack a source which was there, or wait for one that was not."""
    con.execute(TOUCH_BEGUN, {"named": [one.name for one in home.config.sources]})
