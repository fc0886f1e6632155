-- What: how many contacts were drawn for people to say their kind, and how many of them people settled.
-- Grain: week, nothing where none was drawn
-- Reads: quality.kind_settling
-- Params: $week_start
SELECT
    min(first_week) AS first_week,
    sum(drawn) AS drawn,
    sum(settled) AS settled
FROM quality.kind_settling
WHERE week_start = $week_start
HAVING count(*) > 0
