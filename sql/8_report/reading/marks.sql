-- What: what people made of the year's spikes, by topic and by the method that found them.
-- Grain: topic, method
-- Reads: episodes.marks, episodes.episode_weeks
-- Params: $week_start
WITH names AS (
    SELECT topic_id, topic_name FROM episodes.episode_weeks
    WHERE week_start <= $week_start
    QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY week_start DESC, episode_id DESC) = 1
)

SELECT
    marks.topic_id,
    names.topic_name,
    marks.method,
    marks.episodes,
    marks.useful,
    marks.false_alarms,
    marks.known_events
FROM episodes.marks
INNER JOIN names ON marks.topic_id = names.topic_id
WHERE marks.week_start = $week_start
ORDER BY marks.topic_id, marks.method
