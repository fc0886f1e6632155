-- What: the episodes that rose by one cause, as far as places, days and words tell.
-- Grain: episode
-- Reads: episodes.causes
-- Params: $week_start
SELECT
    cause_id,
    episode_id,
    why
FROM episodes.causes
WHERE week_start = $week_start
ORDER BY cause_id, episode_id
