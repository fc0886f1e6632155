-- The topics of a day add up to all contacts of that day.
-- Fails the run when it returns a row. Params: $week_start

SELECT day
FROM weekly.running_days
WHERE week_start = $week_start
GROUP BY day
HAVING
    coalesce(sum(CASE WHEN topic_id > 0 THEN contacts END), 0)
    <> coalesce(sum(CASE WHEN topic_id = 0 THEN contacts END), 0)
