-- Every call-back received is there, and no attempt has a number below zero.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT count(*) AS records FROM sources.records WHERE week_start = $week_start AND holds = 'callbacks'
),

built AS (
    SELECT count(*) AS records, count(CASE WHEN attempt < 0 THEN 1 END) AS faults
    FROM contacts.callbacks
    WHERE week_start = $week_start
)

SELECT received.records AS records_received, built.records AS records_built, built.faults
FROM received
CROSS JOIN built
WHERE built.records <> received.records OR built.faults > 0
