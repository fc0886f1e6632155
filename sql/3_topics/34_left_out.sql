-- topics.left_out: what came but is no contact of a customer, carried forward for the weekly counts.
-- Grain:  one row a source and reason.
-- Reads:  contacts.left_out
-- Params: $week_start

SELECT
    week_start,
    source,
    reason,
    contacts
FROM contacts.left_out
WHERE week_start = $week_start
