-- Every warning of the week is accounted for, once, and no episode goes by two warnings.
-- Fails the run when it returns a row. Params: $week_start

WITH warned AS (
    SELECT DISTINCT warning_id FROM episodes.early_warnings WHERE week_start = $week_start
)

SELECT 'a warning is not accounted for' AS fault, warned.warning_id AS about
FROM warned
LEFT JOIN episodes.told_early
    ON warned.warning_id = told_early.warning_id AND told_early.week_start = $week_start
WHERE told_early.warning_id IS NULL

UNION ALL

SELECT 'an episode of two warnings' AS fault, episode_id AS about
FROM episodes.told_early
WHERE week_start = $week_start AND episode_id IS NOT NULL
GROUP BY episode_id
HAVING count(*) > 1
