-- What: episodes of the year before for which nothing was done, so that they show what rises do by themselves.
--       Living ones too: to take only those that are over would show them shorter than they are.
-- Grain: episode
-- Reads: episodes.episode_weeks, episodes.answers
-- Params: $week_start
WITH newest AS (
    SELECT episode_id, topic_id, opened_week, last_alarm_week, state
    FROM episodes.episode_weeks
    WHERE
        week_start <= $week_start
        AND opened_week >= CAST($week_start AS DATE) - INTERVAL 364 DAY
    QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
),

treated AS (
    SELECT DISTINCT episode_id FROM episodes.answers WHERE action = 'start' AND is_applied
)

SELECT newest.episode_id, newest.topic_id, newest.opened_week, newest.last_alarm_week
FROM newest
LEFT JOIN treated ON newest.episode_id = treated.episode_id
WHERE treated.episode_id IS NULL AND newest.state NOT IN ('false_alarm', 'known_event') AND newest.topic_id > 1
ORDER BY newest.episode_id
