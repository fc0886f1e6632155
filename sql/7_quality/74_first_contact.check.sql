-- The week has a row for each definition, and no part is larger than its whole.
-- Fails the run when it returns a row. Params: $week_start

WITH counted AS (
    SELECT
        count(DISTINCT definition) AS definitions,
        count(CASE WHEN contacts < solved THEN 1 END) AS faults
    FROM quality.first_contact
    WHERE week_start = $week_start
)

SELECT definitions, faults
FROM counted
WHERE definitions <> 4 OR faults > 0
