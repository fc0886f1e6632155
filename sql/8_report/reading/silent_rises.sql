-- What: what rose this week and did not alert, with the reason; topics before all contacts.
-- Grain: series
-- Reads: episodes.series_weeks
-- Params: $week_start
SELECT
    topic_id,
    topic_name,
    slice_dim,
    slice_value,
    observed,
    expected,
    why_no_alarm
FROM episodes.series_weeks
WHERE
    week_start = $week_start
    AND NOT is_alarm
    AND why_no_alarm IS NOT NULL
ORDER BY topic_id = 0, observed - coalesce(expected, 0) DESC, topic_id, slice_dim, slice_value
