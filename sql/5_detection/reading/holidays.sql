-- What: the days on which fewer people call.
-- Grain: day
-- Reads: registers.holidays
SELECT DISTINCT day
FROM registers.holidays
ORDER BY day
