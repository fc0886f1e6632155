-- Each countermeasure of the week has one verdict, within its interval; what is too early says why, and until when.
-- Fails the run when it returns a row. Params: $week_start

SELECT countermeasures.countermeasure_id, effects.verdict
FROM episodes.countermeasures
FULL OUTER JOIN episodes.effects
    ON
        countermeasures.week_start = effects.week_start
        AND countermeasures.countermeasure_id = effects.countermeasure_id
WHERE
    coalesce(countermeasures.week_start, effects.week_start) = $week_start
    AND (
        countermeasures.countermeasure_id IS NULL OR effects.countermeasure_id IS NULL
        OR effects.verdict NOT IN ('worked', 'partly', 'no_effect', 'too_early')
        OR (effects.verdict = 'too_early') <> (effects.reason <> '')
        OR (effects.reason = 'too_few_weeks') <> (effects.judged_from IS NOT NULL)
        OR effects.judged_from <= effects.week_start
        OR (effects.verdict <> 'too_early' AND effects.share IS NULL)
        OR effects.lower > effects.upper OR effects.saved_lower > effects.saved_upper
        OR (effects.verdict = 'worked' AND effects.lower < 0.5)
        OR (effects.verdict = 'partly' AND effects.lower <= 0)
        OR (effects.verdict = 'no_effect' AND effects.upper >= 0.5)
        OR (effects.cost_saved IS NOT NULL AND effects.verdict NOT IN ('worked', 'partly'))
    )
