-- No more alarms than tests, no more tests than series.
-- Fails the run when it returns a row. Params: $week_start

SELECT week_start
FROM episodes.test_weeks
WHERE
    week_start = $week_start
    AND (alarms > series_tested OR series_tested > series_watched)
