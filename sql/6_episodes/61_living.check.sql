-- A topic has at most one living episode, and none that lived last week is lost.
-- Fails the run when it returns a row. Params: $week_start

SELECT 'two episodes of a topic' AS fault, CAST(topic_id AS VARCHAR) AS about
FROM episodes.living
WHERE week_start = $week_start
GROUP BY topic_id
HAVING count(*) > 1

UNION ALL

SELECT 'a living episode was lost' AS fault, episode_weeks.episode_id AS about
FROM episodes.episode_weeks
LEFT JOIN episodes.living ON episode_weeks.episode_id = living.episode_id AND living.week_start = $week_start
WHERE
    episode_weeks.week_start = CAST($week_start AS DATE) - INTERVAL 7 DAY
    AND episode_weeks.state NOT IN ('closed', 'false_alarm')
    AND living.episode_id IS NULL
