-- What: how complete every source is, over the weeks that charts show.
-- Grain: week, source
-- Reads: weekly.source_weeks
-- Params: $first_week, $week_start
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
    note
FROM weekly.source_weeks
WHERE week_start BETWEEN $first_week AND $week_start
ORDER BY week_start, source
