-- What: the funnel's limits for teams of any size.
-- Grain: number of contacts
-- Reads: quality.team_limits
-- Params: $week_start
SELECT
    contacts,
    lower_95,
    upper_95,
    lower_998,
    upper_998
FROM quality.team_limits
WHERE week_start = $week_start
ORDER BY contacts
