-- Every source arrives, with the identity: nothing read is lost.
-- Fails the run when it returns a row. Params: $week_start

WITH before AS (
    SELECT count(*) AS sources FROM sources.source_weeks WHERE week_start = $week_start
),

after AS (
    SELECT
        count(*) AS sources,
        count(
            CASE WHEN rows_read <> rows_kept + rows_repeated + rows_quarantined THEN 1 END
        ) AS faults
    FROM contacts.source_weeks
    WHERE week_start = $week_start
)

SELECT before.sources AS sources_before, after.sources AS sources_after, after.faults
FROM before
CROSS JOIN after
WHERE before.sources <> after.sources OR after.faults > 0
