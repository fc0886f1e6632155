-- What: the alarms written when weeks were judged; a judged week without one has an empty row.
-- Grain: week, series that alarmed
-- Reads: detection.assessments
-- Params: $first_week, $last_week
WITH judged AS (
    SELECT DISTINCT week_start
    FROM detection.assessments
    WHERE week_start BETWEEN $first_week AND $last_week
)

SELECT judged.week_start, assessments.topic_id, assessments.slice_dim, assessments.slice_value
FROM judged
LEFT JOIN detection.assessments ON judged.week_start = assessments.week_start AND assessments.is_alarm
ORDER BY judged.week_start, assessments.topic_id, assessments.slice_dim, assessments.slice_value
