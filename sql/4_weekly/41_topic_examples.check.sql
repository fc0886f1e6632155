-- No topic shows more than five examples, and only topics that had contacts show any.
-- Fails the run when it returns a row. Params: $week_start

SELECT topic_examples.topic_id
FROM weekly.topic_examples
LEFT JOIN topics.contact_topics
    ON
        topic_examples.topic_id = contact_topics.topic_id
        AND topic_examples.week_start = contact_topics.week_start
WHERE
    topic_examples.week_start = $week_start
    AND (contact_topics.contact_id IS NULL OR topic_examples.examples[6] IS NOT NULL)
