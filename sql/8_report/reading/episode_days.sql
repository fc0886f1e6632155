-- What: on which days the contacts of this week's episodes came.
-- Grain: episode, day
-- Reads: episodes.episode_days
-- Params: $week_start
SELECT
    episode_id,
    day,
    contacts
FROM episodes.episode_days
WHERE week_start = $week_start
ORDER BY episode_id, day
