-- What: how many requests came on the list of unresolved ones in the week, left it, and stand on it.
-- Grain: what they did
-- Reads: quality.unresolved_flow
-- Params: $week_start
SELECT
    what,
    CAST(sum(contacts) AS BIGINT) AS contacts
FROM quality.unresolved_flow
WHERE week_start = $week_start
GROUP BY what
ORDER BY what
