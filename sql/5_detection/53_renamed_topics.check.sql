-- A topic goes on as one other topic, which no other does, and none goes on as itself.
-- Fails the run when it returns a row. Params: $week_start

SELECT renamed_into, count(*) AS topics
FROM detection.renamed_topics
WHERE week_start = $week_start
GROUP BY renamed_into
HAVING count(*) > 1 OR bool_or(topic_id = renamed_into) OR bool_or(since > week_start)
