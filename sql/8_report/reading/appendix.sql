-- What: every topic, the kinds and the total, and the slices that rose silently.
-- Grain: series
-- Reads: episodes.series_weeks
-- Params: $week_start
SELECT
    week_start,
    topic_id,
    topic_name,
    kind,
    slice_dim,
    slice_value,
    observed AS contacts,
    customers,
    expected,
    lower,
    upper,
    status,
    is_alarm,
    why_no_alarm
FROM episodes.series_weeks
WHERE week_start = $week_start
ORDER BY topic_id, slice_dim, slice_value
