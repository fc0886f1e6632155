-- What: how many contacts were solved at the first attempt, by each definition.
-- Grain: week, definition
-- Reads: quality.first_contact
-- Params: $first_week, $week_start
SELECT
    week_start,
    definition,
    contacts_week,
    contacts,
    solved,
    solved_share
FROM quality.first_contact
WHERE week_start BETWEEN $first_week AND $week_start
ORDER BY week_start, definition
