-- No topic, kind or alarm is lost on the way from detection.
-- Fails the run when it returns a row. Params: $week_start

SELECT assessments.topic_id, assessments.slice_dim, assessments.slice_value
FROM detection.assessments
LEFT JOIN episodes.series_weeks USING (week_start, topic_id, slice_dim, slice_value)
WHERE
    assessments.week_start = $week_start
    AND (assessments.slice_dim IN ('all', 'kind') OR assessments.is_alarm)
    AND series_weeks.topic_id IS NULL
