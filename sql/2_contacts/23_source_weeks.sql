-- contacts.source_weeks: how complete each source is, carried forward.
-- Grain:  one row a source and week.
-- Reads:  sources.source_weeks
-- Params: $week_start

SELECT
    week_start,
    source,
    holds,
    records,
    days_with_records,
    days_expected,
    is_complete,
    why_incomplete,
    rows_read,
    rows_kept,
    rows_repeated,
    rows_quarantined,
    note
FROM sources.source_weeks
WHERE week_start = $week_start
