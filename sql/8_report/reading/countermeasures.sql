-- What: what people began about the episodes, as it stands in this week.
-- Grain: countermeasure
-- Reads: episodes.countermeasures
-- Params: $week_start
SELECT
    week_start,
    episode_id,
    what,
    who,
    from_day,
    due_day,
    expected_effect,
    finished_day,
    is_open
FROM episodes.countermeasures
WHERE week_start = $week_start
ORDER BY from_day, countermeasure_id
