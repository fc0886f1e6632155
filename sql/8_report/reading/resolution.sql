-- What: how many contacts were solved, and at the first attempt.
-- Grain: week
-- Reads: quality.resolution
-- Params: $first_week, $week_start
SELECT
    week_start,
    contacts,
    resolved,
    first_contact
FROM quality.resolution
WHERE week_start BETWEEN $first_week AND $week_start
ORDER BY week_start
