-- Teams add up to all of them, none is so small that a person could be told, and limits lie in order.
-- Fails the run when it returns a row. Params: $week_start

WITH added AS (
    SELECT
        coalesce(sum(CASE WHEN team = '(all)' THEN -people ELSE people END), 0) AS people,
        coalesce(sum(CASE WHEN team = '(all)' THEN -contacts ELSE contacts END), 0) AS contacts,
        coalesce(sum(CASE WHEN team = '(all)' THEN -came_back ELSE came_back END), 0) AS came_back,
        coalesce(sum(CASE WHEN team = '(all)' THEN -expected ELSE expected END), 0) AS expected,
        count(
            CASE
                WHEN
                    people < 5
                    OR came_back > contacts
                    OR lower_998 > lower_95
                    OR lower_95 > upper_95
                    OR upper_95 > upper_998
                    THEN 1
            END
        ) AS faults
    FROM quality.team_weeks
    WHERE week_start = $week_start
)

SELECT people, contacts, came_back, expected, faults
FROM added
WHERE people <> 0 OR contacts <> 0 OR came_back <> 0 OR abs(expected) > 0.001 OR faults > 0
