-- What: what the readers of each language call a topic, as of this week.
-- Grain: topic, language
-- Reads: episodes.topic_names
-- Params: $week_start
SELECT
    topic_id,
    language,
    topic_name
FROM episodes.topic_names
WHERE week_start = $week_start
ORDER BY topic_id, language
