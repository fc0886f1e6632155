-- No topic is merged into itself, and every one that is gone is there once.
-- Fails the run when it returns a row. Params: $week_start

SELECT topic_id
FROM weekly.merged_topics
WHERE week_start = $week_start
GROUP BY topic_id
HAVING count(*) > 1 OR min(merged_into) = topic_id
