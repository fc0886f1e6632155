-- What: the series of one week, in the order in which the history numbers them.
-- Grain: series
-- Reads: weekly.topic_weeks
-- Params: $week_start
SELECT
    topic_id,
    slice_dim,
    slice_value,
    contacts,
    customers,
    is_complete,
    first_week,
    topic_name
FROM weekly.topic_weeks
WHERE week_start = $week_start
ORDER BY topic_id, slice_dim, slice_value
