-- No topic has more marks than episodes.
-- Fails the run when it returns a row. Params: $week_start

SELECT topic_id, method
FROM episodes.marks
WHERE week_start = $week_start AND useful + false_alarms + known_events > episodes
