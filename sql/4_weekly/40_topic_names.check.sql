-- Names are of topics that there are, and the readers of a language find each name once.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    topic_names.language,
    topic_names.topic_name,
    count(*) AS bearers,
    count(topics.topic_id) AS topics_there
FROM weekly.topic_names
LEFT JOIN topics.topics ON topic_names.topic_id = topics.topic_id
WHERE topic_names.week_start = $week_start
GROUP BY topic_names.language, topic_names.topic_name
HAVING count(*) > 1 OR count(topics.topic_id) < 1
