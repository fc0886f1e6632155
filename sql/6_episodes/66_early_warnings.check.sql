-- A topic has at most one warning a morning, and every topic that is called has one or lives as an episode.
-- Fails the run when it returns a row. Params: $week_start, $day

SELECT 'two warnings of a topic' AS fault, topic_id
FROM episodes.early_warnings
WHERE day = $day
GROUP BY topic_id
HAVING count(*) > 1

UNION ALL

SELECT 'called and not warned of' AS fault, day_assessments.topic_id
FROM detection.day_assessments
LEFT JOIN episodes.early_warnings
    ON day_assessments.topic_id = early_warnings.topic_id AND early_warnings.day = $day
LEFT JOIN episodes.episode_weeks
    ON day_assessments.topic_id = episode_weeks.topic_id AND episode_weeks.week_start < $week_start
WHERE
    day_assessments.day = $day
    AND day_assessments.is_alarm
    AND day_assessments.topic_id > 0
    AND early_warnings.warning_id IS NULL
    AND episode_weeks.episode_id IS NULL
