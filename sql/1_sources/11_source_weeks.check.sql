-- Every record of the week is counted once, and a source is incomplete only with a reason.
-- Fails the run when it returns a row. Params: $week_start

WITH records AS (
    SELECT source, count(*) AS records
    FROM sources.records
    WHERE week_start = $week_start
    GROUP BY source
)

SELECT source_weeks.source, source_weeks.records, records.records AS records_known
FROM sources.source_weeks
LEFT JOIN records ON source_weeks.source = records.source
WHERE
    source_weeks.week_start = $week_start
    AND (
        source_weeks.records <> coalesce(records.records, 0)
        OR source_weeks.is_complete <> (source_weeks.why_incomplete IS NULL)
        OR source_weeks.rows_read
        <> source_weeks.rows_kept + source_weeks.rows_repeated + source_weeks.rows_quarantined
    )
