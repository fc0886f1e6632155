-- What: the version of the topic model that placed this week's contacts.
-- Grain: model
-- Reads: weekly.model_weeks
-- Params: $week_start
SELECT model_version
FROM weekly.model_weeks
WHERE week_start = $week_start
ORDER BY model_version
