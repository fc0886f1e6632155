-- What: the lasting changes that people accept as normal.
-- Grain: week, series
-- Reads: registers.level_shifts
SELECT
    week_start,
    topic_id,
    slice_dim,
    slice_value
FROM registers.level_shifts
ORDER BY week_start, topic_id, slice_dim, slice_value
