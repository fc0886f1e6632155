-- What: the verdicts on countermeasures; it is news while one is under way, or when the verdict is not last week's.
-- Grain: countermeasure
-- Reads: episodes.effects, episodes.countermeasures, episodes.episode_weeks
-- Params: $week_start
WITH names AS (
    SELECT episode_id, topic_name FROM episodes.episode_weeks
    WHERE week_start <= $week_start
    QUALIFY row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
),

before AS (
    SELECT countermeasure_id, verdict, reason FROM episodes.effects
    WHERE week_start = CAST($week_start AS DATE) - INTERVAL 7 DAY
)

SELECT
    effects.countermeasure_id, countermeasures.topic_id, names.topic_name, countermeasures.week_start,
    countermeasures.episode_id,
    countermeasures.what, countermeasures.who, countermeasures.from_day, countermeasures.due_day,
    countermeasures.expected_effect, countermeasures.finished_day, countermeasures.is_open,
    effects.verdict, effects.reason, effects.share, effects.lower, effects.upper,
    effects.contacts_saved, effects.saved_lower, effects.saved_upper, effects.cost_saved,
    effects.weeks_before, effects.weeks_after, effects.judged_from, effects.controls,
    coalesce(effects.control_regions, 0) AS control_regions, effects.past_rises, effects.note,
    countermeasures.is_open OR before.countermeasure_id IS NULL OR before.verdict <> effects.verdict
    OR before.reason <> effects.reason AS is_news
FROM episodes.effects
INNER JOIN episodes.countermeasures
    ON
        effects.week_start = countermeasures.week_start
        AND effects.countermeasure_id = countermeasures.countermeasure_id
INNER JOIN names ON effects.episode_id = names.episode_id
LEFT JOIN before ON effects.countermeasure_id = before.countermeasure_id
WHERE effects.week_start = $week_start
ORDER BY
    effects.verdict = 'too_early', coalesce(effects.contacts_saved, 0) DESC, countermeasures.from_day,
    effects.countermeasure_id
