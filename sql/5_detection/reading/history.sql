-- What: the counts of this week's series, this week and the weeks before it.
-- Grain: series, week
-- Reads: weekly.topic_weeks
-- Params: $first_week, $week_start
WITH series AS (
    SELECT
        topic_id,
        slice_dim,
        slice_value,
        row_number() OVER (ORDER BY topic_id, slice_dim, slice_value) - 1 AS series_number
    FROM weekly.topic_weeks
    WHERE week_start = $week_start
)

SELECT
    series.series_number,
    topic_weeks.week_start,
    topic_weeks.contacts,
    topic_weeks.customers,
    topic_weeks.exposure,
    topic_weeks.is_complete
FROM weekly.topic_weeks
INNER JOIN series USING (topic_id, slice_dim, slice_value)
WHERE topic_weeks.week_start BETWEEN $first_week AND $week_start
