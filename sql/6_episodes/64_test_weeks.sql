-- episodes.test_weeks: how many series were watched and tested, and how many alarms chance may bring.
-- Grain:  one row.
-- Reads:  detection.assessments
-- Params: $week_start, $false_discovery_rate

SELECT
    CAST($week_start AS DATE) AS week_start,
    CAST($false_discovery_rate AS DOUBLE) AS false_discovery_rate,
    count(*) AS series_watched,
    count(*) FILTER (WHERE status = 'tested') AS series_tested,
    count(*) FILTER (WHERE is_alarm) AS alarms,
    count(DISTINCT CASE WHEN is_alarm AND topic_id > 0 THEN topic_id END) AS topics_alarming,
    -- the rate is promised for families: the topics, and all contacts as one more
    count(DISTINCT CASE WHEN is_alarm THEN topic_id END) * CAST($false_discovery_rate AS DOUBLE)
        AS expected_false_alarms
FROM detection.assessments
WHERE week_start = $week_start
