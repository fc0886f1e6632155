-- Every answer received is there, once.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT count(*) AS records FROM sources.records WHERE week_start = $week_start AND holds = 'answers'
),

built AS (
    SELECT count(*) AS records FROM contacts.answers WHERE week_start = $week_start
)

SELECT received.records AS records_received, built.records AS records_built
FROM received
CROSS JOIN built
WHERE built.records <> received.records
