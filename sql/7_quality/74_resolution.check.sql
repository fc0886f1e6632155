-- The week has its row, and the three counts lie inside each other.
-- Fails the run when it returns a row. Params: $week_start

WITH counted AS (
    SELECT
        count(*) AS weeks,
        count(CASE WHEN contacts < resolved OR resolved < first_contact THEN 1 END) AS faults
    FROM quality.resolution
    WHERE week_start = $week_start
)

SELECT weeks, faults
FROM counted
WHERE weeks <> 1 OR faults > 0
