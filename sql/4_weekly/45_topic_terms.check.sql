-- A term stands once a topic, and in no more contacts than the topic has; every topic that has a term was counted.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    topic_terms.topic_id,
    topic_terms.term
FROM weekly.topic_terms
LEFT JOIN weekly.topic_weeks
    ON
        topic_terms.week_start = topic_weeks.week_start
        AND topic_terms.topic_id = topic_weeks.topic_id
        AND topic_weeks.slice_dim = 'all'
WHERE topic_terms.week_start = $week_start
GROUP BY topic_terms.topic_id, topic_terms.term
HAVING
    count(*) > 1
    OR max(topic_terms.contacts) > coalesce(max(topic_weeks.contacts), 0)
    OR max(topic_terms.customers) > max(topic_terms.contacts)
