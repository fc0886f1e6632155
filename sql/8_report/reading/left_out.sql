-- What: what came in the week but is no contact of a customer.
-- Grain: source, reason
-- Reads: weekly.left_out
-- Params: $week_start
SELECT
    source,
    reason,
    contacts
FROM weekly.left_out
WHERE week_start = $week_start
ORDER BY source, contacts DESC, reason
