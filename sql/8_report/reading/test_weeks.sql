-- What: how many series were watched and tested this week.
-- Grain: one row, or none
-- Reads: episodes.test_weeks
-- Params: $week_start
SELECT
    series_watched,
    series_tested,
    alarms,
    topics_alarming,
    false_discovery_rate,
    expected_false_alarms,
    unprecedented
FROM episodes.test_weeks
WHERE week_start = $week_start
