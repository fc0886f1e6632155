-- What: all contacts of every week with their range, which a week without a test has not.
-- Grain: week
-- Reads: episodes.series_weeks
SELECT
    week_start,
    observed,
    CASE WHEN status = 'tested' THEN lower END AS lower,
    CASE WHEN status = 'tested' THEN upper END AS upper
FROM episodes.series_weeks
WHERE topic_id = 0 AND slice_dim = 'all'
ORDER BY week_start
