-- A topic has at most one episode a week, every alarm of a topic belongs to one, and none vanishes.
-- Fails the run when it returns a row. Params: $week_start

SELECT 'two episodes of a topic' AS fault, CAST(topic_id AS VARCHAR) AS about
FROM episodes.episode_weeks
WHERE week_start = $week_start
GROUP BY topic_id
HAVING count(*) > 1

UNION ALL

SELECT DISTINCT 'an alarm without an episode' AS fault, CAST(assessments.topic_id AS VARCHAR) AS about
FROM detection.assessments
LEFT JOIN episodes.episode_weeks USING (week_start, topic_id)
WHERE
    assessments.week_start = $week_start
    AND assessments.is_alarm
    AND assessments.topic_id > 0
    AND (episode_weeks.episode_id IS NULL OR episode_weeks.grade = '')

UNION ALL

SELECT 'a living episode was lost' AS fault, earlier.episode_id AS about
FROM episodes.episode_weeks AS earlier
LEFT JOIN episodes.episode_weeks AS now
    ON earlier.episode_id = now.episode_id AND now.week_start = $week_start
WHERE
    earlier.week_start = CAST($week_start AS DATE) - INTERVAL 7 DAY
    AND earlier.state NOT IN ('closed', 'false_alarm')
    AND now.episode_id IS NULL
