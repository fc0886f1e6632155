-- Limits lie in order around the target, between 0 and 1, and only where there are teams.
-- Fails the run when it returns a row. Params: $week_start

WITH teams AS (
    SELECT count(*) AS shown
    FROM quality.team_weeks
    WHERE week_start = $week_start
)

SELECT team_limits.contacts
FROM quality.team_limits
CROSS JOIN teams
WHERE
    team_limits.week_start = $week_start
    AND (
        teams.shown = 0
        OR team_limits.lower_998 < 0
        OR team_limits.lower_998 > team_limits.lower_95
        OR team_limits.lower_95 > team_limits.upper_95
        OR team_limits.upper_95 > team_limits.upper_998
        OR team_limits.upper_998 > 1
    )
