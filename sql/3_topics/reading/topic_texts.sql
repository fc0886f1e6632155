-- What: texts that some topics held before the last weeks, a sample of each topic's.
-- Grain: topic, text
-- Reads: topics.contact_topics
-- Params: $topic_ids, $first_week, $before_week, $most
WITH held AS (
    SELECT DISTINCT
        topic_id,
        text
    FROM topics.contact_topics
    WHERE
        week_start >= $first_week
        AND week_start < $before_week
        AND list_contains($topic_ids, topic_id)
)

SELECT
    topic_id,
    text
FROM held
QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY md5(text)) <= $most
ORDER BY
    topic_id,
    md5(text)
