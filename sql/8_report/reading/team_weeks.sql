-- What: what came back to each team, with the limits of its size; no persons.
-- Grain: team, and '(all)'
-- Reads: quality.team_weeks
-- Params: $week_start
SELECT
    team,
    people,
    contacts,
    came_back,
    share,
    lower_95,
    upper_95,
    lower_998,
    upper_998,
    dispersion
FROM quality.team_weeks
WHERE week_start = $week_start
ORDER BY team
