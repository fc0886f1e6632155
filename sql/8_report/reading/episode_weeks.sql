-- What: the episodes as they stand in this week.
-- Grain: episode
-- Reads: episodes.episode_weeks
-- Params: $week_start
SELECT
    episode_id,
    topic_id,
    topic_name,
    kind,
    opened_week,
    state,
    grade,
    owner,
    countermeasure,
    runbook_url,
    observed,
    expected,
    lower,
    upper,
    p_value,
    look_weeks,
    look_observed,
    look_expected,
    known_events,
    examples,
    led_by
FROM episodes.episode_weeks
WHERE week_start = $week_start
ORDER BY observed - coalesce(expected, 0) DESC, episode_id
