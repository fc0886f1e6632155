-- What: what people made of each episode that opened in the year up to a week: useful, false_alarm, known_event or ''.
--       Useful is what was acknowledged, got a countermeasure or was called so, unless called false or known last.
-- Grain: episode
-- Reads: episodes.episode_weeks, episodes.answers
-- Params: $week_start
WITH lived AS (
    SELECT * FROM episodes.episode_weeks
    WHERE week_start <= $week_start AND opened_week > CAST($week_start AS DATE) - INTERVAL 364 DAY
),

found AS (  -- the method that opened it
    SELECT episode_id, topic_id, topic_name, opened_week, method FROM lived
    QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start) = 1
),

judged AS (  -- as people left it: that it recovered and closed is the weeks' word
    SELECT episode_id, state FROM lived WHERE state NOT IN ('recovering', 'closed')
    QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
),

worked AS (
    SELECT
        episode_id, max(last_alarm_week) AS last_alarm,
        bool_or(state IN ('acknowledged', 'countermeasure')) AS is_useful
    FROM lived GROUP BY episode_id
),

praised AS (
    SELECT DISTINCT episode_id FROM episodes.answers
    WHERE action = 'useful' AND is_applied AND week_start <= $week_start
)

SELECT
    found.episode_id, found.topic_id, found.topic_name, found.opened_week, worked.last_alarm, found.method,
    CASE
        WHEN judged.state IN ('false_alarm', 'known_event') THEN judged.state
        WHEN worked.is_useful OR praised.episode_id IS NOT NULL THEN 'useful' ELSE ''
    END AS mark
FROM found
INNER JOIN worked ON found.episode_id = worked.episode_id
LEFT JOIN judged ON found.episode_id = judged.episode_id
LEFT JOIN praised ON found.episode_id = praised.episode_id
ORDER BY found.episode_id
