-- What: the weeks around each countermeasure that its verdict is made of.
-- Grain: countermeasure, week
-- Reads: episodes.effect_weeks
-- Params: $week_start
SELECT
    countermeasure_id,
    week,
    side,
    is_whole,
    observed,
    expected,
    lower,
    upper
FROM episodes.effect_weeks
WHERE week_start = $week_start
ORDER BY countermeasure_id, week
