-- No more topics than alarms, no more alarms than tests, no more tests than series.
-- Fails the run when it returns a row. Params: $week_start

SELECT week_start
FROM episodes.test_weeks
WHERE
    week_start = $week_start
    AND (topics_alarming > alarms OR unprecedented > alarms OR alarms > series_tested OR series_tested > series_watched)
