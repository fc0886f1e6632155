-- weekly.source_weeks: how complete each source is, carried forward for the report.
-- Grain:  one row a source and week.
-- Reads:  topics.source_weeks
-- Params: $week_start

SELECT
    week_start,
    source,
    holds,
    records,
    contacts,
    days_with_records,
    days_expected,
    is_complete,
    why_incomplete,
    rows_read,
    rows_kept,
    rows_repeated,
    rows_quarantined,
    note,
    begins_on
FROM topics.source_weeks
WHERE week_start = $week_start
