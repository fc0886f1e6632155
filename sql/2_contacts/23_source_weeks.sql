-- contacts.source_weeks: how complete each source is, carried forward, and how many contacts it brought.
-- Grain:  one row a source and week.
-- Reads:  sources.source_weeks, contacts.contacts
-- Params: $week_start

WITH counted AS (
    SELECT source, count(*) AS contacts
    FROM contacts.contacts
    WHERE week_start = $week_start
    GROUP BY source
)

SELECT
    source_weeks.week_start,
    source_weeks.source,
    source_weeks.holds,
    source_weeks.records,
    CASE WHEN source_weeks.holds = 'contacts' THEN coalesce(counted.contacts, 0) END AS contacts,
    source_weeks.days_with_records,
    source_weeks.days_expected,
    source_weeks.is_complete,
    source_weeks.why_incomplete,
    source_weeks.rows_read,
    source_weeks.rows_kept,
    source_weeks.rows_repeated,
    source_weeks.rows_quarantined,
    source_weeks.note,
    source_weeks.begins_on
FROM sources.source_weeks
LEFT JOIN counted ON source_weeks.source = counted.source
WHERE source_weeks.week_start = $week_start
