-- What: what each topic was called and which kind it was of, by its newest week of a span.
-- Grain: topic
-- Reads: weekly.topic_weeks
-- Params: $first_week, $last_week
SELECT topic_id, topic_name, kind
FROM weekly.topic_weeks
WHERE slice_dim = 'all' AND week_start BETWEEN $first_week AND $last_week
QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY week_start DESC) = 1
