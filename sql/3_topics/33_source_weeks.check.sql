-- No source is lost, and no record of one, on the way from contacts to topics.
-- Fails the run when it returns a row. Params: $week_start

WITH carried_from AS (
    SELECT
        source,
        records,
        is_complete
    FROM contacts.source_weeks
    WHERE week_start = $week_start
),

carried_to AS (
    SELECT
        source,
        records,
        is_complete
    FROM topics.source_weeks
    WHERE week_start = $week_start
)

SELECT
    carried_from.source AS source_before,
    carried_to.source AS source_after
FROM carried_from
FULL OUTER JOIN carried_to
    ON carried_to.source = carried_from.source
WHERE
    carried_from.source IS NULL
    OR carried_to.source IS NULL
    OR carried_from.records <> carried_to.records
    OR carried_from.is_complete <> carried_to.is_complete
