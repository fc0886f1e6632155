-- What: texts that some topics held before the last weeks.
-- Grain: text
-- Reads: topics.contact_topics
-- Params: $topic_ids, $first_week, $before_week, $most
SELECT text
FROM topics.contact_topics
WHERE week_start >= $first_week
    AND week_start < $before_week
    AND list_contains($topic_ids, topic_id)
GROUP BY text
ORDER BY md5(text)
LIMIT $most
