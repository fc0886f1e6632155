-- The weeks before and after are as many as the verdict counts, and all of them whole.
-- Fails the run when it returns a row. Params: $week_start

SELECT effects.countermeasure_id
FROM episodes.effects
LEFT JOIN episodes.effect_weeks
    ON
        effects.week_start = effect_weeks.week_start
        AND effects.countermeasure_id = effect_weeks.countermeasure_id
WHERE effects.week_start = $week_start
GROUP BY effects.countermeasure_id
HAVING
    max(effects.weeks_before) <> count(*) FILTER (WHERE effect_weeks.side = 'before')
    OR max(effects.weeks_after) <> count(*) FILTER (WHERE effect_weeks.side = 'after')
    OR bool_or(effect_weeks.side <> '' AND NOT effect_weeks.is_whole)
    OR bool_or(effect_weeks.lower > effect_weeks.upper OR effect_weeks.expected <= 0)
