-- What: contacts not solved at the end of each week, by age.
-- Grain: week, age band
-- Reads: quality.unresolved
-- Params: $first_week, $week_start
SELECT
    week_start,
    age_band,
    contacts,
    is_late
FROM quality.unresolved
WHERE week_start BETWEEN $first_week AND $week_start
ORDER BY week_start, age_order
