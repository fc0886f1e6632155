-- weekly.left_out: what came but is no contact of a customer, carried forward for the report.
-- Grain:  one row a source and reason.
-- Reads:  topics.left_out
-- Params: $week_start

SELECT
    week_start,
    source,
    reason,
    contacts
FROM topics.left_out
WHERE week_start = $week_start
