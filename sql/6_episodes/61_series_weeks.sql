-- episodes.series_weeks: the verdicts that later rooms show, carried forward with their counts.
-- Grain:  one row a series: all contacts, kinds, topics, and any slice that alarmed or whose rise
--         did not, with the reason.
-- Reads:  detection.assessments, weekly.topic_weeks
-- Params: $week_start

SELECT
    assessments.week_start,
    assessments.topic_id,
    assessments.slice_dim,
    assessments.slice_value,
    topic_weeks.topic_name,
    topic_weeks.kind,
    topic_weeks.first_week,
    assessments.observed,
    topic_weeks.customers,
    topic_weeks.exposure,
    assessments.expected,
    assessments.lower,
    assessments.upper,
    assessments.dispersion,
    assessments.p_value,
    assessments.q_value,
    assessments.topic_p_value,
    assessments.look_weeks,
    assessments.look_observed,
    assessments.look_expected,
    assessments.method,
    assessments.status,
    assessments.is_alarm,
    assessments.why_no_alarm,
    assessments.record_before
FROM detection.assessments
INNER JOIN weekly.topic_weeks USING (week_start, topic_id, slice_dim, slice_value)
WHERE
    assessments.week_start = $week_start
    AND (
        assessments.slice_dim IN ('all', 'kind')
        OR assessments.is_alarm
        OR assessments.why_no_alarm IS NOT NULL
    )
