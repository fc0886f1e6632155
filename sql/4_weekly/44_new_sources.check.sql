-- What a new source brought of all topics adds up to its contacts of the week.
-- Fails the run when it returns a row. Params: $week_start

SELECT source
FROM weekly.new_sources
WHERE week_start = $week_start
GROUP BY source
HAVING sum(contacts) <> 2 * max(CASE WHEN topic_id = 0 THEN contacts ELSE 0 END)
