-- What: the total, the kinds and the topics over the weeks that charts show.
-- Grain: week, series
-- Reads: episodes.series_weeks
-- Params: $first_week, $week_start
SELECT
    week_start,
    topic_id,
    slice_dim,
    slice_value,
    topic_name,
    kind,
    first_week,
    observed,
    exposure,
    expected,
    lower,
    upper,
    dispersion,
    status,
    is_alarm
FROM episodes.series_weeks
WHERE
    week_start BETWEEN $first_week AND $week_start
    AND slice_dim IN ('all', 'kind')
ORDER BY week_start, topic_id, slice_dim, slice_value
