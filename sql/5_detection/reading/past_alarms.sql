-- What: which series alarmed in the weeks before.
-- Grain: series, week
-- Reads: detection.assessments
-- Params: $first_week, $week_start
SELECT
    week_start,
    topic_id,
    slice_dim,
    slice_value
FROM detection.assessments
WHERE is_alarm AND week_start >= $first_week AND week_start < $week_start
ORDER BY week_start, topic_id, slice_dim, slice_value
