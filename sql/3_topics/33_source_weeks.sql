-- topics.source_weeks: how complete each source was, carried forward for the weekly counts.
-- Grain:  one row a source that was expected in the week.
-- Reads:  contacts.source_weeks
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
FROM contacts.source_weeks
WHERE week_start = $week_start
