-- Evaluations come from this week's records alone, and points and scores are shares.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT count(*) AS records FROM sources.records WHERE week_start = $week_start AND holds = 'evaluations'
),

built AS (
    SELECT
        count(*) AS records,
        count(CASE WHEN points NOT BETWEEN 0 AND 1 OR score NOT BETWEEN 0 AND 1 THEN 1 END) AS faults
    FROM contacts.evaluations
    WHERE week_start = $week_start
)

SELECT received.records AS records_received, built.records AS records_built, built.faults
FROM received
CROSS JOIN built
WHERE built.records > received.records OR built.faults > 0
