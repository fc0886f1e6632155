-- episodes.test_weeks: how many series were watched and tested, and how many alarms chance may bring.
-- Grain:  one row.
-- Reads:  detection.assessments
-- Params: $week_start, $false_discovery_rate

WITH alarming AS (  -- the rate is promised for families: the topics, and all contacts as one more
    SELECT topic_id, bool_and(record_before IS NOT NULL) AS is_for_size
    FROM detection.assessments WHERE week_start = $week_start AND is_alarm GROUP BY topic_id
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    CAST($false_discovery_rate AS DOUBLE) AS false_discovery_rate,
    count(*) AS series_watched,
    count(*) FILTER (WHERE status = 'tested') AS series_tested,
    count(*) FILTER (WHERE is_alarm) AS alarms,
    count(DISTINCT CASE WHEN is_alarm AND topic_id > 0 THEN topic_id END) AS topics_alarming,
    (SELECT count(*) FROM alarming WHERE NOT is_for_size) * CAST($false_discovery_rate AS DOUBLE)
        AS expected_false_alarms,
    (SELECT count(*) FROM alarming WHERE is_for_size) AS unprecedented
FROM detection.assessments
WHERE week_start = $week_start
