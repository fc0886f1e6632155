-- What: where the excess of this week's episodes lies.
-- Grain: episode, slice
-- Reads: episodes.drivers
-- Params: $week_start
SELECT
    episode_id,
    slice_dim,
    slice_value,
    observed,
    expected,
    excess,
    excess_share
FROM episodes.drivers
WHERE week_start = $week_start
ORDER BY episode_id, slice_dim, excess DESC, slice_value
